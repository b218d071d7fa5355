import Core
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Web

/// What is asked of the database for the pages, the timers and the searches of programs.
@Suite("Among millions of referrals")
struct QueryPlanTests {
    /// Tables that grow with the directory, its upkeep or the staff, and with no referral; every other one may hold
    /// millions of rows.
    private static let small: [String: String] = [
        "organisation offer location offerLocation schedule contact phone costOption language serviceArea attribute":
            "the directory",
        "need offerNeed place outcode opening measureDefinition": "lists that come with it",
        "account practice offerPace setting apiToken": "staff, and what they have set",
        "bouncedAddress mailbox confirmationLink confirmationLinkOffer joinRequest passwordLink practiceBounce":
            "mail about the directory",
        "listingChange listingDraft listingReport listingVersion fieldOwner organisationFieldOwner queueMark":
            "its editing",
        "source sourceConflict sourceOffer sourcePage sourceRun merge finding checkRun webLink indexDirty":
            "its feeds and checks",
        "shortlistLine sharedShortlist sharedShortlistLine signpost signpostSlip searchCount":
            "searching, counted by month",
        "sqlite_master sqlite_sequence grdb_migrations": "SQLite's own",
    ]

    /// What may be read from end to end all the same.
    private static let allowed: [(table: String, sql: String, why: String)] = [
        ("audit", "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1", "one row, the last"),
        ("referral", "SELECT COUNT(*) FROM referral", "an operator asks how many there are"),
        ("outboxMessage", "SELECT * FROM outboxMessage ORDER BY createdAt DESC", "the last thirty, along an index"),
        (
            "outboxMessage", "SELECT * FROM outboxMessage WHERE sentAt IS NULL",
            "an index of what waits, and nothing else"
        ),
        ("referral", "SELECT * FROM referral INDEXED BY referralUntimed", "an index of what came in without its days"),
        ("episode", "SELECT id FROM episode INDEXED BY episodeUntimed", "the same"),
        ("person", "SELECT id FROM person WHERE nameBirthHash IS NULL", "an index of what an older program left to do"),
        ("answer", "SELECT * FROM answer WHERE letter IS NULL AND loop IN", "the same"),
        (
            "evidence", "SELECT * FROM evidence ORDER BY at, id",
            "the steward's figures are of the whole ledger; slow one day"
        ),
    ]

    @Test("every page finds what it shows by an index")
    func pages() async throws {
        try await expectIndexes { town in
            for role in Town.everybody {
                let addresses = try await Addresses(town.place, role: role)
                let browser = try await town.browser(of: role)
                let routes = Surface.routes.filter { $0.method == .get && $0.lets(in: role) }
                let paths = routes.map { addresses.path(of: $0) }
                for path in paths + variants(of: paths) { try await browser.get(path) }
            }
        }
    }

    /// Lists as they are when somebody has filtered them or turned a page.
    private func variants(of paths: [String]) -> [String] {
        [
            ("/referrals", ["show=me&page=2", "show=others", "show=ended", "show=ended&page=2"]),
            ("/practice", ["show=new", "show=opened", "show=filed", "tag=ACTION"]),
            ("/episodes", ["show=closed", "page=2"]),
            ("/reports", ["from=2026-01-01&to=2026-03-31"]),
        ].flatMap { path, queries in paths.contains(path) ? queries.map { "\(path)?\($0)" } : [] }
    }

    @Test("a form that is sent changes what it names")
    func forms() async throws {
        try await expectIndexes { town in
            // Before anything is sent: what one role's forms do may leave another's nothing to name.
            var known: [(Role?, Addresses)] = []
            for role in Town.everybody { known.append((role, try await Addresses(town.place, role: role))) }
            for (role, addresses) in known {
                let browser = try await town.browser(of: role)
                for route in Surface.routes where route.method == .post && route.readsForm && route.lets(in: role) {
                    guard route.path != "/sign-out" else { continue }
                    let fields = role == nil ? [] : [("csrf", try await browser.csrf())]
                    try await browser.post(addresses.path(of: route), fields)
                }
            }
        }
    }

    @Test("a referral goes its whole way by indexes")
    func moves() async throws {
        try await expectIndexes { town in
            let place = town.place
            let vcse = try await town.signedIn("vcse")
            let referral = "/referrals/\(try place.referral(for: "vcse", state: "sent"))"
            func move(_ name: String, _ fields: [(String, String)] = []) async throws {
                let page = try await vcse.get(referral)
                try await vcse.submit(page, to: "\(referral)/\(name)", fields)
            }
            try await move("accept")
            let day = [("on-day", "1"), ("on-month", "11"), ("on-year", "2026")]
            try await move("start", day)
            try await move("close", [("engaged", "all"), ("helped", "a lot"), ("said-by", "person")])
            let doctor = try await town.signedIn("gp")
            let answer = "/practice/\(try await Addresses(place, role: .practice).answer)"
            let page = try await doctor.get(answer)
            try await doctor.submit(page, to: "\(answer)/file")
        }
    }

    @Test("timers, digests and what else runs by itself look only at what is due")
    func services() async throws {
        try await expectIndexes { town in
            let features = town.place.features
            for _ in 0..<8 {
                town.place.clock.advance(days: 9)
                try await features.timers.run()
                _ = try await features.practiceDigest.send()
                _ = try await features.outbox.deliver()
            }
            try await features.openings.store()
            _ = try await features.backfill.run()
            _ = try await features.status.counts()
        }
    }

    @Test(
        "each search parameter of FHIR is answered by an index",
        arguments: FHIR.Kind.allCases.filter { $0 != .bundle }
    )
    func programs(_ kind: FHIR.Kind) async throws {
        try await expectIndexes { town in
            for role in Role.allCases {
                let email = "\(Town.accounts[role] ?? "")@demo.fingerpost.example"
                let actor = try await town.place.features.people.account(email: email)?.actor
                for parameter in kind.parameters {
                    _ = try? await town.place.features.fhir.search(kind, search(by: parameter, of: kind), for: actor)
                }
            }
        }
    }

    private func search(by parameter: FHIR.Parameter, of kind: FHIR.Kind) -> FHIR.Search {
        var search = FHIR.Search()
        let id = "00000000-0000-4000-8000-000000000000"
        switch parameter.form {
        case .token: search.values[parameter] = [[parameter == .id ? id : kind == .task ? "requested" : "active"]]
        case .reference: search.values[parameter] = [[id]]
        case .date: search.dates[parameter] = [["ge2026-01-01"].compactMap { FHIR.DateCondition($0) }]
        case .string: search.names = [[FHIR.NameCondition("a", .begins)]]
        }
        return search
    }

    @Test("whoever looks into a plan sees a table that is read from end to end")
    func lens() async throws {
        let place = try await TestPlace.demo()
        let found = try await place.database.read { db in
            let plans = try QueryPlans(db)
            return try [
                "SELECT id FROM referral AS r WHERE r.reason = ?",
                "SELECT * FROM referral JOIN answer USING (id) WHERE loop = ?",
                "SELECT * FROM referral WHERE id = ?", "UPDATE person SET details = ? WHERE createdAt < ?",
            ].map { try plans.scans(of: $0).map(\.table) }
        }
        #expect(found == [["referral"], ["answer"], [], ["person"]])
    }

    // MARK: Looking

    private func expectIndexes(_ work: @Sendable (Town) async throws -> Void) async throws {
        let journal = StatementJournal()
        let place = try await TestPlace.demo(watch: { journal.note($0) })
        try await Town.open(place) { town in try await work(town) }
        let statements = journal.all
        #expect(statements.count > 10)
        let small = Set(QueryPlanTests.small.keys.flatMap { $0.split(separator: " ").map(String.init) })
        let found = try await place.database.read { db in
            let plans = try QueryPlans(db)
            return try statements.sorted().flatMap { sql in
                try plans.scans(of: sql).filter { !small.contains($0.table) }.map { ($0.table, $0.line, sql) }
            }
        }
        for (table, line, sql) in found
        where !QueryPlanTests.allowed.contains(where: { $0.table == table && sql.hasPrefix($0.sql) }) {
            Issue.record("\(line)\n\(sql)")
        }
    }
}
