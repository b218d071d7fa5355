import Testing
import WebSupport

@Suite struct TemplateLintTests {
    private func lines(
        _ sources: [String: String],
        outer: Set<String> = [],
        rules: Set<TemplateLint.Rule> = Set(TemplateLint.Rule.allCases)
    ) throws -> [String] {
        try TemplateLint.check(try Templates(sources: sources), outer: outer, rules: rules)
            .map { "\($0.template):\($0.line)" }
    }

    @Test(arguments: [
        "{{name}}", "{{#rows}}{{.name}}{{.}}{{/rows}}", "{{#rows}}{{csrf}}{{/rows}}", "{{^rows}}{{name}}{{/rows}}",
        "{{#rows}}{{#.more}}{{.name}}{{/.more}}{{/rows}}", "{{#rows}}{{^last()}}, {{/last()}}{{/rows}}",
        "{{! {{{ }}{{#a}}{{/a}}",
    ])
    func cleanTemplatesPass(source: String) throws {
        #expect(try lines(["page": source], outer: ["csrf"]) == [])
    }

    @Test(arguments: [
        "{{#rows}}\n{{name}}{{/rows}}", "{{#rows}}\n{{#more}}{{/more}}{{/rows}}",
        "{{#rows}}\n{{address.town}}{{/rows}}", "{{#rows}}{{^.last}}\n{{name}}{{/.last}}{{/rows}}",
        "{{#rows}}\n{{uppercased(name)}}{{/rows}}",
    ])
    func namesInSectionsNeedADot(source: String) throws {
        #expect(try lines(["page": source]) == ["page:2"])
    }

    @Test func aPartialIsJudgedWhereItIsUsed() throws {
        let sources = ["row": "{{name}}", "page": "{{#rows}}{{>row}}{{/rows}}", "other": "{{>row}}"]
        #expect(try lines(sources) == ["row:1"])
        #expect(try lines(["row": "{{name}}", "other": "{{>row}}"]) == [])
    }

    @Test(arguments: ["{{{name}}}", "{{&name}}", "{{& name }}", "{{#rows}}{{{.name}}}{{/rows}}"])
    func nothingIsPrintedUnescaped(source: String) throws {
        #expect(try lines(["page": source]) == ["page:1"])
    }

    @Test(arguments: [
        "<div>\n  {{>field}}\n</div>", "  {{<layout}}{{$body}}{{>field}}{{/body}}{{/layout}}",
        "{{<indented}}{{$body}}{{>field}}{{/body}}{{/indented}}", "\t{{>wrapper}}\n",
    ])
    func textareasAreNotIndented(source: String) throws {
        let sources = [
            "field": "<label>x</label>\n<TextArea>{{value}}</textarea>\n",
            "wrapper": "{{>field}}\n",
            "layout": "{{$body}}{{/body}}",
            "indented": "<main>\n  {{$body}}{{/body}}\n</main>",
            "page": source,
        ]
        #expect(try lines(sources, rules: [.indentedText]) == ["field:2"])
    }

    @Test(arguments: ["{{>field}}", "<p>{{>field}}</p>", "  <p>{{>field}}</p>", "  {{>plain}}"])
    func otherPartialsMayBeIndented(source: String) throws {
        let sources = ["field": "<textarea>{{value}}</textarea>", "plain": "<input>", "page": source]
        #expect(try lines(sources, rules: [.indentedText]) == [])
    }

    @Test func problemsSayWhereAndWhat() throws {
        let templates = try Templates(sources: ["a/page": "{{#rows}}{{name}}{{/rows}}"])
        #expect(
            try TemplateLint.check(templates).map(\.description) == [
                "a/page.mustache:1: in the section rows, {{name}} can show a field of the page: write .name"
            ]
        )
    }
}
