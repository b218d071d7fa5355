/// Tells whether an address that came with a request leads to a page of this site.
public enum LocalPath {
    /// The longest path accepted, in bytes.
    public static let maximumLength = 2_000

    /// True for a path such as `/search?q=x#list`; false for anything that a browser or proxy could take for another
    /// site or for two header lines: other schemes and hosts, `//`, backslashes, dot segments, control characters and
    /// spaces, also when they are percent-encoded in the path, and anything that is not ASCII.
    public static func isSafe(_ path: String) -> Bool {
        let bytes = path.utf8
        guard bytes.count <= maximumLength, bytes.first == UInt8(ascii: "/"),
            bytes.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") })
        else { return false }
        let end = bytes.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? bytes.endIndex
        let plain = bytes[..<end]
        // A plus sign means a space only in forms; here either is harmless.
        let decoded = PercentDecoding.text(plain)
        return decoded.isIntact && isPlain(String(decoding: plain, as: UTF8.self)) && isPlain(decoded.string)
    }

    /// The path when it is safe, else another.
    public static func safe(_ path: String?, or other: String) -> String {
        guard let path, isSafe(path) else { return other }
        return path
    }

    private static func isPlain(_ path: String) -> Bool {
        let hasControl = path.unicodeScalars.contains { $0.properties.generalCategory == .control || $0 == "\\" }
        let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst()
        // Only the last part may be empty, as in "/" or "/help/".
        return !hasControl && !parts.dropLast().contains(where: \.isEmpty)
            && !parts.contains { [".", ".."].contains(String($0)) }
    }
}
