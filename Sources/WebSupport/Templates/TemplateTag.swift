/// One mustache tag as an author wrote it, with the sections that surround it.
public struct TemplateTag: Sendable, Hashable, CustomStringConvertible {
    public enum Kind: String, Sendable {
        case variable = ""
        case unescaped = "&"
        case section = "#"
        case inverted = "^"
    }

    /// A section around a tag, as the tests need to see it.
    public struct Enclosing: Sendable, Hashable {
        public let name: String
        public let inverted: Bool
    }

    public let kind: Kind
    /// The name without transforms: `.phone`, `address.town`, `.`, or empty when only the position in a list is asked
    /// for (`{{#first()}}`).
    public let name: String
    /// The outermost transform first: `reversed` in `{{#reversed(rows)}}`.
    public let transforms: [String]
    /// The template that the tag is written in, which may be a partial of the one asked for.
    public let template: String
    /// Counted from 1.
    public let line: Int
    /// Outermost first; sections around the partial that holds the tag are among them.
    public internal(set) var sections: [Enclosing] = []

    public var description: String {
        let inside = transforms.reversed().reduce(name) { "\($1)(\($0))" }
        return "{{\(kind.rawValue)\(inside)}}"
    }

    init(kind: Kind, written: String, template: String, line: Int) {
        let parts = written.split(separator: "(", omittingEmptySubsequences: false).map(String.init)
        let last = parts.last ?? ""
        self.kind = kind
        self.name = parts.count > 1 ? last.filter { $0 != ")" } : last
        self.transforms = Array(parts.dropLast())
        self.template = template
        self.line = line
    }
}

/// What is written in one template file.
indirect enum TemplateNode: Sendable {
    /// Text between tags, with the line it begins in.
    case text(String, line: Int)
    case variable(TemplateTag)
    case section(TemplateTag, [TemplateNode])
    /// A partial or parent. `indented` when the library will insert white space before each of its lines.
    case partial(name: String, line: Int, indented: Bool, blocks: [String: [TemplateNode]])
    case block(name: String, indented: Bool, [TemplateNode])
}

/// What a template amounts to once its layout and partials are put in place.
indirect enum ExpandedNode: Sendable {
    case text(String, template: String, line: Int, indented: Bool)
    case variable(TemplateTag)
    case section(TemplateTag, [ExpandedNode])
}
