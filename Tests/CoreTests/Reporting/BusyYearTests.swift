import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

/// Reports over a borough's year, and what the database does for them.
@Suite("Reports of a busy year")
struct BusyYearTests {
    @Test("count three thousand episodes, and no step more or less than there are")
    func borough() async throws {
        let place = try await ReportPlace()
        try await place.fill(episodes: 3_000)
        let sheet = try await place.features.reporting.sheet(place.year, for: place.small.steward)
        #expect(sheet.people?.path.made == 4_500)
        #expect(sheet.waits[.answer].map { $0.count > 3_000 } == true)
        #expect(sheet.loop.owed == 2_700 && sheet.loop.withheld == 150)
        if let file = ProcessInfo.processInfo.environment["FINGERPOST_TIMES"] {
            try await place.time(to: file)
        }
    }

    @Test("read no table from end to end")
    func plans() async throws {
        let place = try await ReportPlace()
        let scopes = try [
            place.small.steward, place.small.linkWorker, place.small.doctor, place.small.gardener,
        ].map { try ReportScope($0) }
        try await place.features.database.read { db in
            for scope in scopes {
                let requests =
                    [
                        PathFigures.request(scope, place.year), WaitFigures.request(scope, place.year),
                        BackgroundFigures.request(scope, place.year), MeasureFigures.request(scope, place.year),
                        UnmetNeed.needs(scope, place.year),
                        UnmetNeed.areas(scope, place.year), UnmetNeed.missedNeeds(place.year),
                        UnmetNeed.missedAreas(place.year), UnmetNeed.allSearches(place.year), Checklist.use(place.year),
                        OfferFeedback.request(place.small.garden.offer.id, since: Sample.now),
                        OfferFeedback.answers([place.small.garden.offer.id], since: Sample.now),
                    ] + LoopFigures.requests(scope, place.year)
                for request in requests { try expectIndexes(request, scope, in: db) }
            }
        }
    }

    private func expectIndexes(_ request: SQLRequest<Row>, _ scope: ReportScope, in db: Database) throws {
        let statement = try request.makePreparedRequest(db).statement
        let plan = try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + statement.sql, arguments: statement.arguments)
        for line in plan {
            let detail: String = line["detail"]
            let isSubquery = detail.hasPrefix("SCAN (") || detail.hasPrefix("SCAN SUBQUERY")
            #expect(!detail.hasPrefix("SCAN ") || isSubquery, "\(scope): \(detail)\n\(statement.sql)")
        }
    }
}

extension ReportPlace {
    /// So many episodes over a year, each with one and a half referrals, most of them ended and answered.
    func fill(episodes count: Int) async throws {
        let (worker, member) = (small.linkWorker.id, small.gardener.id)
        let (organisation, offer) = (small.garden.organisation.id, small.garden.offer.id)
        let practice = SmallPlace.practice.rawValue
        let id = "printf('%08x-0000-4000-8000-%012x', i, i)"
        let made = "strftime('%Y-%m-%d %H:%M:%f', '\(Sample.today)', printf('-%d days', 20 + i % 300), '+10 hours')"
        @Sendable func after(_ days: Int) -> String {
            made.replacingOccurrences(of: "'+10 hours'", with: "'+10 hours', '+\(days) days'")
        }
        let numbers = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < \(count))"
        let more = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < \(count + count / 2))"
        let isOver = "i % 20 > 0"
        try await small.place.database.write { db in
            try db.execute(
                sql: "\(numbers) INSERT INTO person (id, details, createdAt) SELECT \(id), x'00', \(made) FROM n"
            )
            try db.execute(
                sql: """
                    \(numbers) INSERT INTO episode (id, version, state, stateSince, personID, practiceCode, linkWorkerID,
                        openedAt, openedBy, telling, engaged, helped, saidBy, ageBand, sex, deprivation, plan)
                    SELECT \(id), 1, CASE WHEN \(isOver) THEN 'closed' ELSE 'open' END, \(after(15)), \(id), '\(practice)',
                        '\(worker)', \(made), '\(worker)', 'everything', CASE WHEN \(isOver) THEN 'all' END,
                        CASE WHEN \(isOver) THEN 'some' END, CASE WHEN \(isOver) THEN 'person' END,
                        CASE i % 3 WHEN 0 THEN '40 to 64' WHEN 1 THEN '65 to 79' END,
                        CASE i % 2 WHEN 0 THEN 'female' ELSE 'male' END, 1 + i % 10, x'00' FROM n
                    """
            )
            try db.execute(
                sql: """
                    \(more) INSERT INTO referral (id, version, state, stateSince, episodeID, offerID, offerVersion,
                        organisationID, personID, practiceCode, origin, referrerID, holderID, priority, madeAt,
                        lastEventAt, firstContactAt, startedOn, closure, closedBy, engaged, helped, saidBy, isShared, reportBack)
                    SELECT \(id), 3, 'closed', \(after(14)), printf('%08x-0000-4000-8000-%012x', i % \(count), i % \(count)),
                        '\(offer)', 1, '\(organisation)', printf('%08x-0000-4000-8000-%012x', i % \(count), i % \(count)),
                        '\(practice)', 'link worker', '\(worker)', '\(worker)', 'routine', \(made), \(after(14)),
                        \(after(4)), CASE WHEN i % 10 > 2 THEN date(\(after(5))) END,
                        CASE WHEN i % 10 > 2 THEN 'completed' ELSE 'no response' END,
                        CASE WHEN i % 10 > 2 THEN 'organisation' ELSE 'referrer' END, 'all',
                        CASE i % 4 WHEN 0 THEN 'not at all' ELSE 'some' END, 'person', 1, 1 FROM n
                    """
            )
            try db.execute(
                sql: """
                    \(more) INSERT INTO referralEvent (referralID, version, move, party, state, actorID, at)
                    SELECT \(id), 2, 'accept', 'organisation', 'accepted', '\(member)', \(after(3)) FROM n WHERE i % 10 > 2
                    """
            )
            try db.execute(
                sql: """
                    \(numbers) INSERT INTO answer (id, episodeID, number, isCurrent, practiceCode, loop, loopSince, tag,
                        priority, sentAt, receivedAt)
                    SELECT \(id), \(id), 1, 1, '\(practice)', CASE WHEN i % 20 = 1 THEN 'withheld' ELSE 'received' END,
                        \(after(16)), 'FILE', 'routine', CASE WHEN i % 20 <> 1 THEN \(after(15)) END,
                        CASE WHEN i % 20 <> 1 THEN \(after(16)) END FROM n WHERE \(isOver)
                    """
            )
        }
    }

    /// Milliseconds of each part, for whoever asks for them by the environment.
    func time(to file: String) async throws {
        let size = ProcessInfo.processInfo.environment["FINGERPOST_EPISODES"].flatMap(Int.init)
        let busy = size == nil ? self : try await ReportPlace()
        if let size { try await busy.fill(episodes: size) }
        var lines: [String] = []
        for actor in [small.steward, small.linkWorker, small.doctor, small.gardener] {
            let clock = ContinuousClock()
            let scope = try ReportScope(
                Actor(
                    id: actor.id,
                    role: actor.role,
                    organisationID: actor.organisationID,
                    practiceCode: actor.practiceCode
                )
            )
            let year = year
            let times = try await busy.features.database.read { db in
                (
                    try clock.measure { _ = try PathFigures(scope, year, in: db) },
                    try clock.measure { _ = try WaitFigures(scope, year, today: Sample.today, in: db) },
                    try clock.measure { _ = try LoopFigures(scope, year, today: Sample.today, in: db) },
                    try clock.measure { _ = try ReportSheet(scope, year, today: Sample.today, in: db) }
                )
            }
            lines.append("\(actor.role): path \(times.0), waits \(times.1), loop \(times.2), sheet \(times.3)")
        }
        let offer = small.garden.offer.id
        let feedback = try await busy.features.database.read { db in
            try ContinuousClock().measure { _ = try OfferFeedback(offer, now: Sample.now, in: db) }
        }
        try (lines + ["feedback \(feedback)"]).joined(separator: "\n").write(
            toFile: file,
            atomically: true,
            encoding: .utf8
        )
    }
}
