import CQRCode

/// A text as a QR code (ISO/IEC 18004), to be drawn with one path of SVG.
public struct QRCode: Sendable, Equatable {
    /// Modules on a side without the quiet zone: 21 to 177.
    public let side: Int
    /// Row by row; true is dark.
    let modules: [Bool]

    /// The light border that readers need, in modules (section 9.1 of the standard).
    public static let quietZone = 4

    /// Nil for an empty text and for more than 2,331 bytes, which no code can hold at this level.
    ///
    /// Level M mends up to 15 % of damage: a fold and a thumb, at a size that a cheap printer can do.
    public init?(_ text: String) {
        guard !text.utf8.isEmpty, text.utf8.count <= 2_331, !text.utf8.contains(0) else { return nil }
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        guard let data = code.pointee.data else { return nil }
        let side = Int(code.pointee.width)
        self.side = side
        // The lowest bit of each byte is the colour; the others are the library's own notes.
        modules = (0..<side * side).map { data[$0] & 1 == 1 }
    }

    /// What to put into `viewBox`, quiet zone included.
    public var viewBox: String { "0 0 \(side + 2 * Self.quietZone) \(side + 2 * Self.quietZone)" }

    /// The dark modules as the `d` of a path, in units of one module: each run of a row is one rectangle.
    public var path: String {
        var path = ""
        for row in 0..<side {
            var column = 0
            while column < side {
                let length = modules[(row * side + column)..<((row + 1) * side)].prefix { $0 }.count
                if length > 0 {
                    path += "M\(column + Self.quietZone) \(row + Self.quietZone)h\(length)v1h-\(length)z"
                }
                column += max(1, length)
            }
        }
        return path
    }

    /// Whether the module is dark; false outside the code.
    public func isDark(row: Int, column: Int) -> Bool {
        guard (0..<side).contains(row), (0..<side).contains(column) else { return false }
        return modules[row * side + column]
    }
}
