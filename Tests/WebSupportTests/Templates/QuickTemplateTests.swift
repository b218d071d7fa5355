import Testing

@testable import WebSupport

/// What is written without the library is what the library writes.
@Suite struct QuickTemplateTests {
    private struct Row: QuickModel {
        let name: String
        let note: String?
        let isOpen: Bool
        var tags: [String] = []

        func field(_ field: String) -> QuickField? {
            switch field {
            case "name": .text(name)
            case "note": .optional(note)
            case "isOpen": .flag(isOpen)
            case "tags": .texts(tags)
            default: nil
            }
        }
    }

    private struct Page: QuickModel {
        let title: String
        let note: String?
        let first: Row
        let last: Row?
        let rows: [Row]
        let none: [Row]

        func field(_ name: String) -> QuickField? {
            switch name {
            case "title": .text(title)
            case "note": .optional(note)
            case "first": .model(first)
            case "last": .optional(last)
            case "rows": .models(rows)
            case "none": .models(none)
            default: nil
            }
        }
    }

    private let page = Page(
        title: "Tea & <cake> \"'`\u{301}",
        note: "outer",
        first: Row(name: "First", note: nil, isOpen: true),
        last: nil,
        rows: [
            Row(name: "One", note: "inner", isOpen: true, tags: ["a", "b&"]),
            Row(name: "", note: nil, isOpen: false),
        ],
        none: []
    )

    @Test(arguments: [
        "plain text, {{title}} and {{first.name}}{{last.name}}{{first.note}}{{nothing}}",
        "{{#rows}}{{.name}}: {{.note}}|{{note}}|{{title}}\n{{/rows}}",
        "{{#rows}}{{#.isOpen}}open{{/.isOpen}}{{^.isOpen}}shut{{/.isOpen}} {{#.tags}}<{{.}}>{{/.tags}}{{/rows}}",
        "{{#none}}never{{/none}}{{^none}}empty{{.title}}{{title}}{{/none}}{{#last}}never{{/last}}{{^last}}no last{{/last}}",
        "{{#note}}[{{.}}]{{/note}}{{#first}}{{.name}}{{#.note}}never{{/.note}}{{/first}}",
        "<ul>\n{{#rows}}\n  <li>{{.name}}</li>\n{{/rows}}\n</ul>\n",
        "<ul>\n  {{#rows}}\n  <li>{{.name}}</li>\n  {{/rows}}  \n</ul>",
        "a {{#rows}}\nb\n{{/rows}} c\n{{! nothing }}\nd {{! here }}\n",
        "{{^none}}\nx\n{{/none}}",
        "{{<layout}}\n{{$body}}\n<p>{{title}}</p>\n{{>row}}\n{{/body}}\n{{/layout}}\n",
        "\r\n{{#rows}}\r\n{{.name}}\r\n{{/rows}}\r\n",
    ])
    func theSamePageAsTheLibrary(source: String) throws {
        let templates = try Templates(sources: [
            "page": source, "layout": "<main>\n{{$body}}nothing{{/body}}\n</main>\n", "row": "<b>{{title}}</b>\n",
        ])
        let quick = try #require(QuickTemplate(try templates.nodes(of: "page")))
        #expect(quick.render(page) == (try templates.renderByLibrary(page, as: "page")))
    }

    private enum Kind: String { case open, shut }

    private struct PlainRow {
        let name: String
        let note: String?
        let number: Int
        let kind: Kind
        let isOpen: Bool
        let tags: [String]
    }

    private struct PlainPage {
        let title: String
        let note: String?
        let first: PlainRow
        let last: PlainRow?
        let rows: [PlainRow]
    }

    @Test(arguments: [
        "{{title}}{{note}}{{first.name}}{{first.note}}{{last.name}}{{#last}}never{{/last}}{{^last}}none{{/last}}",
        "{{#rows}}{{.number}} {{.kind}} {{.isOpen}} {{.note}} {{note}} {{#.tags}}<{{.}}>{{/.tags}}{{^.tags}}-{{/.tags}}\n{{/rows}}",
        "{{#rows}}{{#.isOpen}}open{{/.isOpen}}{{^.isOpen}}shut{{/.isOpen}}{{#.number}}[{{.}}]{{/.number}}{{/rows}}",
    ])
    func aPlainModelReadOnceGivesTheSamePage(source: String) throws {
        func row(_ name: String, _ note: String?, _ number: Int, _ kind: Kind, _ tags: [String]) -> PlainRow {
            PlainRow(name: name, note: note, number: number, kind: kind, isOpen: kind == .open, tags: tags)
        }
        let rows = [row("One & two", "inner", 0, .open, ["a", "<b>"]), row("", nil, -7, .shut, [])]
        let page = PlainPage(title: "Tea", note: "outer", first: row("First", nil, 1, .open, []), last: nil, rows: rows)
        let templates = try Templates(sources: ["page": source])
        #expect(templates.isQuick("page"))
        #expect(try templates.render(page, as: "page") == templates.renderByLibrary(page, as: "page"))
    }

    @Test(arguments: ["{{{title}}}", "{{&title}}", "{{#reversed(rows)}}{{/reversed(rows)}}", "  {{>row}}\n"])
    func whatOnlyTheLibraryCanDoIsLeftToIt(source: String) throws {
        let templates = try Templates(sources: ["page": source, "row": "text\n"])
        #expect(QuickTemplate(try templates.nodes(of: "page")) == nil)
        #expect(try templates.render(page, as: "page") == templates.renderByLibrary(page, as: "page"))
    }
}
