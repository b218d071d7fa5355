import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

@Suite("The steward's queue")
struct StewardQueueTests {
    private static let garden = Sample.organisation("The Garden Club", email: "garden@example.org")

    /// Five listings: one in use and overdue, one overdue, one reported, one fresh, one only due.
    func place() async throws -> SmallPlace {
        let small = try await SmallPlace()
        try await small.place.save([
            Sample.listing("Busy and late", of: Self.garden, confirmed: 130),
            Sample.listing("Quiet and late", of: Self.garden, confirmed: 130),
            Sample.listing("Reported", of: Self.garden, confirmed: 10),
            Sample.listing("Only due", of: Self.garden, confirmed: 100),
        ])
        let busy = Offer.ID(named: "Busy and late of The Garden Club")
        for _ in 0..<6 { try await small.features.signposts.count([busy], practice: nil, slip: Slip.ID()) }
        try await small.place.record(.reportedClosed, of: Offer.ID(named: "Reported of The Garden Club"))
        return small
    }

    func items(_ small: SmallPlace) async throws -> [QueueItem] {
        try await small.features.queue.page(1, for: small.steward).items
    }

    @Test("holds what a person must settle, the most harm first, and leaves what is due to the monthly mail")
    func order() async throws {
        let small = try await place()
        let items = try await items(small)
        #expect(items.map(\.title) == ["Busy and late", "Reported", "Quiet and late"])
        #expect(items.map(\.freshness) == [.overdue, .overdue, .overdue])
        #expect(items[1].reason.hasPrefix("Somebody says that it has closed."))
        #expect(items[1].action.hasPrefix("Ring and ask whether it still runs."))
        #expect(items[0].reason.hasSuffix("In a year 6 people were sent there."))
    }

    @Test("holds reports, changes, requests to join and conflicts too; what is not safe comes first")
    func others() async throws {
        let small = try await place()
        let garden = small.garden.offer.id
        _ = try await small.edit(.about) { $0.description = "We dig." }
        try await small.features.reports.report(.wrong, of: garden, words: "", key: "1", by: nil)
        let busy = Offer.ID(named: "Busy and late of The Garden Club")
        try await small.features.reports.report(.unsafe, of: busy, words: "", key: "2", by: nil)
        try await small.features.joins.ask(
            JoinRequest(
                key: "1",
                name: "Newcomers",
                about: "We are new.",
                phone: "020 7946 0123",
                contactName: "Ann Example",
                contactEmail: "new@example.org",
                sentAt: Sample.now
            )
        )
        try await small.place.database.write { db in
            for field in ["intake", "wait"] {
                try SourceConflicts.record(
                    field,
                    of: garden,
                    own: "\"open\"",
                    other: "\"full\"",
                    source: nil,
                    at: Sample.now,
                    in: db
                )
            }
        }
        let items = try await items(small)
        #expect(items.first?.title == "Busy and late" && items.first?.reason.contains("not safe") == true)
        let kinds = items.map { $0.subject.key.prefix { $0 != " " } }
        #expect(Set(kinds) == ["report", "change", "join", "conflict", "offer"])
        #expect(kinds.filter { $0 == "conflict" }.count == 1, "one line for a listing, however many facts")
        for item in items { #expect(QueueItem.Subject(key: item.subject.key) == item.subject) }
    }

    @Test("holds what is only due where nobody can be mailed")
    func noAddress() async throws {
        let small = try await SmallPlace()
        try await small.place.save([Sample.listing("No address", of: Sample.organisation("Silent"), confirmed: 100)])
        #expect(try await items(small).map(\.title) == ["No address"])
    }

    @Test("an item that somebody claims is theirs for a week, and is not taken from them")
    func claim() async throws {
        let small = try await place()
        let queue = small.features.queue
        let subject = try #require(try await items(small).first?.subject)
        try await queue.claim(subject, by: small.steward)
        try await queue.claim(subject, by: small.steward)
        #expect(try await items(small).first?.claim?.account == small.steward.id)
        await #expect(throws: Failure.self) { try await queue.claim(subject, by: small.administrator) }
        try await queue.release(subject, by: small.administrator)
        #expect(try await items(small).first?.claim?.account == small.steward.id, "nobody gives back what is another's")
        small.place.clock.advance(days: 7)
        #expect(try await items(small).first { $0.subject == subject }?.claim == nil)
        try await queue.claim(subject, by: small.administrator)
        try await queue.release(subject, by: small.administrator)
        #expect(try await items(small).first { $0.subject == subject }?.claim == nil)
    }

    @Test("an item that may wait is gone until its day, and comes back by itself")
    func snooze() async throws {
        let small = try await place()
        let queue = small.features.queue
        let subject = try #require(try await items(small).first?.subject)
        try await queue.claim(subject, by: small.steward)
        try await queue.snooze(subject, days: 14, by: small.steward)
        #expect(try await items(small).count == 2)
        #expect(try await queue.page(1, for: small.steward).snoozed == 1)
        await #expect(throws: Failure.self) { try await queue.snooze(subject, days: 400, by: small.steward) }
        small.place.clock.advance(days: 14)
        #expect(try await items(small).contains { $0.subject == subject && $0.claim == nil })
    }

    @Test("one call confirms all of an organisation's listings that were ticked, and they leave the list")
    func bulk() async throws {
        let small = try await place()
        let sheet = try await small.features.queue.callSheet(Self.garden.id, for: small.steward)
        #expect(sheet.listings.count == 4 && sheet.listings.last?.offer.name == "Only due")
        let ids = Set(sheet.listings.map(\.offer.id)).union([small.cafe.offer.id])
        #expect(try await small.features.queue.confirmByPhone(ids, of: Self.garden.id, by: small.steward) == 4)
        #expect(try await items(small).isEmpty)
        let rows = try await small.place.database.read { db in
            try String.fetchAll(
                db,
                sql: "SELECT DISTINCT kind || ', ' || by FROM evidence WHERE kind LIKE 'confirmed%'"
            )
        }
        #expect(rows == ["confirmed by phone, The Garden Club"])
        #expect(try await small.place.count("audit WHERE action = 'listing confirmed'") == 4)
        await #expect(throws: Failure.self) {
            try await small.features.queue.confirmByPhone([small.cafe.offer.id], of: Self.garden.id, by: small.steward)
        }
    }

    @Test("that nobody answered counts once a day, and twice in two weeks means ring first for what was fresh")
    func unanswered() async throws {
        let small = try await SmallPlace()
        let organisation = small.garden.organisation.id
        for _ in 0..<3 { try await small.features.queue.noAnswer(of: organisation, by: small.steward) }
        #expect(try await small.place.count("evidence") == 1)
        #expect(try await items(small).isEmpty)
        small.place.clock.advance(days: 8)
        try await small.features.queue.noAnswer(of: organisation, by: small.steward)
        #expect(try await items(small).map(\.reason) == ["People got no answer there."])
    }

    @Test("is for stewards and administrators only")
    func forbidden() async throws {
        let small = try await place()
        let queue = small.features.queue
        let subject = QueueItem.Subject.offer(small.garden.offer.id)
        for actor in small.everybody where actor.role != .steward && actor.role != .administrator {
            await #expect(throws: Failure.forbidden) { _ = try await queue.page(1, for: actor) }
            await #expect(throws: Failure.forbidden) { try await queue.claim(subject, by: actor) }
            await #expect(throws: Failure.forbidden) { try await queue.snooze(subject, days: 7, by: actor) }
            await #expect(throws: Failure.forbidden) { _ = try await queue.callSheet(Self.garden.id, for: actor) }
            await #expect(throws: Failure.forbidden) { try await queue.noAnswer(of: Self.garden.id, by: actor) }
            await #expect(throws: Failure.forbidden) { _ = try await small.features.figures.answer(for: actor) }
        }
    }

    @Test(
        "a key names its subject and no other text does",
        arguments: ["", "offer", "offer x", "nothing 1", "change "]
    )
    func keys(wrong: String) {
        #expect(QueueItem.Subject(key: wrong) == nil)
        let subjects: [QueueItem.Subject] = [
            .offer(Offer.ID()), .change("1"), .joinRequest("a"), .report("b"), .conflict("c"),
        ]
        for subject in subjects { #expect(QueueItem.Subject(key: subject.key) == subject) }
    }
}

@Suite("How much harm a listing may do")
struct QueuePolicyTests {
    private func harm(_ uses: Int, daysAgo: Double, doubted: Bool = false, freshness: Freshness = .overdue) -> Double {
        var standing = Standing(knownAt: Sample.now.addingTimeInterval(-86_400 * daysAgo))
        if doubted { standing.doubtedFrom = Sample.now }
        let chance = QueuePolicy.chanceWrong(standing, interval: 90, now: Sample.now)
        return QueuePolicy.harm(uses: uses, chanceWrong: chance, freshness: freshness)
    }

    @Test("grows with use, with age and with doubt, and is less where hardly anybody sees it")
    func grows() {
        #expect(harm(10, daysAgo: 130) > harm(5, daysAgo: 130))
        #expect(harm(10, daysAgo: 300) > harm(10, daysAgo: 130))
        #expect(harm(10, daysAgo: 30, doubted: true) > harm(10, daysAgo: 300))
        #expect(harm(10, daysAgo: 400, freshness: .hidden) < harm(10, daysAgo: 400))
    }

    @Test("is a share of those who are sent, never more than all of them")
    func bounds() {
        for days in [0.0, 10, 1_000, 100_000] { #expect((0...10).contains(harm(10, daysAgo: days))) }
        #expect(QueuePolicy.chanceWrong(Standing(), interval: 90, now: Sample.now) == 0.5)
    }
}

@Suite("Figures of a directory")
struct DirectoryFiguresTests {
    @Test(
        "count what is fresh by need and area, the age in the middle, and calls saved once a day for each organisation"
    )
    func figures() async throws {
        let small = try await SmallPlace()
        var late = Sample.listing("Late", of: small.garden.organisation, confirmed: 100)
        late.needs = [Need.ID(rawValue: "loneliness")]
        late.areas = [ServiceArea(name: "Peckham")]
        var never = Sample.listing("Never", of: small.garden.organisation, confirmed: nil)
        never.needs = late.needs
        try await small.place.save([late, never])
        let before = Set([small.garden.offer.id, late.offer.id])
        _ = try await small.features.confirmations.confirm(before, by: small.gardener)
        let answer = try await small.features.figures.answer(for: small.steward)
        #expect(answer.all.listed == 4 && answer.all.fresh == 3 && answer.all.perCent == 75)
        #expect(answer.byNeed.map { [$0.listed, $0.fresh] } == [[2, 1]])
        #expect(answer.byArea == [DirectoryFigures.Share(name: "Peckham", listed: 1, fresh: 1)])
        #expect(answer.neverConfirmed == 1 && answer.medianAge == 0)
        #expect(answer.minutesSaved == 10)
        #expect(answer.months.count == 12 && answer.months.last?.name == "2026-11")
        #expect(answer.months.first?.name == "2025-12")
        #expect(answer.months.last?.confirmations == [.confirmedOnline: 2])
        #expect(answer.months.last?.share.fresh == 3)
    }
}
