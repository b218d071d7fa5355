import Testing
import WebSupport

@Suite struct LocalPathTests {
    @Test(arguments: [
        "/", "/search", "/search?q=a&near=b#list", "/help/", "/a?next=https://elsewhere.example//x", "/a-b_c~d/%C3%A9",
        "/a?q=%0A", "/.well-known/x", "/a/..b", "/a:b",
    ])
    func pathsOfThisSitePass(path: String) {
        #expect(LocalPath.isSafe(path))
    }

    @Test(arguments: [
        "", "search", " /", "//evil.example", "///evil.example", "/\\evil.example", "\\/evil.example",
        "/\\/evil.example",
        "https://evil.example", "https:/evil.example", "javascript:alert(1)", "data:text/html,x",
        "//evil.example/%2e%2e",
        "/%2Fevil.example", "/%5Cevil.example", "/%5cevil.example", "/\t/evil.example", "/%09/evil.example", "/a\nb",
        "/a\r\nSet-Cookie: x=y", "/a%0d%0aSet-Cookie:x", "/a b", "/a\u{0}", "/%00", "/é", "/a?q=é", "/\u{2215}evil",
        "/.//evil.example", "/..//evil.example", "/a/../..//evil.example", "/%2e%2e/a", "/./a", "/a/..", "/a//b", "/%",
        "/%zz", "/%C0%AF", "/a?q=\\", "?x", "#x", "/\u{FF0F}evil.example", "/a\u{7F}",
        "/" + String(repeating: "a", count: 2_000),
    ])
    func othersDoNot(path: String) {
        #expect(!LocalPath.isSafe(path))
        #expect(LocalPath.safe(path, or: "/home") == "/home")
    }

    @Test func theLongestPasses() {
        #expect(LocalPath.isSafe("/" + String(repeating: "a", count: 1_999)))
        #expect(LocalPath.safe(nil, or: "/home") == "/home")
        #expect(LocalPath.safe("/x", or: "/home") == "/x")
    }
}
