import Mustache
import Testing
import WebSupport

@Suite struct ModelCheckTests {
    private struct Page {
        let title = "T"
        let phone = "1"
        let isOpen = true
        let rows: [Row]
        let next: Row?
        let hint: String?
    }

    private struct Row {
        let name: String
        let phone: String?
    }

    private struct Fast: MustacheParent {
        let name = "n"
        let forgotten = "f"

        func child(named name: String) -> Any? { name == "name" ? self.name : nil }
    }

    private let full = Page(
        rows: [Row(name: "a", phone: nil)],
        next: Row(name: "b", phone: "2"),
        hint: "h"
    )

    private func check(_ model: Any, _ source: String) throws -> ModelCheck.Report {
        try ModelCheck.check(model, template: "page", in: try Templates(sources: ["page": source]))
    }

    @Test(arguments: [
        "{{title}}{{#isOpen}}{{.title}}{{/isOpen}}{{^isOpen}}{{title}}{{/isOpen}}",
        "{{#rows}}{{.name}}{{.phone}}{{^last()}}, {{/last()}}{{/rows}}",
        "{{#next}}{{.name}}{{#.phone}}{{.}}{{/.phone}}{{/next}}",
        "{{#hint}}<p id=\"{{title}}\">{{.}}</p>{{/hint}}",
        "{{#rows}}{{title}}{{/rows}}{{next.name}}{{^rows}}{{title}}{{/rows}}",
        "{{#reversed(rows)}}{{.name}}{{/reversed(rows)}}{{count(rows)}}{{#empty(rows)}}{{.title}}{{/empty(rows)}}",
        "{{#first(rows)}}{{.name}}{{/first(rows)}}",
    ])
    func tagsThatResolvePass(source: String) throws {
        #expect(try check(full, source).problems == [])
        #expect(try check(full, source).unchecked.allSatisfy { $0.message.contains(".phone") })
    }

    @Test(arguments: [
        "{{tilte}}", "{{#rows}}{{.title}}{{/rows}}", "{{next.town}}", "{{#hint}}{{.title}}{{/hint}}",
        "{{#nothing}}{{/nothing}}", "{{#rows}}{{.name.first}}{{/rows}}", "{{^rows}}{{.title}}{{/rows}}",
        "{{uppercased(tilte)}}",
    ])
    func tagsThatDoNotAreReported(source: String) throws {
        #expect(try check(full, source).unresolved.count == 1)
    }

    @Test func aNameThatFallsThroughIsALeak() throws {
        let report = try check(full, "{{#rows}}{{phone}}{{name}}{{title}}{{/rows}}")
        #expect(report.unresolved == [])
        #expect(
            report.leaks.map(\.message) == ["{{phone}} shows an outer phone when the inner one is nil: write .phone"]
        )
        #expect(try check(full, "{{#rows}}{{.phone}}{{/rows}}").problems == [])
    }

    @Test func emptySamplesAreSaidToBeUnchecked() throws {
        let empty = Page(rows: [], next: nil, hint: nil)
        let report = try check(empty, "{{#rows}}{{.x}}{{/rows}}{{#next}}{{.x}}{{/next}}{{^next}}{{title}}{{/next}}")
        #expect(report.problems == [])
        #expect(
            report.unchecked.map(\.message) == [
                "{{#rows}} is empty in the sample", "{{#next}} has no value in the sample",
            ]
        )
    }

    @Test func computedPropertiesAreInvisible() throws {
        struct Computed {
            let name = "n"
            var shout: String { name + "!" }
        }
        #expect(try check(Computed(), "{{name}}{{shout}}").unresolved.count == 1)
    }

    @Test func ownLookupsMustAnswerForEveryProperty() throws {
        #expect(try check(Fast(), "{{name}}").problems == [])
        #expect(try check(Fast(), "{{forgotten}}").unresolved.count == 1)
        #expect(try check(["name": "n"], "{{name}}{{other}}").unresolved.count == 1)
    }

    @Test func layoutsAndPartialsAreChecked() throws {
        let templates = try Templates(sources: [
            "layout": "{{title}}{{lang}}\n{{$body}}{{/body}}",
            "row": "{{.name}}{{.colour}}",
            "page": "{{<layout}}{{$body}}{{#rows}}{{>row}}{{/rows}}{{/body}}{{/layout}}",
        ])
        #expect(
            try ModelCheck.unresolved(model: full, template: "page", in: templates) == [
                "layout.mustache:1: {{lang}} is not a stored property of Page",
                "row.mustache:1: {{.colour}} is not a stored property of Row",
            ]
        )
    }

    /// What the check is for: rendering itself says nothing.
    @Test func renderingBehavesAsTheCheckAssumes() throws {
        let templates = try Templates(sources: [
            "leak": "{{#rows}}{{phone}}{{/rows}}", "dot": "{{#rows}}{{.phone}}{{/rows}}",
            "empty": "{{^rows}}[{{.title}}{{title}}]{{/rows}}", "typo": "{{tilte}}",
        ])
        #expect(try templates.render(full, as: "leak") == "1")
        #expect(try templates.render(full, as: "dot") == "")
        #expect(try templates.render(Page(rows: [], next: nil, hint: nil), as: "empty") == "[T]")
        #expect(try templates.render(full, as: "typo") == "")
    }
}
