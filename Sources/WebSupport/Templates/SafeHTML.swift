import Mustache

/// Escapes text for HTML, byte by byte.
///
/// swift-mustache 2.1.1 escapes grapheme clusters, so a quotation mark followed by a combining mark (U+0301, a
/// zero-width joiner, a variation selector) is not recognised and closes the attribute it is printed in. HTML parsers
/// know nothing of clusters, so neither does this: every one of the six bytes is replaced wherever it stands.
/// The backtick is among them because old browsers take it for a quotation mark.
public struct SafeHTML: MustacheContentType {
    public init() {}

    /// The text with `&`, `<`, `>`, `"`, `'` and the backtick replaced by character references.
    public func escapeText(_ text: String) -> String {
        Self.escape(text)
    }

    /// The same for markup that is built outside a template.
    public static func escape(_ text: String) -> String {
        guard text.utf8.contains(where: { reference(for: $0) != nil }) else { return text }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 32)
        escape(text, into: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The same, added to what is written already: in whole runs, as few bytes need a reference.
    static func escape(_ text: String, into bytes: inout [UInt8]) {
        var text = text
        text.withUTF8 { source in
            var written = 0
            for position in source.indices {
                guard let reference = reference(for: source[position]) else { continue }
                bytes.append(contentsOf: source[written..<position])
                bytes.append(contentsOf: reference.utf8)
                written = position + 1
            }
            bytes.append(contentsOf: source[written...])
        }
    }

    private static func reference(for byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        case UInt8(ascii: "`"): "&#96;"
        default: nil
        }
    }

    /// The name under which the escaper is registered with swift-mustache.
    static let name = "SAFE"

    /// Put before every template file, because a partial starts again with the library's own escaper.
    static let pragma = "{{% CONTENT_TYPE: \(name)}}\n"
}
