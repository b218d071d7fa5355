import Mustache

/// Checks a template against a page model, by following the library's own rules of looking names up.
///
/// A template that asks for what the model does not have renders nothing and says nothing; this says it in a test.
/// The model handed in is a sample: a section whose list is empty or whose value is nil cannot be looked into and is
/// listed as unchecked, so a good sample has one row in every list and a value in every optional.
public enum ModelCheck {
    /// What was found.
    public struct Report: Sendable, Equatable {
        /// Tags that no stored property answers.
        public internal(set) var unresolved: [TemplateProblem] = []
        /// Tags without a leading dot that show an outer field whenever the inner one is nil.
        public internal(set) var leaks: [TemplateProblem] = []
        /// Sections that the sample gave nothing to look into.
        public internal(set) var unchecked: [TemplateProblem] = []

        /// What a test expects to be empty.
        public var problems: [TemplateProblem] { unresolved + leaks }
    }

    /// Follows every tag of a template, its layout and its partials through a sample model.
    /// - Throws: ``TemplateError/missing(_:)``.
    public static func check(_ model: Any, template: String, in templates: Templates) throws -> Report {
        var walk = ModelWalk()
        walk.visit(try templates.nodes(of: template), stack: [model])
        return walk.report
    }

    /// Tags of a template that no stored property of the model answers, as sentences.
    /// - Throws: ``TemplateError/missing(_:)``.
    public static func unresolved(model: Any, template: String, in templates: Templates) throws -> [String] {
        try check(model, template: template, in: templates).unresolved.map(\.description)
    }
}

/// One pass over an expanded template with a stack of values, outermost first.
private struct ModelWalk {
    var report = ModelCheck.Report()

    mutating func visit(_ nodes: [ExpandedNode], stack: [Any]) {
        for node in nodes {
            switch node {
            case .text: break
            case .variable(let tag): _ = resolve(tag, stack: stack)
            case .section(let tag, let children): visit(children, of: tag, stack: stack)
            }
        }
    }

    private mutating func visit(_ children: [ExpandedNode], of tag: TemplateTag, stack: [Any]) {
        guard let found = resolve(tag, stack: stack) else { return }
        guard let value = tag.transforms.isEmpty ? found.value : transformed(found.value, by: tag) else {
            if tag.kind == .inverted {
                visit(children, stack: stack)
            } else if !children.isEmpty {
                note("\(tag) has no value in the sample", tag, in: \.unchecked)
            }
            return
        }
        switch (value, tag.kind) {
        case (is Bool, _): visit(children, stack: stack)
        case (let list as any MustacheSequence, .inverted):
            // The library makes the empty list the innermost value.
            visit(children, stack: stack + [list])
        case (let list as any MustacheSequence, _):
            let elements = list.map { $0 as Any }
            if elements.isEmpty { note("\(tag) is empty in the sample", tag, in: \.unchecked) }
            for element in elements { visit(children, stack: stack + [element]) }
        case (_, .inverted): visit(children, stack: stack)
        default: visit(children, stack: stack + [value])
        }
    }

    /// The value that a section with transforms opens; a number or flag is stood for by `true`, as it has no fields.
    private func transformed(_ value: Any?, by tag: TemplateTag) -> Any? {
        guard !tag.name.isEmpty else { return true }
        switch tag.transforms.first {
        case "reversed", "sorted": return value
        case "first": return (value as? [Any])?.first
        case "last": return (value as? [Any])?.last
        default: return true
        }
    }

    /// What a tag's name stands for, or nil when nothing answers to it, which is then reported.
    private mutating func resolve(_ tag: TemplateTag, stack: [Any]) -> Member? {
        let top = Member(value: stack.last, optional: false)
        let path = tag.name.split(separator: ".").map(String.init)
        guard let head = path.first else { return top }
        let scopes = tag.name.hasPrefix(".") ? Array(stack.suffix(1)) : stack
        let answers = scopes.reversed().lazy.compactMap { Member.of($0, named: head) }
        guard var member = answers.first else {
            note("\(tag) is not a stored property of \(typeNames(scopes))", tag, in: \.unresolved)
            return nil
        }
        if member.optional, answers.dropFirst().first != nil {
            note("\(tag) shows an outer \(head) when the inner one is nil: write .\(tag.name)", tag, in: \.leaks)
        }
        for name in path.dropFirst() {
            guard let value = member.value else { return Member(value: nil, optional: true) }
            guard let next = Member.of(value, named: name) else {
                note("\(tag): \(name) is not a stored property of \(typeNames([value]))", tag, in: \.unresolved)
                return nil
            }
            member = next
        }
        return member
    }

    private func typeNames(_ values: [Any]) -> String {
        values.reversed().map { "\(type(of: $0))" }.joined(separator: " or ")
    }

    private mutating func note(
        _ message: String,
        _ tag: TemplateTag,
        in list: WritableKeyPath<ModelCheck.Report, [TemplateProblem]>
    ) {
        let problem = TemplateProblem(template: tag.template, line: tag.line, message: message)
        if !report[keyPath: list].contains(problem) { report[keyPath: list].append(problem) }
    }
}

/// A stored property as the library sees it.
private struct Member {
    /// Unwrapped; nil for an empty optional.
    let value: Any?
    /// Whether the property is declared optional, so that a lookup may go on to the value around it.
    let optional: Bool

    static func of(_ object: Any, named name: String) -> Member? {
        let mirror = Mirror(reflecting: object)
        let stored = mirror.children.first { $0.label == name }.map { Member(any: $0.value) }
        guard let parent = object as? any MustacheParent else { return stored }
        guard let answer = parent.child(named: name) else {
            // A value that the model holds but does not answer with would render as nothing.
            return stored.flatMap { $0.value == nil ? $0 : nil }
        }
        return Member(value: Member(any: answer).value, optional: stored?.optional ?? false)
    }

    private init(any: Any) {
        let mirror = Mirror(reflecting: any)
        if mirror.displayStyle == .optional {
            self.init(value: mirror.children.first?.value, optional: true)
        } else {
            self.init(value: any, optional: false)
        }
    }

    init(value: Any?, optional: Bool) {
        self.value = value
        self.optional = optional
    }
}
