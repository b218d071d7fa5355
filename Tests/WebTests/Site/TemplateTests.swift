import Foundation
import TestSupport
import Testing
import WebSupport

@testable import Web

/// The templates by themselves, and against the models that pages hand to them.
@Suite struct TemplateTests {
    private var templates: Templates {
        get throws { try Templates(folder: TestPlace.root.appendingPathComponent("templates").path) }
    }

    @Test func nothingIsPrintedWithoutEscapingAndNoTextIsIndented() throws {
        let problems = try TemplateLint.check(templates, rules: [.unescaped, .indentedText])
        #expect(problems.isEmpty, "\(problems)")
    }

    @Test func everyTagOfEveryPageIsAnsweredByItsModel() async throws {
        let samples = try await Samples.make()
        #expect(Set(samples.keys) == Set(TemplateName.allCases))
        let templates = try templates
        for (name, models) in samples {
            var unchecked: Set<TemplateProblem>?
            for model in models {
                let report = try ModelCheck.check(model, template: name.rawValue, in: templates)
                #expect(report.problems.isEmpty, "\(report.problems)")
                unchecked = unchecked?.intersection(report.unchecked) ?? Set(report.unchecked)
            }
            // Sections of a row are empty in one row or another, so only those of the page itself count.
            let sections = unchecked?.filter { !$0.message.hasPrefix("{{#.") && $0.template == name.rawValue }
            #expect(sections?.isEmpty == true, "no sample looks into: \(sections ?? [])")
        }
    }

    @Test func everyPageIsTheOneThatTheLibraryRenders() async throws {
        let templates = try templates
        for (name, models) in try await Samples.make() {
            for model in models {
                let quick = try templates.render(model, as: name.rawValue)
                let slow = try templates.renderByLibrary(model, as: name.rawValue)
                let lines = zip(quick.split(separator: "\n"), slow.split(separator: "\n"))
                let difference = lines.first { $0.0 != $0.1 }
                #expect(quick == slow, "\(name): \(String(describing: difference))")
            }
        }
    }

    /// Indented partials, transforms and unescaped tags are left to the library, which is slower by far.
    @Test func everyPageIsFilledByReadingItsModelOnce() throws {
        let templates = try templates
        #expect(TemplateName.allCases.filter { !templates.isQuick($0.rawValue) }.isEmpty)
    }

    @Test func everyTemplateFileIsUsed() throws {
        let templates = try templates
        var used = Set(TemplateName.allCases.map(\.rawValue))
        for name in TemplateName.allCases { used.formUnion(try templates.tags(in: name.rawValue).map(\.template)) }
        let folder = TestPlace.root.appendingPathComponent("templates")
        let sources = try templates.names.map {
            try String(contentsOf: folder.appendingPathComponent("\($0).mustache"), encoding: .utf8)
        }
        let named = templates.names.filter { name in
            sources.contains { $0.contains("{{>\(name)}}") || $0.contains("{{<\(name)}}") }
        }
        #expect(Set(templates.names).subtracting(used).subtracting(named).isEmpty)
    }
}
