import Core
import Foundation
import GRDB
import TestSupport
import Testing
import WebSupport

/// What stands in the database, for tests that look behind the pages.
extension TestPlace {
    private func connection() throws -> DatabaseQueue {
        try DatabaseQueue(path: folder.appendingPathComponent("fingerpost.sqlite").path)
    }

    /// The first column of the first row as text; the test fails when there is none.
    func text(_ sql: String) throws -> String {
        try #require(try connection().read { try String.fetchOne($0, sql: sql) }, "no row for \(sql)")
    }

    func number(_ sql: String) throws -> Int {
        try #require(try connection().read { try Int.fetchOne($0, sql: sql) }, "no row for \(sql)")
    }

    func column(_ sql: String) throws -> [String] {
        try connection().read { try String.fetchAll($0, sql: sql) }
    }

    func execute(_ sql: String, _ arguments: StatementArguments = []) throws {
        try connection().write { try $0.execute(sql: sql, arguments: arguments) }
    }

    var referralCount: Int { get throws { try number("SELECT COUNT(*) FROM referral") } }

    /// All that people have put in, by table. Who looked at what (the audit) and sessions are left out, and so are the
    /// reference tables.
    func contents() throws -> [String: String] {
        let left: Set<String> = ["audit", "session", "outcode", "practice", "grdb_migrations"]
        return try connection().read { db in
            let tables = try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'")
            return try tables.filter { !left.contains($0) && !$0.hasPrefix("sqlite_") }.reduce(into: [:]) {
                // SQLite puts the rows together: row by row in Swift it takes half a second.
                let columns = try db.columns(in: $1).map { "quote(\"\($0.name)\")" }.joined(separator: " || ',' || ")
                let rows = "SELECT \(columns) AS line FROM \($1) ORDER BY 1"
                $0[$1] = try String.fetchOne(db, sql: "SELECT group_concat(line, char(10)) FROM (\(rows))")
            }
        }
    }

    /// The offer with that name.
    func offer(_ name: String) throws -> String {
        try #require(
            try connection().read {
                try String.fetchOne($0, sql: "SELECT id FROM offer WHERE name = ?", arguments: [name])
            }
        )
    }

    /// A referral that the holder of a demo account may see; any at all for those who may see none.
    func referral(for name: String, state: String? = nil) throws -> String {
        let condition = state.map { "state = '\($0)'" } ?? "state <> 'draft'"
        let account = "(SELECT %@ FROM account WHERE email = '\(name)@demo.fingerpost.example')"
        func with(_ column: String) -> String { account.replacingOccurrences(of: "%@", with: column) }
        let scope =
            switch name {
            case "linkworker": "referrerID = \(with("id"))"
            case "vcse": "organisationID = \(with("organisationID"))"
            case "gp": "practiceCode = \(with("practiceCode")) AND origin = 'practice'"
            default: "1"
            }
        return try text("SELECT id FROM referral WHERE \(scope) AND \(condition) AND origin <> 'person' ORDER BY id")
    }

    /// The token of a shortlist with Kettle mornings on it, shared by a link worker who has signed out since.
    func sharedShortlist() async throws -> String {
        let people = features.people
        guard let account = try await people.account(email: "linkworker@demo.fingerpost.example"),
            let offer = Offer.ID(try offer("Kettle mornings"))
        else { throw Failure.notFound }
        let session = SessionToken()
        try await people.startSession(for: account, tokenHash: session.hash)
        try await features.shortlists.add(offer, session: session.hash)
        let token = try await features.shortlists.share(session: session.hash, by: account.actor)
        try await people.endSession(tokenHash: session.hash)
        return token
    }

    /// A request that somebody made by themself at Kettle mornings.
    func askedFor() async throws -> String {
        let offer = try offer("Kettle mornings")
        let joining = try text("SELECT joining FROM offer WHERE id = '\(offer)'")
        let intake = try text("SELECT intake FROM offer WHERE id = '\(offer)'")
        guard let id = Offer.ID(offer), let born = Day(year: 1951, month: 9, day: 14) else { throw Failure.notFound }
        try execute("UPDATE offer SET joining = '[\"self-refer\"]', intake = 'open' WHERE id = ?", [offer])
        let request = SelfReferral(
            offerID: id,
            person: Person(name: "Ottoline Quarrington", dateOfBirth: born, phone: "07700 900104"),
            practiceCode: nil,
            reason: "My days are long.",
            reportBack: false,
            followUp: false,
            idempotencyKey: UUID().uuidString
        )
        try await features.ownPages.ask(request, tokenHash: SessionToken().hash)
        try execute("UPDATE offer SET joining = ?, intake = ? WHERE id = ?", [joining, intake, offer])
        return try text(
            "SELECT id FROM referral WHERE origin = 'person' AND organisationID = (SELECT organisationID FROM offer WHERE id = '\(offer)')"
        )
    }

    /// A token from the e-mail that welcomes an organisation; another one waits to join.
    func welcomeToken() async throws -> String {
        let steward = try #require(try await features.people.account(email: "steward@demo.fingerpost.example"))
        let request = JoinRequest(
            key: UUID().uuidString,
            name: "The Button Box",
            about: "We sort buttons.",
            phone: "020 7946 0111",
            contactName: "Ida Example",
            contactEmail: "ida-\(UUID().uuidString.lowercased())@button-box.example",
            sentAt: clock.now
        )
        try await features.joins.ask(request)
        try await features.joins.approve(request.id, by: steward.actor)
        let body = try text("SELECT body FROM outboxMessage WHERE once = 'join \(request.id)'")
        let start = try #require(body.range(of: "/welcome/"))
        return String(body[start.upperBound...].prefix { !$0.isWhitespace })
    }

    /// A token from an e-mail that asks an organisation to look at its listings.
    func confirmationToken() async throws -> String {
        _ = try await features.confirmations.ask()
        let body = try text("SELECT body FROM outboxMessage WHERE kind = 'confirmation digest' ORDER BY recipient")
        let start = try #require(body.range(of: "/confirm/"))
        return String(body[start.upperBound...].prefix { !$0.isWhitespace })
    }

    /// The code of a letter to the organisation of Kettle mornings.
    func letterCode() async throws -> String {
        guard let steward = try await features.people.account(email: "steward@demo.fingerpost.example"),
            let organisation = Organisation.ID(
                try text("SELECT organisationID FROM offer WHERE name = 'Kettle mornings'")
            )
        else { throw Failure.notFound }
        return try await features.confirmations.makeLetter(to: organisation, by: steward.actor).description
    }
}

extension TestPlace {
    /// As if the checker had seen it now.
    func finding(_ kind: String, _ what: String, of offer: String) async throws {
        let now = clock.now
        try await database.write { db in
            try db.execute(
                sql: "INSERT INTO finding (id, offerID, kind, what, firstSeen, lastSeen) VALUES (?, ?, ?, ?, ?, ?)",
                arguments: [Identifier<TestPlace>(), offer, kind, what, now, now]
            )
        }
    }

    /// A fact of Kettle mornings of which a source says otherwise.
    func conflict(_ field: String, theirs: String) async throws {
        let id = try text("SELECT id FROM offer WHERE name = 'Kettle mornings'")
        try await database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO sourceConflict (id, offerID, field, ownValue, sourceValue, at)
                    VALUES (?, ?, ?, '""', ?, ?)
                    """,
                arguments: [Identifier<TestPlace>(), id, field, theirs, Date(timeIntervalSince1970: 1_790_000_000)]
            )
        }
    }

    func organisation(of offer: String) throws -> String {
        try text("SELECT organisationID FROM offer WHERE name = '\(offer)'")
    }

    /// As a sync leaves it: the second offer went into the first. Gives the merge's identifier.
    func mergeOffers(_ kept: String, _ merged: String) throws -> String {
        let ids = (try offer(kept), try offer(merged))
        try execute("UPDATE offer SET status = 'defunct' WHERE id = ?", [ids.1])
        return try noteMerge("offer", ids.0, ids.1, moved: #"{"offers":[],"status":"active"}"#)
    }

    /// The same for the organisations of two offers.
    func mergeOrganisations(_ kept: String, _ merged: String) throws -> String {
        let ids = (try organisation(of: kept), try organisation(of: merged))
        let offers = try column("SELECT id FROM offer WHERE organisationID = '\(ids.1)'")
        try execute("UPDATE offer SET organisationID = ? WHERE organisationID = ?", [ids.0, ids.1])
        let list = offers.map { "\"\($0)\"" }.joined(separator: ",")
        return try noteMerge("organisation", ids.0, ids.1, moved: "{\"offers\":[\(list)]}")
    }

    /// Only the merge's own row.
    func noteMerge(_ kind: String, _ kept: String, _ merged: String, moved: String) throws -> String {
        let id = Identifier<TestPlace>().text
        try execute(
            """
            INSERT INTO merge (id, kind, keptID, mergedID, reason, moved, at)
            VALUES (?, ?, ?, ?, 'same name and place', ?, '2026-11-20 10:00:00.000')
            """,
            [id, kind, kept, merged, moved]
        )
        return id
    }
}

extension TestPlace {
    /// A new code of the person of a referral, and the year they were born.
    func ownCode(of referral: String) async throws -> (code: String, year: Int) {
        let id = try #require(Referral.ID(referral))
        let holder = try text("SELECT coalesce(holderID, referrerID) FROM referral WHERE id = '\(referral)'")
        let email = try text("SELECT email FROM account WHERE id = '\(holder)'")
        let actor = try #require(try await features.people.account(email: email)).actor
        let pages = features.ownPages
        let before = try await pages.invitation(for: id, by: actor, mailReachesPeople: false).key?.madeAt
        if before == nil { try await pages.give(for: id, insteadOf: nil, by: actor) }
        let key = try #require(try await pages.invitation(for: id, by: actor, mailReachesPeople: false).key)
        let birth = try await features.referrals.sheet(id, for: actor).person.dateOfBirth
        return (key.code.description, try #require(birth).year)
    }
}
