import Foundation

/// The elements of a page, for tests. It reads what our templates write: every attribute in double quotes or bare.
struct Markup {
    struct Element {
        let name: String
        let attributes: [String: String]
        /// Everything between its tags, without tags.
        let text: String
        /// Its place in the page.
        let position: Int

        subscript(attribute: String) -> String? { attributes[attribute] }
    }

    private enum Piece {
        case open(String, [String: String])
        case close(String)
        case text(String)
    }

    let elements: [Element]

    init(_ html: String) {
        let pieces = Markup.pieces(Array(html.utf8))
        elements = pieces.enumerated().compactMap { index, piece in
            guard case .open(let name, let attributes) = piece else { return nil }
            let text = Markup.inner.contains(name) ? Markup.text(from: index, of: name, in: pieces) : ""
            return Element(name: name, attributes: attributes, text: text, position: index)
        }
    }

    func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

    func first(_ name: String) -> Element? { elements.first { $0.name == name } }

    var ids: [String] { elements.compactMap { $0["id"] } }

    var links: [String] { all("a").compactMap { $0["href"] } }

    /// The targets of the error summary's links; empty without one.
    var summary: [String] {
        guard let box = elements.first(where: { $0["class"] == "error-summary" }),
            let end = elements.first(where: { $0.name == "h1" && $0.position > box.position })
        else { return [] }
        return elements.filter { $0.name == "a" && (box.position..<end.position).contains($0.position) }
            .compactMap { $0["href"] }
    }

    private static let inner: Set<String> = [
        "a", "h1", "h2", "title", "label", "textarea", "p", "dd", "dt", "mark", "button", "main", "div", "li", "form",
        "option",
    ]

    private static func text(from index: Int, of name: String, in pieces: [Piece]) -> String {
        var depth = 0
        var text = ""
        for piece in pieces[index...] {
            switch piece {
            case .open(name, _): depth += 1
            case .close(name): depth -= 1
            case .text(let words): text += words
            default: break
            }
            if depth == 0 { break }
        }
        return decoded(text)
    }

    private static func pieces(_ bytes: [UInt8]) -> [Piece] {
        var pieces: [Piece] = []
        var at = 0
        while at < bytes.count {
            let next = bytes[at...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
            if next > at { pieces.append(.text(String(decoding: bytes[at..<next], as: UTF8.self))) }
            guard next < bytes.count else { break }
            let end = close(of: next, in: bytes)
            let tag = Array(bytes[(next + 1)..<end])
            switch tag.first {
            case UInt8(ascii: "/"): pieces.append(.close(String(decoding: tag.dropFirst(), as: UTF8.self)))
            case UInt8(ascii: "!"), nil: break
            default: pieces.append(open(tag))
            }
            at = min(end + 1, bytes.count)
        }
        return pieces
    }

    /// Where a tag ends: the first `>` that is not in quotes.
    private static func close(of start: Int, in bytes: [UInt8]) -> Int {
        var quoted = false
        for index in start..<bytes.count {
            if bytes[index] == UInt8(ascii: "\"") { quoted.toggle() }
            if bytes[index] == UInt8(ascii: ">"), !quoted { return index }
        }
        return bytes.count
    }

    private static func open(_ tag: [UInt8]) -> Piece {
        // Outside quotes are names, inside are values, in turn. By bytes, as a browser reads, because a quotation mark
        // with a combining mark on it is one character of Swift's.
        let parts = tag.split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        var attributes: [String: String] = [:]
        var name = ""
        for index in stride(from: 0, to: parts.count, by: 2) {
            var words = parts[index].split(whereSeparator: \.isWhitespace).map(String.init)
            if index == 0, !words.isEmpty { name = words.removeFirst() }
            if index + 1 < parts.count, let last = words.popLast() {
                attributes[String(last.dropLast())] = decoded(parts[index + 1])
            }
            for word in words { attributes[word] = "" }
        }
        return .open(name, attributes)
    }

    static func decoded(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        return [("&quot;", "\""), ("&#34;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")].reduce(
            text
        ) {
            $0.replacingOccurrences(of: $1.0, with: $1.1, options: .literal)
        }
    }
}
