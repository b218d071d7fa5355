import Testing
import WebSupport

/// Text that closes an attribute or opens an element if any of its bytes is left as it is.
private let attacks = [
    "\"\u{301} onfocus=alert(1) x=\"\u{301}",
    "'\u{301} onfocus=alert(1)",
    "<\u{338}script>\u{20D2}",
    "\"\u{200D}", "\"\u{FE0F}", "&\u{301}lt;", "`\u{301}",
    "\"'<>&`",
]

@Suite struct EscapingTests {
    private struct Page {
        let value: String
        let rows: [Row]
    }

    private struct Row {
        let value: String
    }

    @Test(arguments: attacks)
    func noDangerousByteIsLeft(attack: String) {
        let escaped = SafeHTML.escape(attack)
        #expect(!escaped.utf8.contains { "\"'<>`".utf8.contains($0) })
        #expect(escaped.replacing("&amp;", with: "&").utf8.contains(UInt8(ascii: "&")))
    }

    @Test func harmlessTextIsNotTouched() {
        #expect(SafeHTML.escape("Zoë’s café – 5 € 👩🏽‍🌾") == "Zoë’s café – 5 € 👩🏽‍🌾")
        #expect(SafeHTML.escape("") == "")
    }

    @Test(arguments: attacks)
    func pagesPartialsLayoutsAndBlocksAllEscape(attack: String) throws {
        let templates = try Templates(sources: [
            "layout": "<i title=\"{{value}}\">{{value}}</i>{{$body}}<b title=\"{{value}}\"></b>{{/body}}",
            "partial": "<u title=\"{{value}}\">{{value}}</u>",
            "page":
                "{{<layout}}{{$body}}<p title=\"{{value}}\">{{value}}</p>{{>partial}}{{#rows}}{{>partial}}{{/rows}}{{/body}}{{/layout}}",
            "standard": "{{<layout}}{{/layout}}",
        ])
        let safe = SafeHTML.escape(attack)
        let model = Page(value: attack, rows: [Row(value: attack)])
        let partial = "<u title=\"\(safe)\">\(safe)</u>"
        let layout = "<i title=\"\(safe)\">\(safe)</i>"
        let page = try templates.render(model, as: "page")
        #expect(Array(page.utf8) == Array("\(layout)<p title=\"\(safe)\">\(safe)</p>\(partial)\(partial)".utf8))
        let standard = try templates.render(model, as: "standard")
        #expect(Array(standard.utf8) == Array("\(layout)<b title=\"\(safe)\"></b>".utf8))
    }
}
