import Core
import Foundation
import Hummingbird
import WebSupport

/// What was listed twice and put together, for the steward to take apart where it is two things.
enum MergePages {
    static func list(_ visit: Visit) async throws -> Response {
        let number = visit.query.integer("page", in: 1...1_000) ?? 1
        let page = try await visit.features.merges.reviews(page: number, for: visit.actor())
        return try visit.html(
            MergesPage(visit: visit, reviews: page.reviews, total: page.total, number: number),
            as: .merges
        )
    }

    static func takeApart(_ visit: Visit) async throws -> Response {
        try await visit.features.merges.undo(visit.identifier(), by: visit.actor())
        return .seeOther(Path.merges.text + "?apart=1")
    }
}

struct MergesPage: Sendable {
    let page: PageFrame
    let heading: String
    let thanks: String?
    let merges: [Line]
    let previous: String?
    let next: String?

    struct Line: Sendable {
        let title: String
        let said: String
        /// What stayed, then what went.
        let sides: [Side]
        let action: String

        init(_ review: MergeReview, visit: Visit) {
            switch review.pair {
            case .offers(let kept, let merged):
                title = kept.offer.name
                sides = [
                    Side("This stayed", kept, link: Path.offer(kept.offer.id), now: visit.now),
                    Side("This went into it", merged, link: nil, now: visit.now),
                ]
            case .organisations(let kept, let merged):
                title = kept.name
                sides = [
                    Side("This stayed", kept, link: Path.organisation(kept.id)),
                    Side("This went into it", merged, link: nil),
                ]
            }
            let moved = review.merge.moved.offers.count
            said = [
                "Put together \(Words.ago(review.merge.at, now: visit.now)): \(review.merge.reason).",
                moved == 0 ? nil : "\(Words.count(moved, "offer")) moved with it.",
                review.sources.isEmpty ? nil : "The second is from \(Words.joined(review.sources)).",
            ].compactMap { $0 }.joined(separator: " ")
            action = Path.undoMerge(review.merge.id).text
        }
    }

    /// One of the two, with what tells it from the other.
    struct Side: Sendable {
        let head: String
        let name: String
        let link: Link?
        let lines: [String]

        struct Link: Sendable {
            let href: String
            let name: String
        }

        init(_ head: String, _ listing: Listing, link: Path?, now: Date) {
            self.init(
                head,
                name: listing.offer.name,
                link: link,
                lines: [listing.organisation.name] + listing.locations.compactMap(\.publicAddress)
                    + listing.schedules.map { Words.schedule($0, now: now) } + listing.phones.map(\.number)
            )
        }

        init(_ head: String, _ organisation: Organisation, link: Path?) {
            self.init(
                head,
                name: organisation.name,
                link: link,
                lines: [
                    organisation.charityNumber.map { "Charity number \($0)" },
                    organisation.companyNumber.map { "Company number \($0)" }, organisation.website, organisation.phone,
                ].compactMap { $0 }
            )
        }

        private init(_ head: String, name: String, link: Path?, lines: [String]) {
            self.head = head
            self.name = name
            self.link = link.map { Link(href: $0.text, name: name) }
            self.lines = lines
        }
    }

    init(visit: Visit, reviews: [MergeReview], total: Int, number: Int) {
        page = visit.frame("Doubles that were put together")
        heading = total == 0 ? "Nothing was put together" : "\(Words.count(total, "double")) put together"
        thanks = visit.query.text("apart") == "1" ? "They stand for themselves again." : nil
        merges = reviews.map { Line($0, visit: visit) }
        previous = number > 1 ? MergesPage.link(number - 1) : nil
        next = total > number * Merges.pageSize ? MergesPage.link(number + 1) : nil
    }

    private static func link(_ number: Int) -> String { Path.merges.text + (number == 1 ? "" : "?page=\(number)") }
}
