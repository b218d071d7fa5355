/// Reads the structure of a template that swift-mustache has already accepted, whose own tokens are not public.
struct TemplateScanner {
    /// - Throws: ``TemplateError/syntax(file:line:reason:)`` for what ``Templates`` does not allow.
    static func scan(_ source: String, named name: String) throws -> [TemplateNode] {
        var scanner = TemplateScanner(name: name, tokens: tokens(of: source))
        return try scanner.nodes()
    }

    private enum Token {
        case text(String, line: Int)
        case tag(Tag)
    }

    private struct Tag {
        let sigil: Character?
        let body: String
        let line: Int
        /// Only white space, and at least one character of it, stands before the tag in its line.
        let afterIndent: Bool
        /// Nothing but white space stands before the tag in its line.
        let beginsLine: Bool
        /// Nothing but white space follows in the line.
        let endsLine: Bool

        /// Whether it prints nothing itself and has its line to itself, which then prints nothing either.
        var isAlone: Bool { beginsLine && endsLine && sigil.map { "#^/!><$".contains($0) } == true }
    }

    private let name: String
    private var tokens: ArraySlice<Token>

    private init(name: String, tokens: [Token]) {
        self.name = name
        self.tokens = tokens[...]
    }

    private mutating func nodes() throws -> [TemplateNode] {
        var nodes: [TemplateNode] = []
        while let token = tokens.popFirst() {
            switch token {
            case .text(let text, let line): nodes.append(.text(text, line: line))
            case .tag(let tag) where tag.sigil == "/": return nodes
            case .tag(let tag): if let node = try node(for: tag) { nodes.append(node) }
            }
        }
        return nodes
    }

    private mutating func node(for tag: Tag) throws -> TemplateNode? {
        func written(_ kind: TemplateTag.Kind) -> TemplateTag {
            TemplateTag(kind: kind, written: tag.body, template: name, line: tag.line)
        }
        switch tag.sigil {
        case "!": return nil
        case "{", "&": return .variable(written(.unescaped))
        case "#": return .section(written(.section), try nodes())
        case "^": return .section(written(.inverted), try nodes())
        case ">":
            let indented = tag.afterIndent && tag.endsLine
            return .partial(name: try fixedName(tag), line: tag.line, indented: indented, blocks: [:])
        case "<": return try parent(tag)
        case "$": return .block(name: tag.body, indented: tag.afterIndent, try nodes())
        case "=", "%": throw refusal(tag, "delimiters and pragmas cannot be set")
        default: return .variable(written(.variable))
        }
    }

    private mutating func parent(_ tag: Tag) throws -> TemplateNode {
        let parent = try fixedName(tag)
        var blocks: [String: [TemplateNode]] = [:]
        for case .block(let block, _, let children) in try nodes() {
            blocks[block] = children
        }
        return .partial(name: parent, line: tag.line, indented: tag.afterIndent, blocks: blocks)
    }

    private func fixedName(_ tag: Tag) throws -> String {
        guard !tag.body.hasPrefix("*") else { throw refusal(tag, "the name of a partial must be fixed") }
        return tag.body
    }

    private func refusal(_ tag: Tag, _ reason: String) -> TemplateError {
        .syntax(file: name + ".mustache", line: tag.line, reason: reason)
    }

    private static func tokens(of source: String) -> [Token] {
        var tokens: [Token] = []
        var rest = source[...]
        var line = 1
        while let open = rest.firstRange(of: "{{") {
            let text = rest[..<open.lowerBound]
            if !text.isEmpty { tokens.append(.text(String(text), line: line)) }
            line += text.count(where: \.isNewline)
            let content = rest[open.upperBound...]
            guard let close = content.firstRange(of: content.first == "{" ? "}}}" : "}}") else { return tokens }
            let inside = content[..<close.lowerBound]
            let (before, after) = (source[..<open.lowerBound], source[close.upperBound...])
            let tag = tag(inside, line: line, before: before, after: after)
            line += inside.count(where: \.isNewline)
            rest = after
            if tag.isAlone {
                dropIndentation(of: &tokens)
                rest = rest.drop { !$0.isNewline }
                if rest.popFirst() != nil { line += 1 }
            }
            tokens.append(.tag(tag))
        }
        if !rest.isEmpty { tokens.append(.text(String(rest), line: line)) }
        return tokens
    }

    private static func dropIndentation(of tokens: inout [Token]) {
        guard case .text(let text, let line) = tokens.last else { return }
        let last = text.lastIndex { $0 != " " && $0 != "\t" }
        let kept = text.prefix(upTo: last.map(text.index(after:)) ?? text.startIndex)
        tokens.removeLast()
        if !kept.isEmpty { tokens.append(.text(String(kept), line: line)) }
    }

    private static func tag(_ inside: Substring, line: Int, before: Substring, after: Substring) -> Tag {
        let sigil = inside.first.flatMap { "#^/!{&><$=%".contains($0) ? $0 : nil }
        let body = (sigil == nil ? inside : inside.dropFirst()).filter { !$0.isWhitespace }
        let lead = before.reversed().prefix { !$0.isNewline }
        let trail = after.prefix { !$0.isNewline }
        return Tag(
            sigil: sigil,
            body: String(body),
            line: line,
            afterIndent: !lead.isEmpty && lead.allSatisfy { $0 == " " || $0 == "\t" },
            beginsLine: lead.allSatisfy { $0 == " " || $0 == "\t" },
            endsLine: trail.allSatisfy { $0 == " " || $0 == "\t" }
        )
    }
}
