import Foundation
import GRDB

/// What opens a person's own page, together with their year of birth: printed, texted or mailed, never an account.
struct OwnCode: Codable, Equatable, Sendable, FetchableRecord, PersistableRecord {
    let id: Identifier<OwnCode>
    /// Keyed, like those of letters (50 bits are too few for a bare hash to hide).
    let codeHash: Data
    let personID: Person.ID
    /// Nil when the person got it with a request of their own.
    let madeBy: Account.ID?
    let madeAt: Date
    let expiresAt: Date
    var wrongYears: Int
    /// When a newer code took its place.
    var endedAt: Date?

    enum Standing { case good, locked, expired, ended }

    func standing(at now: Date) -> Standing {
        if endedAt != nil { return .ended }
        if wrongYears >= OwnPagePolicy.wrongYears { return .locked }
        return now < expiresAt ? .good : .expired
    }
}

enum OwnPagePolicy {
    /// A referral is answered within 10 working days, and most end within a season; a new code is made in a minute.
    static let codeDays = 90
    /// In all, not in a row. About a hundred years are possible, so five tries find one for one letter in twenty at most.
    static let wrongYears = 5
    /// As for staff: a telephone is put down, a library's computer is left.
    static let idle: TimeInterval = 30 * 60
    static let longestSession: TimeInterval = 12 * 3_600
    /// "I still have not heard" is heard once a week.
    static let daysBetweenReminders = 7
}

extension OwnCode {
    init(for person: Person.ID, by account: Account.ID?, at now: Date, sealer: Sealer) {
        id = Identifier()
        codeHash = OwnCode.letterCode(of: id, sealer: sealer).ownHash(with: sealer)
        personID = person
        madeBy = account
        madeAt = now
        expiresAt = now.adding(days: OwnPagePolicy.codeDays)
        wrongYears = 0
    }

    /// Worked out again from the row's id and the key, so that it can be printed twice and stands nowhere.
    func letterCode(sealer: Sealer) -> LetterCode { OwnCode.letterCode(of: id, sealer: sealer) }

    private static func letterCode(of id: Identifier<OwnCode>, sealer: Sealer) -> LetterCode {
        LetterCode(of: sealer.keyedHash("code of own page \(id)"))
    }
}

extension LetterCode {
    /// Of a code for a person's own page; another than for letters to organisations, so that neither opens the other's.
    func ownHash(with sealer: Sealer) -> Data { sealer.keyedHash("own page \(text)") }
}

/// A code as those see it who may hand it over, and the person themself.
public struct OwnPageKey: Sendable {
    public let code: LetterCode
    public let madeAt: Date
    public let expiresAt: Date
    /// Too many wrong years were typed: only a new code helps.
    public let isLocked: Bool

    init(_ own: OwnCode, sealer: Sealer) {
        code = own.letterCode(sealer: sealer)
        (madeAt, expiresAt) = (own.madeAt, own.expiresAt)
        isLocked = own.wrongYears >= OwnPagePolicy.wrongYears
    }
}

/// The SQL of codes and of the short sessions that they begin.
enum OwnCodeStore {
    static func byHash(_ hash: Data, in db: Database) throws -> OwnCode? {
        try OwnCode.fetchOne(db, sql: "SELECT * FROM ownCode WHERE codeHash = ?", arguments: [hash])
    }

    /// The newest of all of the person's rows, unless it has expired.
    static func current(of person: Person.ID, now: Date, sealer: Sealer, in db: Database) throws -> OwnCode? {
        let rows = try SamePerson(sealer: sealer).rows(of: person, in: db)
        let request: SQLRequest<OwnCode> = """
            SELECT * FROM ownCode WHERE personID IN \(rows) AND endedAt IS NULL AND expiresAt > \(now)
            ORDER BY madeAt DESC LIMIT 1
            """
        return try request.fetchOne(db)
    }

    /// Makes a code; those before it end, whoever made them, and with them the sessions that they began.
    static func make(for person: Person.ID, by account: Account.ID?, at now: Date, sealer: Sealer, in db: Database)
        throws
    {
        let rows = try SamePerson(sealer: sealer).rows(of: person, in: db)
        try db.execute(
            literal: """
                DELETE FROM ownSession WHERE codeID IN (SELECT id FROM ownCode WHERE personID IN \(rows))
                """
        )
        try db.execute(
            literal: "UPDATE ownCode SET endedAt = \(now) WHERE personID IN \(rows) AND endedAt IS NULL"
        )
        try OwnCode(for: person, by: account, at: now, sealer: sealer).insert(db)
    }

    static func begin(_ tokenHash: Data, with code: OwnCode, at now: Date, in db: Database) throws {
        try db.execute(
            sql: "DELETE FROM ownSession WHERE createdAt < ?",
            arguments: [now.addingTimeInterval(-OwnPagePolicy.longestSession)]
        )
        try db.execute(
            literal: """
                INSERT INTO ownSession (tokenHash, codeID, createdAt, lastSeenAt)
                VALUES (\(tokenHash), \(code.id), \(now), \(now))
                """
        )
    }

    /// The code of a session that is neither idle nor old.
    static func session(_ tokenHash: Data, now: Date, in db: Database) throws -> (code: OwnCode, lastSeenAt: Date)? {
        let request: SQLRequest<Row> = """
            SELECT ownCode.*, ownSession.lastSeenAt FROM ownSession JOIN ownCode ON ownCode.id = ownSession.codeID
            WHERE ownSession.tokenHash = \(tokenHash) AND ownCode.endedAt IS NULL
                AND ownSession.lastSeenAt > \(now.addingTimeInterval(-OwnPagePolicy.idle))
                AND ownSession.createdAt > \(now.addingTimeInterval(-OwnPagePolicy.longestSession))
            """
        return try request.fetchOne(db).map { (try OwnCode(row: $0), $0["lastSeenAt"]) }
    }
}
