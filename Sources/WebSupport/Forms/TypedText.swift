/// What people type, made fit to be kept: spaces around it gone, nothing invisible in it that could do harm.
enum TypedText {
    /// Characters that turn the direction of what follows: they come along when telephone numbers are copied from
    /// address books, and in a name they can make a line read as something else (CVE-2021-42574). Dropped silently,
    /// like the byte order mark and what has no width at all, which would let an empty name pass for one. The joiners
    /// (U+200C, U+200D) stay: Persian and emoji need them.
    private static let directionMarks: [ClosedRange<UInt32>] = [
        0x200B...0x200B, 0x200E...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x206F, 0xFEFF...0xFEFF,
    ]

    /// One line, trimmed; false when control characters or line breaks were in it, which are then replaced by spaces.
    static func line(_ text: String) -> (text: String, isClean: Bool) {
        clean(text) { isControl($0) || isLineBreak($0) }
    }

    /// Several lines with `\n` between them, trimmed; tabs and line breaks are allowed, other controls are not.
    static func lines(_ text: String) -> (text: String, isClean: Bool) {
        let unified = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        return clean(unified) { isControl($0) && $0 != "\n" && $0 != "\t" }
    }

    private static func clean(
        _ text: String,
        isForbidden: (Unicode.Scalar) -> Bool
    ) -> (text: String, isClean: Bool) {
        let trimmed = Substring(text).trimmingSpaces()
        var isClean = true
        var scalars = String.UnicodeScalarView()
        for scalar in trimmed.unicodeScalars where !isDropped(scalar) {
            let forbidden = isForbidden(scalar)
            if forbidden { isClean = false }
            scalars.append(forbidden ? " " : scalar)
        }
        return (String(Substring(String(scalars)).trimmingSpaces()), isClean)
    }

    /// Most letters come before all marks and are not looked up: five megabytes may have been pasted.
    private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x200B && directionMarks.contains { $0.contains(scalar.value) }
    }

    /// The whole of Unicode's category Cc.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    }

    private static func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value == 0x2028 || scalar.value == 0x2029
    }
}

extension Substring {
    /// Without the white space around it, by Unicode scalar: a space that carries a combining mark goes as well.
    func trimmingSpaces() -> Substring {
        let scalars = unicodeScalars
        let isText: (Unicode.Scalar) -> Bool = { !$0.properties.isWhitespace }
        guard let first = scalars.firstIndex(where: isText), let last = scalars.lastIndex(where: isText) else {
            return self[endIndex...]
        }
        return Substring(scalars[first...last])
    }
}
