import Testing

@testable import Web

@Suite("What is remembered of answers")
struct EntityTagTests {
    @Test("is forgotten when the directory changes")
    func changed() {
        let tags = EntityTags()
        tags.remember("\"a\"", of: "/services", in: "1")
        #expect(tags.tag(of: "/services", in: "1") == "\"a\"")
        #expect(tags.tag(of: "/services", in: "2") == nil)
        tags.remember("\"b\"", of: "/taxonomies", in: "2")
        #expect(tags.tag(of: "/services", in: "2") == nil && tags.tag(of: "/taxonomies", in: "2") == "\"b\"")
    }

    @Test("takes no more memory than it may, whatever is asked")
    func bounded() {
        let tags = EntityTags()
        for number in 0...EntityTags.most { tags.remember("\"a\"", of: "/services?page=\(number)", in: "1") }
        let kept = (0...EntityTags.most).count { tags.tag(of: "/services?page=\($0)", in: "1") != nil }
        #expect(kept == 1)
        let long = "/services?search=" + String(repeating: "x", count: EntityTags.longestAddress)
        tags.remember("\"a\"", of: long, in: "1")
        #expect(tags.tag(of: long, in: "1") == nil)
    }
}
