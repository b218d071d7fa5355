import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A server in a process of its own, on a free port.
final class RunningServer {
    let process: Process
    let port: Int

    /// Waits for the line that says where it listens.
    ///
    /// - Parameter port: 0 for a free one.
    init(_ program: Program, port: Int = 0) throws {
        let output = Pipe()
        process = try program.start("serve", "--port", String(port), output: output)
        var text = ""
        while !text.contains("serves on http://127.0.0.1:") || !text.hasSuffix("\n") {
            let piece = output.fileHandleForReading.availableData
            guard !piece.isEmpty else { throw Problem(text: "the server ended: \(text)") }
            text += String(decoding: piece, as: UTF8.self)
        }
        let digits = text.components(separatedBy: "serves on http://127.0.0.1:")[1].prefix { $0.isNumber }
        guard let port = Int(digits) else { throw Problem(text: text) }
        self.port = port
    }

    struct Problem: Error { let text: String }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }
}

/// Speaks HTTP to a running server: no cookie jar, no redirects followed.
final class Client: Sendable {
    private let session: URLSession
    private let base: String

    init(port: Int) {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpShouldSetCookies = false
        configuration.timeoutIntervalForRequest = 20
        configuration.httpMaximumConnectionsPerHost = 8
        session = URLSession(configuration: configuration, delegate: StayHere(), delegateQueue: nil)
        base = "http://127.0.0.1:\(port)"
    }

    struct Answer {
        let status: Int
        let location: String?
        let cookie: String?
        let body: String
    }

    func get(_ path: String, cookie: String = "", authorization: String = "") async throws -> Answer {
        try await send(path, cookie: cookie, authorization: authorization, fields: nil)
    }

    func post(_ path: String, cookie: String = "", _ fields: [(String, String)]) async throws -> Answer {
        try await send(path, cookie: cookie, fields: fields)
    }

    private func send(_ path: String, cookie: String, authorization: String = "", fields: [(String, String)]?)
        async throws
        -> Answer
    {
        guard let url = URL(string: base + path) else { throw URLError(.badURL) }
        var request = URLRequest(url: url)
        if !cookie.isEmpty { request.setValue(cookie, forHTTPHeaderField: "Cookie") }
        if !authorization.isEmpty { request.setValue(authorization, forHTTPHeaderField: "Authorization") }
        if let fields {
            request.httpMethod = "POST"
            request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
            request.httpBody = Data(fields.map { "\(encoded($0.0))=\(encoded($0.1))" }.joined(separator: "&").utf8)
        }
        let (data, response) = try await session.data(for: request)
        guard let response = response as? HTTPURLResponse else { throw URLError(.badServerResponse) }
        return Answer(
            status: response.statusCode,
            location: response.value(forHTTPHeaderField: "Location"),
            cookie: response.value(forHTTPHeaderField: "Set-Cookie").map { String($0.prefix { $0 != ";" }) },
            body: String(decoding: data, as: UTF8.self)
        )
    }

    private func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }

    private final class StayHere: NSObject, URLSessionTaskDelegate {
        func urlSession(
            _ session: URLSession,
            task: URLSessionTask,
            willPerformHTTPRedirection response: HTTPURLResponse,
            newRequest request: URLRequest,
            completionHandler: @escaping @Sendable (URLRequest?) -> Void
        ) {
            completionHandler(nil)
        }
    }
}
