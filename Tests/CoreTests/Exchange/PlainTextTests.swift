import Foundation
import Testing

@testable import Core

@Suite("Text from elsewhere")
struct PlainTextTests {
    @Test(
        "loses its markup and keeps its paragraphs",
        arguments: [
            ("<p>One</p><p>Two</p>", "One\n\nTwo"),
            ("<P class='a>b'>One<br/>Two</P>", "One\nTwo"),
            ("<ul><li>One</li><li><b>Two</b></li></ul>", "• One\n• Two"),
            ("One<script>alert('<p>')</script> two", "One two"),
            ("One<SCRIPT>if (a < b) {}</SCRIPT ><style>p {}</style>", "One"),
            ("One<script>never closed", "One"),
            ("One<!-- <b>not</b> said --> two", "One two"),
            ("One<!-- never closed", "One"),
            ("<table><tr><td>Mon</td><td>9</td></tr><tr><td>Tue</td></tr></table>", "Mon 9\nTue"),
            ("<div><div><div>Deep</div></div></div>", "Deep"),
            ("<p> </p>\n\n\n\n<p>&nbsp;</p>One", "One"),
            ("One<img src=\"data:image/png;base64,iVBORw0KGgo=\">two", "Onetwo"),
            ("See data:image/png;base64,iVBOR/w0+KGgo= here", "See here"),
            ("<a href=\"javascript:alert(1)\" data-cke-saved-href='x'>Join</a>", "Join"),
        ]
    )
    func markup(source: String, text: String) { #expect(PlainText.paragraphs(source) == text) }

    @Test(
        "keeps signs that are no markup",
        arguments: [
            "a < b and c > d", "under 5s <3", "1 <2", "AT&T & friends", "100% & more;", "Ages <", "&", "&;",
            "&unknown;", "&#xZZ;",
            "&#1114112;", "fish&chips", "5 * 3 * 2", "snake_case_name", "#hashtag", "50 [approximately]",
        ]
    )
    func kept(_ text: String) { #expect(PlainText.paragraphs(text) == text) }

    @Test(
        "has its entities decoded once",
        arguments: [
            ("caf&eacute; &amp; bar", "café & bar"), ("&pound;5&nbsp;each", "£5 each"),
            ("&#163;5 &#xA3;6 &#XA3;7", "£5 £6 £7"),
            ("&amp;lt;b&amp;gt;", "&lt;b&gt;"), ("it&#8217;s", "it’s"), ("don&#146;t", "don’t"),
            ("zero&#0;width&#8203;", "zerowidth"),
        ]
    )
    func entities(source: String, text: String) { #expect(PlainText.paragraphs(source) == text) }

    @Test(
        "loses Markdown's signs and keeps its links",
        arguments: [
            ("## Title\nText", "Title\nText"), ("**Free** and __open__", "Free and open"),
            ("* one\n- two\n  * three", "• one\n• two\n• three"),
            ("[Our page](https://example.org/a)", "Our page (https://example.org/a)"),
            ("[https://example.org](https://example.org)", "https://example.org"),
            ("![picture](https://example.org/a.png)Text", "Text"),
        ]
    )
    func markdown(source: String, text: String) { #expect(PlainText.paragraphs(source) == text) }

    @Test(
        "loses what nobody sees: control characters, zero-width ones, those that turn the direction",
        arguments: [
            "\u{0}", "\u{7}", "\u{1B}", "\u{7F}", "\u{80}", "\u{200B}", "\u{200E}", "\u{202E}", "\u{2066}", "\u{2060}",
            "\u{FEFF}",
            "\u{FFFD}",
        ]
    )
    func invisible(_ character: String) {
        #expect(PlainText.paragraphs("ab\(character)cd") == "abcd")
        #expect(PlainText.line("ab\(character)cd") == "abcd")
    }

    @Test("keeps letters of every writing, joined as they are written")
    func letters() {
        for text in ["বাংলা", "Türkçe", "می‌خواهم", "👩‍👧 family", "Łódź"] {
            #expect(PlainText.paragraphs(text) == text)
            #expect(PlainText.line(text) == text)
        }
    }

    @Test(
        "that was decoded wrongly once is put right, and right text is left alone",
        arguments: [
            ("itâ€™s", "it’s"), ("cafÃ©", "café"), ("Â£5", "£5"), ("château", "château"),
            ("São Paulo â", "São Paulo â"),
            ("ÂŁ", "ÂŁ"),
        ]
    )
    func mojibake(source: String, text: String) { #expect(Mojibake.repaired(source) == text) }

    @Test("as a line has no line breaks, and nothing but words")
    func line() {
        #expect(PlainText.line("  Tea \n\t and\r\n<b>cake</b>&nbsp;&amp; talk ") == "Tea and cake & talk")
        #expect(PlainText.line("<p></p>") == "")
    }

    @Test("that is very long is cut, and says so")
    func long() {
        let text = PlainText.paragraphs(String(repeating: "word ", count: 10_000))
        #expect(text.count == PlainText.longest && text.hasSuffix("…"))
    }

    @Test("full of broken tags takes no time to speak of", .timeLimit(.minutes(1)))
    func hostile() {
        // Read to its end for each of them, one of these takes minutes.
        for piece in ["<a", "<", "&", "<script", "<!--", "<a \"", "**a", "[a](", "&#", "<b>"] {
            #expect(PlainText.paragraphs(String(repeating: piece, count: 5_000)).count <= PlainText.longest)
        }
    }
}

@Suite("An address from elsewhere")
struct AddressTests {
    @Test(
        "is a web address when it is safe as a link",
        arguments: [
            ("https://example.org/a?b=c", "https://example.org/a?b=c"), ("www.example.org", "https://www.example.org"),
            ("HTTP://example.org", "HTTP://example.org"),
        ]
    )
    func website(source: String, address: String) { #expect(Address.website(source) == address) }

    @Test(
        "is none when it could do harm or leads nowhere",
        arguments: [
            "javascript:alert(1)", "JavaScript://example.org/%0aalert(1)", "data:text/html,x", "ftp://example.org",
            "none",
            "https://", "https://user:pass@example.org", "https://exa mple.org", "mailto:a@example.org", "https://.org",
            "//example.org",
        ]
    )
    func noWebsite(_ source: String) { #expect(Address.website(source) == nil) }

    @Test("is an e-mail address when it is one and plain")
    func email() {
        #expect(Address.email("tea.club+news@example.org.uk") == "tea.club+news@example.org.uk")
        for wrong in [
            "", "tea", "@example.org", "tea@", "tea@example", "a@b@example.org", "a b@example.org",
            "a@example.org\nBcc: x",
            "<a@example.org>", "a@example.org,b@example.org",
        ] {
            #expect(Address.email(wrong) == nil)
        }
    }
}
