import Hummingbird

/// Writes and reads the cookie that carries a ``SessionToken``.
///
/// `HttpOnly` keeps it from scripts, `SameSite=Lax` from other sites' forms, and with `https` the prefix `__Host-`
/// makes browsers refuse a cookie of this name that a neighbouring host or an unencrypted page tries to set.
public struct SessionCookie: Sendable {
    /// The name in the header, with the prefix when secure.
    public let name: String
    private let secure: Bool

    /// - Parameters:
    ///   - name: Letters, digits, `-` and `_`.
    ///   - secure: Whether people reach the site by https.
    public init(name: String, secure: Bool) {
        self.name = secure ? "__Host-" + name : name
        self.secure = secure
    }

    /// The value of `Set-Cookie` that starts a session.
    /// - Parameter maxAge: Seconds; nil keeps the cookie until the browser is closed.
    public func setting(_ token: SessionToken, maxAge: Int? = nil) -> String {
        header(value: token.text, maxAge: maxAge)
    }

    /// The value of `Set-Cookie` that makes the browser forget.
    public func clearing() -> String {
        header(value: "", maxAge: 0)
    }

    /// The token that a request carries; nil when there is none, or when it carries two different ones, since one of
    /// them was then planted by somebody else and we cannot know which.
    public func token(in headers: HTTPFields) -> SessionToken? {
        let values = headers[values: .cookie].prefix(Self.headerLimit).flatMap(values(in:))
        let tokens = Set(values.compactMap(SessionToken.init))
        return tokens.count == 1 ? tokens.first : nil
    }

    /// Whether a request sends a cookie of this name, readable or not.
    public func isSent(in headers: HTTPFields) -> Bool {
        headers[values: .cookie].prefix(Self.headerLimit).contains { !values(in: $0).isEmpty }
    }

    private static let headerLimit = 50

    private func values(in header: String) -> [String] {
        header.utf8.split(separator: UInt8(ascii: ";")).compactMap { pair in
            let text = Substring(pair).trimmingSpaces()
            guard let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")), text[..<equals] == name[...] else {
                return nil
            }
            let value = text[text.utf8.index(after: equals)...]
            let quoted = value.utf8.count >= 2 && value.hasPrefix("\"") && value.hasSuffix("\"")
            return String(quoted ? value.dropFirst().dropLast() : value)
        }
    }

    private func header(value: String, maxAge: Int?) -> String {
        var parts = ["\(name)=\(value)", "Path=/", "HttpOnly", "SameSite=Lax"]
        if secure { parts.append("Secure") }
        if let maxAge { parts.append("Max-Age=\(maxAge)") }
        return parts.joined(separator: "; ")
    }
}
