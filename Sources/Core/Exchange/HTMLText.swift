import Foundation

/// The text of a piece of HTML: tags gone, blocks on lines of their own, entities decoded.
enum HTMLText {
    static func stripped(_ source: String) -> String {
        guard source.utf8.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }) else { return source }
        return decodingEntities(in: withoutTags(source))
    }

    private static let blocks: Set<String> = [
        "p", "div", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "blockquote", "hr",
        "header", "footer", "dl", "pre",
    ]
    private static let lines: Set<String> = ["br", "tr", "dt", "dd"]
    /// Their content is not text.
    private static let silent: Set<String> = ["script", "style", "head", "template", "iframe", "object", "svg"]

    private static func withoutTags(_ source: String) -> String {
        var text = ""
        var rest = source[...]
        // Without this, a text full of `<a` that never end would be read to its end for each of them.
        let lastEnd = source.lastIndex(of: ">") ?? source.startIndex
        while let start = rest.firstIndex(of: "<") {
            text += rest[..<start]
            let tail = rest[start...]
            guard start < lastEnd || tail.hasPrefix("<!--"), let tag = Tag(tail) else {
                text.append("<")
                rest = tail.dropFirst()
                continue
            }
            text += separator(for: tag)
            rest = tag.rest
            if !tag.isClosing, silent.contains(tag.name) { rest = afterClosing(tag.name, in: rest) }
        }
        return text + rest
    }

    private static func separator(for tag: Tag) -> String {
        if blocks.contains(tag.name) { return "\n\n" }
        if lines.contains(tag.name) { return tag.isClosing && tag.name != "br" ? "" : "\n" }
        if tag.name == "li" { return tag.isClosing ? "" : "\n• " }
        return tag.name == "td" || tag.name == "th" ? " " : ""
    }

    private static func afterClosing(_ name: String, in text: Substring) -> Substring {
        var rest = text
        while let start = rest.firstIndex(of: "<") {
            let tail = rest[start...]
            if tail.prefix(name.count + 2).lowercased() == "</\(name)", let tag = Tag(tail), tag.name == name {
                return tag.rest
            }
            rest = tail.dropFirst()
        }
        return ""
    }

    /// A tag or comment at the start of a text; `a < b` is none.
    private struct Tag {
        let name: String
        let isClosing: Bool
        let rest: Substring

        init?(_ text: Substring) {
            if text.hasPrefix("<!--") {
                (name, isClosing) = ("!", false)
                rest = text.firstRange(of: "-->").map { text[$0.upperBound...] } ?? ""
                return
            }
            var body = text.dropFirst()
            isClosing = body.first == "/"
            if isClosing { body = body.dropFirst() }
            guard let first = body.first, first.isASCII, first.isLetter || first == "!" || first == "?" else {
                return nil
            }
            name = body.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }.lowercased()
            guard let end = Tag.end(of: body) else { return nil }
            rest = body[end...].dropFirst()
        }

        /// The `>` that ends the tag, not one in an attribute's value.
        private static func end(of body: Substring) -> Substring.Index? {
            var quote: Character?
            for index in body.indices {
                let character = body[index]
                if let open = quote {
                    if character == open { quote = nil }
                } else if character == ">" {
                    return index
                } else if character == "\"" || character == "'" {
                    quote = character
                }
            }
            return body.firstIndex(of: ">")
        }
    }

    // MARK: Entities

    private static let entities: [String: String] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "pound": "£", "euro": "€",
        "cent": "¢",
        "ndash": "–", "mdash": "—", "lsquo": "‘", "rsquo": "’", "sbquo": "‚", "ldquo": "“", "rdquo": "”", "bdquo": "„",
        "hellip": "…", "bull": "•", "middot": "·", "copy": "©", "reg": "®", "trade": "™", "deg": "°", "frac12": "½",
        "frac14": "¼", "frac34": "¾", "times": "×", "eacute": "é", "egrave": "è", "agrave": "à", "aacute": "á",
        "iacute": "í", "oacute": "ó", "uacute": "ú", "ccedil": "ç", "ntilde": "ñ", "uuml": "ü", "ouml": "ö",
        "auml": "ä",
        "ecirc": "ê", "ocirc": "ô", "ensp": " ", "emsp": " ", "thinsp": " ", "zwnj": "", "zwj": "", "shy": "",
    ]

    static func decodingEntities(in source: String) -> String {
        guard source.utf8.contains(UInt8(ascii: "&")) else { return source }
        var text = ""
        var rest = source[...]
        while let start = rest.firstIndex(of: "&") {
            text += rest[..<start]
            let tail = rest[start...].dropFirst()
            let name = tail.prefix(12).prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "#") }
            let after = tail[name.endIndex...]
            if after.first == ";", let value = character(String(name)) {
                text += value
                rest = after.dropFirst()
            } else {
                text.append("&")
                rest = tail
            }
        }
        return text + rest
    }

    private static func character(_ name: String) -> String? {
        guard name.hasPrefix("#") else { return entities[name] }
        let digits = name.dropFirst()
        let code = digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        if let code, (0x80...0x9F).contains(code) { return windows1252(UInt8(code)) }
        return code.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
    }

    /// Numbers in this range mean Windows-1252 (WHATWG HTML §13.2.5.80): `&#146;` is an apostrophe.
    private static func windows1252(_ byte: UInt8) -> String? {
        String(data: Data([byte]), encoding: .windowsCP1252)
    }
}
