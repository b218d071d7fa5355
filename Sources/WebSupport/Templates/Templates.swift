import Foundation
import Mustache

/// The page templates, all read at start so that a broken one stops the server instead of a request.
///
/// Names are paths without the extension (`search/results`); layouts and partials are named the same way. What page
/// authors may write is narrower than mustache: no other delimiters, no pragmas, no names of partials that are only
/// known when rendering, because none of these can be checked at start.
public struct Templates: Sendable {
    private let library: MustacheLibrary
    private let expanded: [String: [ExpandedNode]]
    private let quick: [String: QuickTemplate]

    /// Reads every `.mustache` file of a folder and its subfolders; dotfiles and links are passed over.
    /// - Throws: ``TemplateError`` for the first problem found.
    public init(folder: String) throws {
        var sources: [String: String] = [:]
        do {
            for file in try FolderListing.files(in: folder) where file.path.hasSuffix(Self.suffix) {
                guard let data = FileManager.default.contents(atPath: file.location) else {
                    throw TemplateError.unreadable(file: file.path)
                }
                guard let text = String(validating: data, as: UTF8.self) else {
                    throw TemplateError.notUTF8(file: file.path)
                }
                sources[String(file.path.dropLast(Self.suffix.count))] = text
            }
        } catch is FolderListing.Missing {
            throw TemplateError.folderMissing(folder)
        }
        try self.init(sources: sources)
    }

    /// Takes templates by name, as tests need them.
    /// - Throws: ``TemplateError`` for the first problem found, in alphabetical order of names.
    public init(sources: [String: String]) throws {
        MustacheContentTypes.register(SafeHTML(), named: SafeHTML.name)
        var library = MustacheLibrary()
        var trees: [String: [TemplateNode]] = [:]
        for (name, source) in sources.sorted(by: { $0.key < $1.key }) {
            let text = source.hasPrefix("\u{FEFF}") ? String(source.dropFirst()) : source
            library.register(try Self.parse(text, named: name), named: name)
            trees[name] = try TemplateScanner.scan(text, named: name)
        }
        self.library = library
        expanded = try TemplateExpansion.expandAll(trees)
        quick = expanded.compactMapValues(QuickTemplate.init)
    }

    /// All names, in alphabetical order.
    public var names: [String] { expanded.keys.sorted() }

    /// Fails when a template that the program is going to render is absent.
    /// - Throws: ``TemplateError/missing(_:)`` with every absent name.
    public func require(_ names: [String]) throws {
        let missing = names.filter { expanded[$0] == nil }
        guard missing.isEmpty else { throw TemplateError.missing(missing) }
    }

    /// The page as HTML.
    ///
    /// - Parameter model: A flat struct of stored properties; computed ones are invisible to the template. A model
    ///   that is rendered very often can be a ``QuickModel``.
    /// - Throws: ``TemplateError/missing(_:)``.
    public func render(_ model: Any, as name: String) throws -> String {
        guard let template = quick[name] else { return try renderByLibrary(model, as: name) }
        return template.render(model as? any QuickModel ?? ReflectedModel(model))
    }

    /// Whether a template is rendered without the library.
    package func isQuick(_ name: String) -> Bool { quick[name] != nil }

    /// The page as the library renders it: what ours is held to.
    /// - Throws: ``TemplateError/missing(_:)``.
    package func renderByLibrary(_ model: Any, as name: String) throws -> String {
        guard let page = library.render(model, withTemplate: name) else { throw TemplateError.missing([name]) }
        return page
    }

    /// Every tag that rendering a template can meet, including those of its layout and partials.
    /// - Throws: ``TemplateError/missing(_:)``.
    public func tags(in name: String) throws -> [TemplateTag] {
        TemplateExpansion.tags(try nodes(of: name))
    }

    func nodes(of name: String) throws -> [ExpandedNode] {
        guard let nodes = expanded[name] else { throw TemplateError.missing([name]) }
        return nodes
    }

    private static let suffix = ".mustache"

    private static func parse(_ source: String, named name: String) throws -> MustacheTemplate {
        do {
            return try MustacheTemplate(string: SafeHTML.pragma + source)
        } catch let error as MustacheTemplate.ParserError {
            // The pragma is a line of its own, which the author does not see.
            let line = max(1, error.context.lineNumber - 1)
            throw TemplateError.syntax(file: name + suffix, line: line, reason: reason(error.error))
        }
    }

    private static func reason(_ error: any Error) -> String {
        switch error as? MustacheTemplate.Error {
        case .sectionCloseNameIncorrect: "a section is closed under another name than it was opened"
        case .unfinishedName: "a tag is not finished or has a character that names cannot have"
        case .expectedSectionEnd: "a section is not closed"
        case .transformAppliedToInheritanceSection: "a block cannot have a transform"
        case .illegalTokenInsideInheritSection: "inside a parent only blocks are allowed"
        case .textInsideInheritSection: "inside a parent no text is allowed"
        case .invalidSetDelimiter, .invalidConfigVariableSyntax, .unrecognisedConfigVariable:
            "delimiters and pragmas cannot be set"
        case nil: "a tag is not closed"
        }
    }
}
