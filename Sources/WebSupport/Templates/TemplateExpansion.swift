/// Puts layouts and partials in place, the way swift-mustache does when it renders.
struct TemplateExpansion {
    private let trees: [String: [TemplateNode]]

    /// Expands every template, which proves that each name exists and that nothing includes itself.
    /// - Throws: ``TemplateError/unknownPartial(name:file:line:)`` or ``TemplateError/endless(file:name:)``.
    static func expandAll(_ trees: [String: [TemplateNode]]) throws -> [String: [ExpandedNode]] {
        let expansion = TemplateExpansion(trees: trees)
        var result: [String: [ExpandedNode]] = [:]
        for (name, tree) in trees.sorted(by: { $0.key < $1.key }) {
            result[name] = try expansion.expand(tree, at: Place(template: name, active: [name]))
        }
        return result
    }

    /// All tags in reading order, sections before what they hold.
    static func tags(_ nodes: [ExpandedNode]) -> [TemplateTag] {
        nodes.flatMap { node -> [TemplateTag] in
            switch node {
            case .text: []
            case .variable(let tag): [tag]
            case .section(let tag, let children): [tag] + tags(children)
            }
        }
    }

    /// Where expansion has got to.
    private struct Place {
        var template: String
        var indented = false
        var sections: [TemplateTag.Enclosing] = []
        /// Blocks given by the templates around this one, each with the file it is written in.
        var blocks: [String: (nodes: [TemplateNode], template: String)] = [:]
        /// Templates, and blocks with a leading `$`, that are being expanded.
        var active: Set<String>
    }

    private func expand(_ nodes: [TemplateNode], at place: Place) throws -> [ExpandedNode] {
        try nodes.flatMap { node -> [ExpandedNode] in
            switch node {
            case .text(let text, let line):
                return [.text(text, template: place.template, line: line, indented: place.indented)]
            case .variable(let tag):
                return [.variable(placed(tag, at: place))]
            case .section(let tag, let children):
                var inner = place
                inner.sections.append(TemplateTag.Enclosing(name: tag.name, inverted: tag.kind == .inverted))
                return [.section(placed(tag, at: place), try expand(children, at: inner))]
            case .partial(let name, let line, let indented, let blocks):
                return try partial(name, line: line, indented: indented, blocks: blocks, at: place)
            case .block(let name, let indented, let standard):
                return try block(name, indented: indented, standard: standard, at: place)
            }
        }
    }

    private func placed(_ tag: TemplateTag, at place: Place) -> TemplateTag {
        var tag = tag
        tag.sections = place.sections
        return tag
    }

    private func partial(
        _ name: String,
        line: Int,
        indented: Bool,
        blocks: [String: [TemplateNode]],
        at place: Place
    ) throws -> [ExpandedNode] {
        guard let tree = trees[name] else {
            throw TemplateError.unknownPartial(name: name, file: place.template + ".mustache", line: line)
        }
        var inner = try entering(name, from: place)
        inner.template = name
        inner.indented = place.indented || indented
        // What the outer template gives wins, as in the library.
        inner.blocks.merge(blocks.mapValues { (nodes: $0, template: place.template) }) { outer, _ in outer }
        return try expand(tree, at: inner)
    }

    private func block(
        _ name: String,
        indented: Bool,
        standard: [TemplateNode],
        at place: Place
    ) throws -> [ExpandedNode] {
        var inner = place
        inner.indented = place.indented || indented
        guard let given = place.blocks[name] else { return try expand(standard, at: inner) }
        inner.active = try entering("$" + name, from: place).active
        inner.template = given.template
        return try expand(given.nodes, at: inner)
    }

    private func entering(_ name: String, from place: Place) throws -> Place {
        guard !place.active.contains(name) else {
            throw TemplateError.endless(file: place.template + ".mustache", name: name)
        }
        var inner = place
        inner.active.insert(name)
        return inner
    }
}
