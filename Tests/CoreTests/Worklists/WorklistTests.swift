import Foundation
import GRDB
import Synchronization
import Testing

@testable import Core

@Suite("A worklist")
struct WorklistTests {
    let small: SmallPlace

    init() async throws { small = try await SmallPlace() }

    private func list(_ actor: Actor, _ request: Worklist.Request = .init()) async throws -> Worklist {
        try await small.features.worklists.list(request, for: actor)
    }

    private func ids(_ part: Worklist.Part) -> [Referral.ID] {
        part.rows.compactMap { if case .referral(let referral) = $0.subject { referral.id } else { nil } }
    }

    private func make(_ name: String, _ priority: Referral.Priority = .routine, to offer: Offer.ID? = nil) async throws
        -> Referral.ID
    {
        var draft = small.draft(for: Sample.person(name: name), to: offer)
        draft.priority = priority
        return try await small.features.referrals.make(draft, by: small.linkWorker)
    }

    @Test("puts first what is furthest past its time, and urgent times are shorter")
    func order() async throws {
        let old = try await make("Old")
        small.place.clock.advance(days: 1)
        let routine = try await make("Routine")
        let urgent = try await make("Urgent", .urgent)
        let list = try await list(small.gardener)
        #expect(ids(list.mine) == [urgent, old, routine] && list.others.rows.isEmpty)
        #expect(list.mine.rows.map(\.next) == Array(repeating: .button(.accept), count: 3))
        #expect(list.counts == Worklist.Counts(mine: 3, others: 0))
    }

    @Test("comes to the link worker when the organisation has been silent for too long, also before a timer has run")
    func handedOver() async throws {
        let id = try await make("Ada")
        #expect(ids(try await list(small.linkWorker).others) == [id])
        small.place.clock.advance(days: 12)
        let late = try await list(small.linkWorker)
        #expect(ids(late.mine) == [id] && late.others.rows.isEmpty && late.counts.mine == 1)
        #expect(late.mine.rows[0].next == .ring && late.mine.rows[0].waitsOn == .organisation)
        #expect(late.mine.rows[0].since == Sample.today && late.mine.rows[0].late == 6)
    }

    @Test("puts what may be unsafe before everything else, until a steward has looked")
    func unsafe() async throws {
        let late = try await make("Late")
        small.place.clock.advance(days: 20)
        let doubtful = try await make("Doubtful", to: small.cafe.offer.id)
        #expect(ids(try await list(small.linkWorker).mine) == [late])
        try await small.features.reports.report(
            .unsafe,
            of: small.cafe.offer.id,
            words: "x",
            key: "k",
            by: small.linkWorker
        )
        let list = try await list(small.linkWorker)
        #expect(ids(list.mine) == [doubtful, late] && list.mine.rows.map(\.isUnsafe) == [true, false])
        #expect(list.mine.rows[0].next == .talkFirst && list.counts == Worklist.Counts(mine: 2, others: 0))
        #expect(try await self.list(small.cook).mine.rows.allSatisfy { !$0.isUnsafe })
    }

    @Test("asks an organisation for nothing from the day on which it may no longer know who it is about")
    func ranOut() async throws {
        var draft = small.draft()
        draft.consent.expiresOn = Sample.today.adding(days: 2)
        let id = try await small.features.referrals.make(draft, by: small.linkWorker)
        small.place.clock.advance(days: 2)
        #expect(ids(try await list(small.gardener).mine) == [id])
        small.place.clock.advance(days: 1)
        let theirs = try await list(small.gardener)
        #expect(theirs.mine.rows.isEmpty && theirs.others.rows.isEmpty && theirs.counts == .init())
        #expect(ids(try await list(small.linkWorker).mine) == [id])
    }

    @Test("shows each side only its own, and everybody else nothing")
    func scope() async throws {
        _ = try await make("Ada")
        for actor in small.everybody where actor.id != small.linkWorker.id && actor.id != small.gardener.id {
            let list = try await list(actor)
            #expect(
                list.mine.rows.isEmpty && list.others.rows.isEmpty && list.ended.rows.isEmpty && list.counts == .init()
            )
        }
    }

    @Test(
        "does not tell a practice how it goes, where the person said no",
        arguments: [Referral.State.sent, .lapsed, .active, .closed]
    )
    func withheld(state: Referral.State) async throws {
        let id = try await small.referral(in: state, reportBack: false, by: small.doctor)
        small.place.clock.advance(days: 90)
        let list = try await list(small.doctor)
        #expect(list.mine.rows.isEmpty && list.ended.rows.isEmpty && ids(list.others) == [id])
        #expect(
            list.others.rows[0].late == 0 && list.others.rows[0].due == nil
                && list.others.rows[0].waitsOn == .organisation
        )
        #expect(list.counts == Worklist.Counts(mine: 0, others: 1))
    }

    @Test("holds what has ended last, newest first, and what a practice took back")
    func ended() async throws {
        let first = try await small.referral(in: .closed)
        small.place.clock.advance(days: 1)
        let second = try await small.referral()
        try await small.apply(.decline(.noCapacity, note: nil), to: second, by: .organisation, small.gardener)
        let wrong = try await small.referral(in: .enteredInError)
        #expect(ids(try await list(small.linkWorker).ended).suffix(1) == [first])
        #expect(Set(ids(try await list(small.linkWorker).ended)) == [first, second, wrong])
        let taken = try await small.referral(reportBack: false, by: small.doctor)
        try await small.apply(.withdraw(.withdrawn, note: nil), to: taken, by: .referrer, small.doctor)
        #expect(ids(try await list(small.doctor).ended) == [taken])
    }

    @Test("has fifty rows a page, and every row on one page")
    func pages() async throws {
        for number in 0..<53 { _ = try await make("Person \(number)") }
        let first = try await list(small.gardener, .init(section: .mine))
        let second = try await list(small.gardener, .init(section: .mine, page: 2))
        #expect(first.mine.rows.count == 50 && first.mine.hasMore && first.counts.mine == 53)
        #expect(second.mine.rows.count == 3 && !second.mine.hasMore && second.others.rows.isEmpty)
        #expect(Set(ids(first.mine) + ids(second.mine)).count == 53)
        #expect(try await list(small.gardener, .init(section: .mine, page: 9)).mine.rows.isEmpty)
    }

    @Test("can be narrowed to one organisation")
    func organisation() async throws {
        _ = try await make("Ada")
        let cafe = try await make("Ben", to: small.cafe.offer.id)
        let all = try await list(small.linkWorker)
        #expect(all.organisations.map(\.name) == ["The Cafe", "The Garden"])
        let one = try await list(small.linkWorker, .init(organisation: small.cafe.organisation.id))
        #expect(ids(one.others) == [cafe])
    }

    @Test("has whom nobody has referred yet among the rows, once nothing was written down about them for so long")
    func unreferred() async throws {
        let id = try await small.openEpisode()
        small.place.clock.advance(days: 10)
        let rows = try await list(small.linkWorker).mine.rows
        #expect(!rows.contains { $0.subject == .episode(id) })
        small.place.clock.advance(days: 50)
        let later = try await list(small.linkWorker).mine.rows
        #expect(later.first { $0.subject == .episode(id) }?.next == .referOrClose)
    }

    @Test("has the episodes to close and the answers that were not received among the rows")
    func endings() async throws {
        try await small.place.execute("UPDATE account SET disabledAt = ? WHERE role = 'practice'", [Sample.now])
        let id = try await small.referral(in: .closed)
        small.place.clock.advance(days: 10)
        var list = try await list(small.linkWorker)
        #expect(list.mine.rows.map(\.next) == [.closeEpisode] && list.mine.rows[0].personName == "Ada Example")
        let episode = try await small.episode(of: id)
        #expect(list.mine.rows.first?.subject == .episode(episode.id))
        let plan = EpisodePlan(risk: .noneKnown)
        let episodes = small.features.episodes
        try await episodes.move(episode.id, seen: 1, .change(plan, telling: .everything), by: small.linkWorker)
        try await episodes.move(
            episode.id,
            seen: 2,
            .close(Outcome(engaged: .all, helped: .lot, saidBy: .person)),
            by: small.linkWorker
        )
        list = try await self.list(small.linkWorker)
        guard case .answer(_, _, let problem)? = list.mine.rows.first?.subject else {
            Issue.record("the answer that failed is not in the list")
            return
        }
        #expect(problem == "Nobody at Practice A00001 signs in here.")
        #expect(list.counts.mine == 2, "and there is a measure to ask at the end")
    }

    @Test("has the letters that a link worker has to print, and why one did not reach its practice")
    func letters() async throws {
        try await small.way(.letter)
        let id = try await small.ended().id
        /// Beside how they are at the end, which is to be asked as well.
        func next() async throws -> [NextAction] {
            let list = try await list(small.linkWorker)
            #expect(list.counts.mine == list.mine.rows.count)
            return list.mine.rows.map(\.next).filter { $0 != .askMeasures }
        }
        #expect(try await next() == [.printLetter])
        try await small.features.deliveries.posted(id, by: small.linkWorker)
        #expect(try await next().isEmpty)
        small.place.clock.advance(days: 20)
        try await small.features.timers.run()
        #expect(try await next() == [.sendAgain])
    }

    @Test("has what a practice did not open of its own referrals in its own list, and no other practice's")
    func ownAnswers() async throws {
        let id = try await small.answered()
        _ = try await small.ended()
        #expect(try await list(small.doctor).mine.rows.isEmpty)
        small.place.clock.advance(days: 20)
        try await small.features.timers.run()
        let late = try await list(small.doctor)
        guard case .answer(id, _, let problem)? = late.mine.rows.first?.subject else {
            Issue.record("the answer that nobody opened is not in the list")
            return
        }
        #expect(problem == "Nobody at Practice A00001 has opened it in 10 working days.")
        #expect(late.mine.rows.map(\.next) == [.openAnswer] && late.mine.rows[0].waitsOn == .practice)
        #expect(late.counts.mine == 1 && late.mine.rows[0].personName == "Ada Example")
        #expect(try await list(small.otherDoctor).mine.rows.isEmpty)
        _ = try await small.features.outcomes.open(id, by: small.doctor)
        #expect(try await list(small.doctor).mine.rows.isEmpty)
    }

    @Test("walks along its indexes: no query reads a whole table")
    func plans() async throws {
        _ = try await small.referral(in: .closed)
        _ = try await make("Ada")
        let seen = Statements()
        try await small.place.database.write { db in
            db.trace { event in
                if case .statement(let statement) = event { seen.add(statement.expandedSQL) }
            }
        }
        for actor in [small.linkWorker, small.gardener, small.doctor] {
            _ = try await list(actor)
            _ = try await list(actor, .init(section: .mine, organisation: small.garden.organisation.id))
        }
        small.place.clock.advance(days: 60)
        try await small.features.timers.run()
        try await small.place.database.write { db in db.trace(options: []) }
        let queries = seen.all.filter { $0.hasPrefix("SELECT") && $0.contains("FROM") }
        #expect(queries.count > 20)
        let tables = ["referral", "episode", "answer", "person", "timerFiring", "outboxMessage"]
        try await small.place.database.read { db in
            for query in queries {
                let plan = try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + query).map { $0["detail"] as String }
                // That index holds nothing but what came in without its days.
                for line in plan where !line.contains("Untimed") {
                    #expect(
                        !tables.contains { line == "SCAN \($0)" || line.hasPrefix("SCAN \($0) ") },
                        "\(line): \(query)"
                    )
                }
            }
        }
    }

    private final class Statements: Sendable {
        private let list = Mutex<[String]>([])
        var all: [String] { list.withLock { $0 } }
        func add(_ text: String) { list.withLock { $0.append(text) } }
    }
}
