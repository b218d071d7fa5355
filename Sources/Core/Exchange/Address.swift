import Foundation

/// Web and mail addresses that can be shown as links without harm.
enum Address {
    /// An `http` or `https` address; a bare host name gets `https://`. Nil for everything else, such as `javascript:`.
    static func website(_ text: String) -> String? {
        let candidate = text.contains("://") ? text : "https://\(text)"
        guard candidate.utf8.count <= 2_048, !candidate.contains(where: \.isWhitespace),
            let parts = URLComponents(string: candidate), parts.user == nil, parts.password == nil,
            let scheme = parts.scheme?.lowercased(), scheme == "http" || scheme == "https",
            let host = parts.host, host.contains("."), !host.hasPrefix("."), !host.hasSuffix(".")
        else { return nil }
        return candidate
    }

    /// One address, `name@host.tld`; nil for anything else.
    static func email(_ text: String) -> String? {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), text.utf8.count <= 254,
            text.unicodeScalars.allSatisfy({
                $0.value > 32 && $0.value < 127 && !"<>()[]\\,;:\"".unicodeScalars.contains($0)
            })
        else { return nil }
        return text
    }
}
