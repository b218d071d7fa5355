import Core
import Foundation

/// An address taken apart and put together again, so that whoever resolves it and whoever connects read one name.
struct LinkTarget: Equatable {
    let url: String
    /// Lower case, without the brackets of an IPv6 address.
    let host: String

    enum Reading: Equatable {
        case target(LinkTarget)
        case answer(LinkAnswer)
    }

    /// What web pages are served on; any other port would make the checker a scanner.
    private static let ports: Set<Int> = [80, 443, 8_080, 8_443]

    static func read(_ address: String, onAnyPort: Bool = false) -> Reading {
        guard address.utf8.count <= 2_048, var parts = URLComponents(string: address),
            let scheme = parts.scheme?.lowercased(), scheme == "http" || scheme == "https",
            parts.user == nil, parts.password == nil, let written = parts.host?.lowercased()
        else { return .answer(LinkAnswer(.refused, "it is no web address")) }
        let host = written.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        guard isPlain(host) else { return .answer(LinkAnswer(.refused, "its host name cannot be read")) }
        guard !isReserved(host) else { return .answer(LinkAnswer(.notTested, "a name for examples")) }
        guard onAnyPort || parts.port.map(ports.contains) ?? true else {
            return .answer(LinkAnswer(.refused, "it names an unusual port"))
        }
        (parts.scheme, parts.fragment) = (scheme, nil)
        parts.host = host.contains(":") ? "[\(host)]" : host
        // What connects asks `URL` for the host.
        guard let url = parts.url, let asked = url.host?.trimmingCharacters(in: CharacterSet(charactersIn: "[]")),
            asked == host
        else { return .answer(LinkAnswer(.refused, "it is no web address")) }
        return .target(LinkTarget(url: url.absoluteString, host: host))
    }

    /// A name in ASCII (others are written in punycode, "xn--…") or a number.
    private static func isPlain(_ host: String) -> Bool {
        !host.isEmpty && host.utf8.count <= 253
            && host.utf8.allSatisfy {
                switch $0 {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
                    UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: ":"):
                    true
                default: false
                }
            }
    }

    /// RFC 2606 and RFC 6761, but for `localhost`, which is resolved and then refused.
    private static func isReserved(_ host: String) -> Bool {
        let labels = host.split(separator: ".")
        if let last = labels.last, ["example", "test", "invalid"].contains(String(last)) { return true }
        return labels.count >= 2 && labels[labels.count - 2] == "example"
            && ["com", "net", "org"].contains(labels.last)
    }
}
