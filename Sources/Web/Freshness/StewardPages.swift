import Core
import Hummingbird

/// The steward's view of what is not fresh, by organisation.
enum StewardPages {
    static func listings(_ visit: Visit) async throws -> Response {
        let due = try await visit.features.confirmations.due()
        let organisations = due.map { StewardPage.Entry($0, visit: visit) }
        let states = due.flatMap { $0.offers.map(\.freshness) }
        let counts = [Freshness.due, .overdue, .unconfirmed, .hidden].map { state in
            StewardPage.Count(
                state: state.rawValue,
                label: Words.capitalised(state.rawValue),
                number: states.filter { $0 == state }.count
            )
        }
        let page = StewardPage(
            page: visit.frame("Listings to check"),
            counts: counts,
            organisations: organisations,
            heading: states.isEmpty ? "Every listing is fresh" : "\(Words.count(states.count, "listing")) to check"
        )
        return try visit.html(page, as: .steward)
    }
}

struct StewardPage: Sendable {
    let page: PageFrame
    let counts: [Count]
    let organisations: [Entry]
    let heading: String

    struct Count: Sendable {
        let state: String
        let label: String
        let number: Int
    }

    struct Entry: Sendable {
        let name: String
        let href: String
        let contact: String
        let offers: [Line]

        init(_ due: Confirmations.Due, visit: Visit) {
            name = due.organisation.name
            href = Path.organisation(due.organisation.id).text
            let mail = due.wantsNoMail ? "wants no e-mail, so please ring" : due.email ?? "no e-mail address"
            contact = [mail, due.organisation.phone].compactMap { $0 }.joined(separator: ", ")
            offers = due.offers.map {
                Line(
                    name: $0.offer.name,
                    href: Path.offer($0.offer.id).text,
                    badge: FreshnessBadge($0.offer, now: visit.now)
                )
            }
        }
    }

    struct Line: Sendable {
        let name: String
        let href: String
        let badge: FreshnessBadge
    }
}
