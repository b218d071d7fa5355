import Foundation

/// Makes safe plain paragraphs of what sources call text: HTML, Markdown, entities, pictures, double-decoded letters.
enum PlainText {
    /// Longer descriptions are cut; none of the directories seen had a useful one of a tenth of it.
    static let longest = 20_000

    /// Paragraphs separated by one empty line, list items on lines of their own that begin with "• ".
    static func paragraphs(_ source: String) -> String {
        if isTidyLine(source), source.utf8.count <= longest { return source }
        var text = Mojibake.repaired(source)
        text = withoutPictures(text)
        text = HTMLText.stripped(text)
        text = withoutMarkdown(text)
        text = tidied(text)
        return text.count > longest ? String(text.prefix(longest - 1)) + "…" : text
    }

    /// One line: a name, an address, a word.
    static func line(_ source: String) -> String {
        if isTidyLine(source) { return source }
        let text = HTMLText.stripped(Mojibake.repaired(source))
        let words = text.split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
        return String(String.UnicodeScalarView(words.unicodeScalars.filter(isShown))).trimmingCharacters(
            in: .whitespaces
        )
    }

    /// Whether it is one line of plain ASCII with single spaces and nothing that could be markup: most of what comes is,
    /// and looking is many times quicker than mending.
    private static func isTidyLine(_ text: String) -> Bool {
        var before = UInt8(ascii: " ")
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: " "): if before == byte { return false }
            case UInt8(ascii: "<"), UInt8(ascii: "&"), UInt8(ascii: "["), UInt8(ascii: "*"), UInt8(ascii: "_"),
                UInt8(ascii: "#"), 0..<0x20, 0x7F...:
                return false
            // A picture's address, or a list.
            case UInt8(ascii: ":") where before == UInt8(ascii: "a"),
                UInt8(ascii: "-") where before == UInt8(ascii: " "):
                return false
            default: break
            }
            before = byte
        }
        return before != UInt8(ascii: " ") || text.isEmpty
    }

    /// `data:` addresses hold whole pictures.
    private static func withoutPictures(_ text: String) -> String {
        guard text.contains("data:") else { return text }
        return text.replacing(#/data:[a-zA-Z0-9.+\/-]*;base64,[A-Za-z0-9+\/=%]*/#, with: "")
    }

    /// Links are looked for only so far, or a text full of `[a](` would take minutes.
    private static func withoutMarkdown(_ text: String) -> String {
        let hasList = text.hasPrefix("-") || text.contains("\n-")
        guard hasList || text.contains(where: { "[*_#".contains($0) }) else { return text }
        return
            text
            .replacing(#/!\[[^\]\n]{0,300}\]\([^)\n]{0,600}\)/#, with: "")
            .replacing(#/\[([^\]\n]{1,300})\]\(([^)\s]{1,600})(?:[ \t][^)\n]{0,300})?\)/#) { match in
                match.1 == match.2 ? String(match.1) : "\(match.1) (\(match.2))"
            }
            .replacing(#/(?m)^[ \t]*#{1,6}(?:[ \t]+|(?=[A-Z]))/#, with: "")
            .replacing(#/(?m)^[ \t]*[*-][ \t]+/#, with: "• ")
            .replacing(#/(\*\*|__)([^*_\n]+)(\*\*|__)/#) { String($0.2) }
    }

    private static func tidied(_ text: String) -> String {
        let clean = String(
            String.UnicodeScalarView(text.unicodeScalars.filter { isShown($0) || $0 == "\n" || $0 == "\t" })
        )
        var lines: [String] = []
        for line in clean.split(separator: "\n", omittingEmptySubsequences: false) {
            let words = line.split { $0.isWhitespace }.joined(separator: " ")
            let isEmptyItem = words == "•"
            if words.isEmpty || isEmptyItem {
                if lines.last?.isEmpty == false { lines.append("") }
            } else {
                lines.append(words)
            }
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    /// Control characters, zero-width ones and those that turn the writing direction are not text.
    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF, 0xFFFD: false
        default: true
        }
    }
}

/// UTF-8 that somebody decoded as Windows-1252 and encoded again: "â€™" for "’".
enum Mojibake {
    static func repaired(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0 == "â" || $0 == "Ã" || $0 == "Â" }) else { return text }
        guard let bytes = text.data(using: .windowsCP1252), let repaired = String(data: bytes, encoding: .utf8) else {
            return text
        }
        return repaired
    }
}
