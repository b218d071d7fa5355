import Foundation
import TestSupport
import Testing

/// What people, pasted text and hostile programs put into fields.
enum BadInput {
    /// Words that are text like any other, and must come out again as they went in.
    static let plainButOdd = [
        "O'Brien-Smith", "Nuñez", "Łukasz", "李", "محمد", "e\u{301}te\u{301}", "👩🏽‍🦽 🏴󠁧󠁢󠁷󠁬󠁳󠁿", "null", "{{7*7}}", "{{{page}}}",
        "${7*7}", "&lt;", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
        "\"\u{301} onfocus=alert(1) x=",
        "</textarea><h1>", "'; drop table referral;--", "' or '1'='1", "%", "_", "\\", "=HYPERLINK(\"http://x\")", "-1",
        "../../etc/passwd", "NaN",
    ]

    /// Percent-encoded bytes that are no UTF-8, or stand for nothing.
    static let notText = ["%C0%AF", "%ED%A0%80", "%FF", "a%", "%zz", "%00", "a%0D%0ASet-Cookie:%20x=1", "a%E2%80%A8b"]

    /// Bodies that are no form of ours, and what is answered.
    static let bodies: [(body: String, type: String?, status: Int)] = [
        (String(repeating: "a", count: 100 * 1_024), "application/x-www-form-urlencoded", 413),
        ("name=" + String(repeating: "%41", count: 40_000), "application/x-www-form-urlencoded", 413),
        ("{\"name\":\"x\"}", "application/json", 415),
        ("name=x", "text/plain", 415),
        ("name=x", "multipart/form-data; boundary=x", 415),
        ("name=x", "application/x-www-form-urlencoded; charset=iso-8859-1", 415),
        ("name=x", nil, 415),
        ((0..<300).map { "share[]=\($0)" }.joined(separator: "&"), "application/x-www-form-urlencoded", 400),
        ("%C0%AF=1", "application/x-www-form-urlencoded", 400),
    ]

    /// Days that are none, or cannot be.
    static let dates: [(day: String, month: String, year: String)] = [
        ("31", "02", "1957"), ("29", "2", "1957"), ("0", "1", "1957"), ("1", "13", "1957"), ("27", "3", "26"),
        ("first", "second", "third"), ("27", "", ""), ("", "", "1957"), ("-1", "3", "1957"), ("27", "3", "99999"),
        ("27", "3", "1899"), ("22", "11", "2026"), ("1", "1", "9999"), ("２７", "３", "１９５７"), ("1e1", "3", "1957"),
        ("99999999999999999999", "1", "1957"), ("1", "1", "0000"),
    ]

    static let numbers = [
        "943 476 5918", "123", "99904064561", "1111111111", "0000000000", "99904O6456", "９９９０４０６４５６", "1000000010",
        "999-040-645", "<b>",
    ]
}

/// A form that came back: it says what is wrong, each link leads to a field, and nothing that was typed is lost.
func expectReturned(
    _ page: Browser.Page,
    keeping form: Form? = nil,
    but lost: Set<String> = [],
    _ what: String,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let markup = page.markup
    #expect((400..<500).contains(page.status.code), "\(what): \(page.status.code)", sourceLocation: sourceLocation)
    #expect(!markup.summary.isEmpty, "\(what): nothing is said", sourceLocation: sourceLocation)
    let ids = Set(markup.ids)
    for target in markup.summary {
        #expect(
            target.hasPrefix("#") && ids.contains(String(target.dropFirst())),
            "\(what): \(target) leads nowhere",
            sourceLocation: sourceLocation
        )
    }
    #expect(markup.first("title")?.text.hasPrefix("Error: ") == true, "\(what)", sourceLocation: sourceLocation)
    guard let form else { return }
    let shown = try Form(page, to: form.action)
    for name in Set(form.fields.map(\.0)).subtracting(lost) {
        #expect(
            shown.values(name).sorted() == form.values(name).sorted(),
            "\(what): \(name) is lost",
            sourceLocation: sourceLocation
        )
    }
}
