import Core
import Crypto
import Foundation
import GRDB

/// Who looks at what: the busiest of each kind, signed in.
struct ManyReferralsCast {
    let linkWorker: Visitor
    let member: Visitor
    let surgery: Visitor
    /// An open referral of the link worker.
    let referral: String
    /// Referrals that wait for an answer, with a signed-in member of the organisation each; half for the pages, half for
    /// the bare SQL.
    let waiting: [(referral: String, visitor: Visitor)]

    /// As many as are enough for a 99th percentile.
    private static let most = 600

    init(_ features: Features) async throws {
        let rows = try await features.database.read { db in
            (
                try ManyReferralsCast.busiest("holderID", "referrerDueOn", in: db),
                try ManyReferralsCast.busiest("organisationID", "organisationDueOn", in: db),
                try Row.fetchAll(
                    db,
                    sql: """
                        SELECT referral.id, organisationID FROM referral WHERE state = 'sent' AND organisationDueOn IS NOT NULL
                        ORDER BY referral.rowid % 997 LIMIT \(ManyReferralsCast.most)
                        """
                ).map { ($0["id"] as String, $0["organisationID"] as String) }
            )
        }
        linkWorker = try await Visitor("account.id = '\(rows.0)'", features)
        member = try await Visitor("account.organisationID = '\(rows.1)'", features)
        surgery = try await Visitor("account.practiceCode = 'B00000'", features)
        var visitors: [String: Visitor] = [:]
        var waiting: [(referral: String, visitor: Visitor)] = []
        for (referral, organisation) in rows.2 {
            let known = visitors[organisation]
            let visitor =
                if let known { known } else {
                    try await Visitor("account.organisationID = '\(organisation)'", features)
                }
            visitors[organisation] = visitor
            waiting.append((referral, visitor))
        }
        self.waiting = waiting
        let holder = rows.0
        referral = try await features.database.read { db in
            try String.fetchOne(
                db,
                sql: "SELECT id FROM referral WHERE holderID = ? AND state = 'active' LIMIT 1",
                arguments: [holder]
            ) ?? ""
        }
    }

    private static func busiest(_ who: String, _ due: String, in db: Database) throws -> String {
        let sql =
            "SELECT \(who) FROM referral WHERE \(due) IS NOT NULL AND \(who) IS NOT NULL GROUP BY 1 ORDER BY COUNT(*) DESC LIMIT 1"
        return try String.fetchOne(db, sql: sql) ?? ""
    }
}

/// Somebody with a session of their own.
struct Visitor: Sendable {
    let account: String
    let organisation: String?
    let practice: String?
    let cookie: String

    /// - Parameter condition: on `account`, which one of them meets.
    init(_ condition: String, _ features: Features) async throws {
        let email = try await features.database.read { db in
            try String.fetchOne(db, sql: "SELECT email FROM account WHERE \(condition) LIMIT 1")
        }
        guard let email, let account = try await features.people.account(email: email) else {
            throw Connection.Problem(text: "nobody is there with \(condition)")
        }
        let token = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        try await features.people.startSession(for: account, tokenHash: Data(SHA256.hash(data: token)))
        let text = token.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
            "=",
            with: ""
        )
        cookie = "fingerpost=\(text)"
        self.account = account.id.text
        organisation = account.organisationID?.text
        practice = account.practiceCode?.rawValue
    }
}
