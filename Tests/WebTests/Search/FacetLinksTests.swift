import Core
import Testing

@testable import Web

/// The short way to a facet's link against the long one.
@Suite struct FacetLinksTests {
    @Test func aLinkIsTheAddressOfTheSearchWithOneMoreValue() {
        var full = SearchRequest(words: "tea & cake", near: "SE15 4NA", radius: 5)
        full.choices = [.who: ["carers", "older-people"], .day: ["sa"], .access: ["lift"]]
        full.unwanted = ["day-MO", "free"]
        full.isVerbatim = true
        full.order = .nearest
        full.page = 3
        for request in [SearchRequest(), SearchRequest(words: "chess"), full] {
            for name in FacetName.allCases {
                let links = FacetLinks(request, name)
                for key in ["women", "a b&c=d", "größe"] {
                    #expect(links.choosing(key) == Path.search(request.toggling(name, key)).text)
                }
            }
        }
    }
}
