import Core
import Hummingbird

enum HomePages {
    static func home(_ visit: Visit) async throws -> Response {
        let needs = try await visit.features.directory.needs()
        let counts = try await visit.features.status.counts()
        let loop = try await visit.features.reporting.closedLoop(for: visit.account?.actor)
        let isStaff = visit.account.map { ReportScope.roles.contains($0.role) } ?? false
        let page = HomePage(
            page: visit.frame("Find support near you", script: "suggest.js"),
            search: SearchForm(SearchRequest()),
            needs: NeedLink.links(needs),
            offers: counts.offers,
            organisations: counts.organisations,
            loop: isStaff ? ReportingWords.loop(loop) : ReportingWords.inPublic(loop),
            reportsHref: isStaff ? Path.reports.text : nil
        )
        return try visit.html(page, as: .home)
    }
}

struct HomePage: Sendable {
    let page: PageFrame
    let search: SearchForm
    let needs: [NeedLink]
    let offers: Int
    let organisations: Int
    /// Whether practices have their answers; nil for the public as long as that would be about a handful.
    let loop: String?
    /// For staff.
    let reportsHref: String?
}

/// A need to browse by, with how many offers there are for it.
struct NeedLink: Sendable {
    let href: String
    let name: String
    let count: String

    /// Those that somebody is there for.
    static func links(_ needs: [Directory.NeedCount], near: String = "") -> [NeedLink] {
        needs.filter { $0.offers > 0 }.map {
            NeedLink(
                href: Path.search(SearchRequest(near: near, need: $0.need.id)).text,
                name: $0.need.name,
                count: Words.count($0.offers, "offer")
            )
        }
    }
}
