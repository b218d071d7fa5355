import Foundation

/// Where a feed is: `http` or `https`, its base or its `/services`, perhaps with a question (`?key=…`) that every request repeats.
struct FeedAddress: Equatable, Sendable {
    private let parts: URLComponents
    let host: String

    /// - Throws: `Failure.invalid` with a sentence.
    init(_ text: String) throws {
        guard text.utf8.count <= 2_000, var parts = URLComponents(string: text.trimmingCharacters(in: .whitespaces)),
            let scheme = parts.scheme?.lowercased(), scheme == "http" || scheme == "https",
            let host = parts.host, !host.isEmpty
        else { throw Failure.invalid(["url": "The address of a feed must begin with http:// or https://."]) }
        guard parts.user == nil, parts.password == nil else {
            throw Failure.invalid(["url": "The address of a feed must not hold a user name or password."])
        }
        parts.fragment = nil
        while parts.path.hasSuffix("/") { parts.path.removeLast() }
        if parts.path.hasSuffix("/services") { parts.path.removeLast("/services".count) }
        self.parts = parts
        self.host = host.lowercased()
    }

    var text: String { parts.string ?? "" }

    /// One page of the list of services.
    func page(_ number: Int, size: Int, full: Bool) -> URL? {
        var items = [URLQueryItem(name: "page", value: "\(number)"), URLQueryItem(name: "per_page", value: "\(size)")]
        if full { items.append(URLQueryItem(name: "full", value: "true")) }
        return url("/services", items)
    }

    func service(_ id: String) -> URL? {
        let plain = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-_.~"))
        return id.addingPercentEncoding(withAllowedCharacters: plain).flatMap { url("/services/\($0)", []) }
    }

    private func url(_ path: String, _ items: [URLQueryItem]) -> URL? {
        var parts = parts
        parts.percentEncodedPath += path
        let all = (parts.queryItems ?? []) + items
        parts.queryItems = all.isEmpty ? nil : all
        return parts.url
    }
}
