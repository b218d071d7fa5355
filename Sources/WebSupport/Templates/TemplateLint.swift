/// One thing that is wrong with a template, in a sentence that says where and what to do.
public struct TemplateProblem: Sendable, Hashable, CustomStringConvertible {
    public let template: String
    /// Counted from 1.
    public let line: Int
    public let message: String

    public var description: String { "\(template).mustache:\(line): \(message)" }
}

/// Finds what templates must not contain, without knowing what will be rendered with them.
///
/// Layouts and partials are put in place first, so that a partial used inside a section is judged as part of it.
public enum TemplateLint {
    public enum Rule: Sendable, CaseIterable {
        /// Inside a section (`#`) every name starts with a dot or is among the `outer` names, because a nil field of a
        /// row is otherwise looked up in the page around it. Inverted sections (`^`) do not count: they bring no
        /// fields. This asks for more than is needed; ``ModelCheck`` reports only leaks that can happen.
        case scope
        /// No tag prints without escaping: neither `{{{name}}}` nor `{{&name}}`.
        case unescaped
        /// No `<textarea>` or `<pre>` where the library puts white space before lines: below an indented partial, an
        /// indented parent or an indented block. It would become part of what people typed.
        case indentedText
    }

    /// Problems of all templates, each once, by template and line.
    /// - Parameter outer: Names that belong to the page by agreement, such as `csrf`, and that no row may have.
    public static func check(
        _ templates: Templates,
        outer: Set<String> = [],
        rules: Set<Rule> = Set(Rule.allCases)
    ) throws -> [TemplateProblem] {
        var found: Set<TemplateProblem> = []
        for name in templates.names {
            let nodes = try templates.nodes(of: name)
            let tags = TemplateExpansion.tags(nodes)
            if rules.contains(.scope) { found.formUnion(tags.compactMap { scope($0, outer: outer) }) }
            if rules.contains(.unescaped) { found.formUnion(tags.compactMap(unescaped)) }
            if rules.contains(.indentedText) { found.formUnion(indentedText(nodes)) }
        }
        return found.sorted { ($0.template, $0.line, $0.message) < ($1.template, $1.line, $1.message) }
    }

    private static func scope(_ tag: TemplateTag, outer: Set<String>) -> TemplateProblem? {
        guard let section = tag.sections.last(where: { !$0.inverted && !$0.name.isEmpty }),
            !tag.name.hasPrefix("."), !tag.name.isEmpty,
            let head = tag.name.split(separator: ".").first, !outer.contains(String(head))
        else { return nil }
        return TemplateProblem(
            template: tag.template,
            line: tag.line,
            message: "in the section \(section.name), \(tag) can show a field of the page: write .\(tag.name)"
        )
    }

    private static func unescaped(_ tag: TemplateTag) -> TemplateProblem? {
        guard tag.kind == .unescaped else { return nil }
        return TemplateProblem(
            template: tag.template,
            line: tag.line,
            message: "\(tag.name) is printed without escaping: write {{\(tag.name)}}"
        )
    }

    private static func indentedText(_ nodes: [ExpandedNode]) -> [TemplateProblem] {
        nodes.flatMap { node -> [TemplateProblem] in
            switch node {
            case .section(_, let children): return indentedText(children)
            case .text(let text, let template, let line, true):
                let lower = text.lowercased()
                return ["<textarea", "<pre"].compactMap { element in
                    guard let found = lower.firstRange(of: element) else { return nil }
                    return TemplateProblem(
                        template: template,
                        line: line + lower[..<found.lowerBound].count(where: \.isNewline),
                        message: "\(element)> is put in place with an indent, which becomes part of its text"
                    )
                }
            case .text, .variable: return []
            }
        }
    }
}
