import Foundation
import Testing
import WebSupport

@Suite struct TemplatesTests {
    private struct Page {
        let title: String
    }

    @Test func filesAreNamedByTheirPath() throws {
        let folder = try TemporaryFolder([
            "layout.mustache": "<title>{{title}}</title>\n{{$body}}{{/body}}\n",
            "search/results.mustache": "{{<layout}}{{$body}}{{>search/row}}{{/body}}{{/layout}}",
            "search/row.mustache": "\u{FEFF}<p>{{title}}</p>",
            "notes.txt": "{{not a template",
            ".hidden.mustache": "{{not a template",
        ])
        let templates = try Templates(folder: folder.path)
        #expect(templates.names == ["layout", "search/results", "search/row"])
        let page = try templates.render(Page(title: "A & B"), as: "search/results")
        #expect(page == "<title>A &amp; B</title>\n<p>A &amp; B</p>\n")
    }

    @Test func requireNamesWhatIsMissing() throws {
        let templates = try Templates(sources: ["home": ""])
        try templates.require(["home"])
        #expect(throws: TemplateError.missing(["a", "b"])) { try templates.require(["home", "a", "b"]) }
        #expect(throws: TemplateError.missing(["a"])) { try templates.render(Page(title: ""), as: "a") }
        #expect(TemplateError.missing(["a"]).description == "The template a does not exist.")
    }

    @Test func aMissingFolderIsNamed() throws {
        let folder = try TemporaryFolder(["file": ""])
        for path in [folder.path + "/none", folder.path + "/file"] {
            #expect(throws: TemplateError.folderMissing(path)) { try Templates(folder: path) }
        }
    }

    @Test func textThatIsNotUTF8IsNamed() throws {
        let folder = try TemporaryFolder()
        try folder.write(Data([0x3C, 0xC0, 0xAF]), to: "a/bad.mustache")
        #expect(throws: TemplateError.notUTF8(file: "a/bad.mustache")) { try Templates(folder: folder.path) }
    }

    @Test func linksAreNotFollowed() throws {
        let folder = try TemporaryFolder(["a.mustache": ""])
        let other = try TemporaryFolder(["b.mustache": ""])
        try folder.link("b.mustache", to: other.path + "/b.mustache")
        try folder.link("c", to: other.path)
        #expect(try Templates(folder: folder.path).names == ["a"])
    }

    @Test(arguments: [
        ("one\ntwo {{#a}}\n{{/b}}", 3),
        ("{{name", 1),
        ("x\n{{two words}}", 2),
        ("{{#a}}\n", 2),
        ("\n{{>*name}}", 2),
        ("{{=<% %>=}}", 1),
        ("{{% CONTENT_TYPE: TEXT}}", 1),
        ("\n\n{{% NONSENSE }}", 3),
    ])
    func errorsHaveTheLineOfTheFile(source: String, line: Int) throws {
        let error = try #require(throws: TemplateError.self) { try Templates(sources: ["page": source]) }
        guard case .syntax(let file, let found, let reason) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(file == "page.mustache")
        #expect(found == line)
        #expect(!reason.isEmpty)
    }

    @Test func namesOfPartialsAndParentsMustExist() {
        for source in ["\n{{>gone}}", "\n{{<gone}}{{/gone}}", "\n{{#a}}{{^b}}{{> gone }}{{/b}}{{/a}}"] {
            #expect(throws: TemplateError.unknownPartial(name: "gone", file: "page.mustache", line: 2)) {
                try Templates(sources: ["page": source])
            }
        }
    }

    @Test func aBlockThatNoLayoutAsksForIsNotLookedInto() throws {
        let templates = try Templates(sources: ["layout": "x", "page": "{{<layout}}{{$gone}}{{a}}{{/gone}}{{/layout}}"])
        #expect(try templates.tags(in: "page").isEmpty)
    }

    @Test func endlessInclusionIsRefused() {
        #expect(throws: TemplateError.endless(file: "b.mustache", name: "a")) {
            try Templates(sources: ["a": "{{>b}}", "b": "{{>a}}"])
        }
        #expect(throws: TemplateError.endless(file: "page.mustache", name: "$body")) {
            try Templates(sources: [
                "layout": "{{$body}}{{/body}}",
                "page": "{{<layout}}{{$body}}{{$body}}{{/body}}{{/body}}{{/layout}}",
            ])
        }
    }

    @Test func tagsCarryTheirSections() throws {
        let templates = try Templates(sources: [
            "layout": "{{title}}{{$body}}{{unused}}{{/body}}",
            "page":
                "{{<layout}}\n{{$body}}\n{{! a comment }}{{#rows}}{{>row}}{{/rows}}\n{{^rows}}{{none}}{{/rows}}{{/body}}{{/layout}}",
            "row": "{{.name}}\n{{#first()}}{{{.raw}}}{{/first()}}",
        ])
        let tags = try templates.tags(in: "page")
        #expect(
            tags.map { tag in
                let path = tag.sections.map { $0.inverted ? "^" + $0.name : $0.name }.joined(separator: "/")
                return "\(tag.template):\(tag.line) \(path) \(tag)"
            } == [
                "layout:1  {{title}}", "page:3  {{#rows}}", "row:1 rows {{.name}}", "row:2 rows {{#first()}}",
                "row:2 rows/ {{&.raw}}", "page:4  {{^rows}}", "page:4 ^rows {{none}}",
            ]
        )
    }
}
