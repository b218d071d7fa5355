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
        "{{#none}}never{{/none}}{{^none}}empty{{/none}}{{#last}}never{{/last}}{{^last}}no last{{/last}}",
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

    @Test(arguments: ["{{{title}}}", "{{&title}}", "{{#reversed(rows)}}{{/reversed(rows)}}", "  {{>row}}\n"])
    func whatOnlyTheLibraryCanDoIsLeftToIt(source: String) throws {
        let templates = try Templates(sources: ["page": source, "row": "text\n"])
        #expect(QuickTemplate(try templates.nodes(of: "page")) == nil)
        #expect(try templates.render(page, as: "page") == templates.renderByLibrary(page, as: "page"))
    }
}
