import Core
import Foundation
import TestSupport
import Testing

@testable import Web

/// Every page that can be reached by links, as each role sees it.
@Suite struct CrawlTests {
    @Test(arguments: Town.everybody)
    func everyLinkLeadsSomewhereAndEveryPageIsSound(_ role: Role?) async throws {
        try await Town.open { town in
            let browser = try await town.browser(of: role)
            var crawl = Crawl()
            for _ in 0...3 {
                for path in crawl.nextLevel() {
                    let page = try await browser.get(path)
                    #expect(page.status == .ok || (path == "/sign-in" && role != nil), "\(path): \(page.status.code)")
                    // Whoever is signed in is sent on.
                    if page.status != .ok { continue }
                    let markup = page.markup
                    expectSound(markup, path)
                    let links = markup.links.filter { Self.isOurs($0, on: path) }
                    crawl.follow(links.map { String($0.prefix { $0 != "#" }) })
                }
            }
            let routes = Set(crawl.visited.keys)
            let start = role.map { $0.startPage.text } ?? "/search"
            #expect(routes.isSuperset(of: ["/", "/search", "/offers/{id}", "/organisations/{id}", start]))
        }
    }

    /// A link within the site; anything else must at least be one that browsers open.
    private static func isOurs(_ link: String, on path: String) -> Bool {
        // Open data is for programs, and no page.
        if link.hasPrefix("/reports/csv/") || link.hasPrefix("/open-referral/") || link.hasPrefix("/fhir/") {
            return false
        }
        if link.hasPrefix("/") && !link.hasPrefix("//") { return true }
        let known = ["https://", "http://", "tel:", "mailto:", "sms:", "#"].contains { link.hasPrefix($0) }
        #expect(known, "\(link) on \(path)")
        return false
    }
}

/// Where a crawl has been, and where it goes next: a few pages of each kind, so that every kind has its turn.
private struct Crawl {
    /// How many pages were chosen, by their route.
    private(set) var visited: [String: Int] = ["/": 1]
    private var seen: Set<String> = ["/"]
    private var waiting = ["/"]

    private static let pagesOfAKind = 7

    mutating func nextLevel() -> [String] {
        defer { waiting = [] }
        return waiting
    }

    mutating func follow(_ links: [String]) {
        for link in links where seen.insert(link).inserted {
            let kind = Self.kind(link)
            guard visited[kind, default: 0] < Self.pagesOfAKind else { continue }
            visited[kind, default: 0] += 1
            waiting.append(link)
        }
    }

    private static func kind(_ link: String) -> String {
        let path = link.prefix { $0 != "?" }
        return "/"
            + path.split(separator: "/").map { UUID(uuidString: String($0)) == nil ? String($0) : "{id}" }
            .joined(separator: "/")
    }
}

/// What every page has, and what none may have.
func expectSound(_ page: Markup, _ path: String) {
    #expect(page.all("h1").count == 1, "\(path)")
    #expect(page.first("h1")?.text.isEmpty == false, "\(path)")
    #expect((page.first("title")?.text.count ?? 0) > " - Fingerpost".count, "\(path)")
    #expect(page.first("html")?["lang"] == "en-GB", "\(path)")
    #expect(page.all("main").count == 1, "\(path)")
    let ids = page.ids
    #expect(Set(ids).count == ids.count, "\(path): \(ids.filter { id in ids.count { $0 == id } > 1 })")
    #expect(!ids.contains("") && ids.allSatisfy { !$0.contains(" ") }, "\(path)")
    let labelled = Set(page.all("label").compactMap { $0["for"] })
    #expect(labelled.isSubset(of: ids), "\(path): \(labelled.subtracting(ids))")
    for element in page.elements where ["input", "select", "textarea"].contains(element.name) {
        guard element["type"] != "hidden" else { continue }
        #expect(
            element["id"].map(labelled.contains) == true,
            "\(path): \(element.name) \(element["name"] ?? "") has no label"
        )
    }
    for element in page.elements {
        let described = (element["aria-describedby"] ?? "").split(separator: " ").map(String.init)
        #expect(Set(described).isSubset(of: ids), "\(path): \(described)")
        #expect(!element.attributes.keys.contains { $0.hasPrefix("on") || $0 == "style" }, "\(path): \(element.name)")
    }
    for link in page.all("a") {
        #expect(link["href"]?.isEmpty == false && !link.text.isEmpty, "\(path): a link without words or aim")
        if link["href"]?.hasPrefix("#") == true {
            #expect(ids.contains(link["href"]?.dropFirst().description ?? ""), "\(path): \(link["href"] ?? "")")
        }
    }
}
