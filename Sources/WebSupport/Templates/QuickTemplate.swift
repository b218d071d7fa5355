/// A template with its layout and partials put in place, ready to be filled by a ``QuickModel``.
struct QuickTemplate: Sendable {
    private indirect enum Node: Sendable {
        case text([UInt8])
        case variable(Name)
        case section(Name, isInverted: Bool, [Node])
    }

    /// What a tag asks for.
    private struct Name: Sendable {
        /// Only the innermost value is asked: the name began with a dot.
        let isLocal: Bool
        /// Empty for the innermost value itself.
        let path: [String]

        init(_ name: String) {
            isLocal = name.hasPrefix(".")
            path = name.split(separator: ".").map(String.init)
        }
    }

    private let nodes: [Node]

    /// Nil for a template that uses what only the library can do: transforms, unescaped tags, indented partials.
    init?(_ nodes: [ExpandedNode]) {
        guard let nodes = QuickTemplate.compiled(nodes) else { return nil }
        self.nodes = nodes
    }

    private static func compiled(_ nodes: [ExpandedNode]) -> [Node]? {
        var compiled: [Node] = []
        for node in nodes {
            switch node {
            case .text(let text, _, _, let indented):
                guard !indented else { return nil }
                compiled.append(.text(Array(text.utf8)))
            case .variable(let tag):
                guard tag.kind == .variable, tag.transforms.isEmpty else { return nil }
                compiled.append(.variable(Name(tag.name)))
            case .section(let tag, let children):
                guard tag.transforms.isEmpty, let children = self.compiled(children) else { return nil }
                compiled.append(.section(Name(tag.name), isInverted: tag.kind == .inverted, children))
            }
        }
        return compiled
    }

    func render(_ model: any QuickModel) -> String {
        var page = Page(stack: [.model(model)])
        page.add(nodes)
        return String(decoding: page.bytes, as: UTF8.self)
    }

    /// A page as far as it is written, and the values of the sections around, outermost first.
    private struct Page {
        var bytes: [UInt8] = []
        var stack: [QuickField]

        init(stack: [QuickField]) {
            self.stack = stack
            bytes.reserveCapacity(65_536)
        }

        mutating func add(_ nodes: [Node]) {
            for node in nodes {
                switch node {
                case .text(let text): bytes += text
                case .variable(let name): print(value(name))
                case .section(let name, isInverted: false, let children): add(children, for: value(name))
                case .section(let name, isInverted: true, let children): addInverted(children, for: value(name))
                }
            }
        }

        private mutating func add(_ children: [Node], for value: QuickField) {
            switch value {
            case .nothing, .flag(false): break
            case .flag(true): add(children)
            case .list(let values): for value in values { add(children, inside: value) }
            case .text, .model: add(children, inside: value)
            }
        }

        /// An empty list is the innermost value of what is shown in its place, as with the library.
        private mutating func addInverted(_ children: [Node], for value: QuickField) {
            switch value {
            case .nothing, .flag(false): add(children)
            case .list(let values): if values.isEmpty { add(children, inside: value) }
            case .flag(true), .text, .model: break
            }
        }

        private mutating func add(_ children: [Node], inside value: QuickField) {
            stack.append(value)
            add(children)
            stack.removeLast()
        }

        private mutating func print(_ value: QuickField) {
            switch value {
            case .text(let text): SafeHTML.escape(text, into: &bytes)
            case .flag(let flag): bytes += Array(String(flag).utf8)
            case .nothing: break
            case .list, .model: assertionFailure("A template prints what has no text of its own.")
            }
        }

        private func value(_ name: Name) -> QuickField {
            guard let first = name.path.first else { return stack.last ?? .nothing }
            for position in stack.indices.reversed() {
                if let found = stack[position].field(first), !found.isNothing || name.isLocal {
                    if name.path.count == 1 { return found }
                    return name.path.dropFirst().reduce(found) { $0.field($1) ?? .nothing }
                }
                if name.isLocal { break }
            }
            return .nothing
        }
    }
}

extension QuickField {
    fileprivate func field(_ name: String) -> QuickField? {
        if case .model(let model) = self { model.field(name) } else { nil }
    }

    fileprivate var isNothing: Bool { if case .nothing = self { true } else { false } }
}
