import Foundation
import GRDB

/// A person's own page: opening it. What stands on it is in `OwnPages+Looking`, what can be done there in
/// `OwnPages+Acting`, and how somebody hands it over in `OwnPages+Giving`.
public struct OwnPages: Sendable {
    let database: AppDatabase
    let clock: AppClock
    let referrals: Referrals
    let letters: Letters
    let sealer: Sealer

    /// What came of typing a code and a year.
    public enum Entry: Equatable, Sendable {
        case opened
        case unknown
        /// - Parameter left: tries before the code is locked; at least 1.
        case wrongYear(left: Int)
        case locked
        case expired
        /// A newer code was made.
        case ended
    }

    /// Opens the page: begins a short session.
    ///
    /// Nothing is thrown for a wrong year, because that it was tried has to be written down.
    ///
    /// - Parameter tokenHash: SHA-256 of the cookie's token.
    public func enter(_ code: LetterCode, yearOfBirth: Int, tokenHash: Data) async throws -> Entry {
        let now = clock.now
        return try await database.write { db in
            guard var own = try OwnCodeStore.byHash(code.ownHash(with: sealer), in: db) else { return .unknown }
            switch own.standing(at: now) {
            case .ended: return .ended
            case .expired: return .expired
            case .locked: return .locked
            case .good: break
            }
            let person = try referrals.store.people.person(own.personID, in: db)
            guard person.dateOfBirth.year == yearOfBirth else {
                own.wrongYears += 1
                try own.update(db)
                let left = OwnPagePolicy.wrongYears - own.wrongYears
                if left == 0 { try audit(.ownPageLocked, own, at: now, in: db) }
                return left == 0 ? .locked : .wrongYear(left: left)
            }
            try OwnCodeStore.begin(tokenHash, with: own, at: now, in: db)
            try audit(.ownPageOpened, own, at: now, in: db)
            return .opened
        }
    }

    /// A session of the person's; who it is stays in here.
    public struct Session: Sendable {
        let tokenHash: Data
        let code: OwnCode
        var personID: Person.ID { code.personID }
    }

    /// The live session of a cookie; its last use is noted at most once a minute.
    public func session(tokenHash: Data) async throws -> Session? {
        let now = clock.now
        guard let found = try await database.read({ try OwnCodeStore.session(tokenHash, now: now, in: $0) }) else {
            return nil
        }
        if now.timeIntervalSince(found.lastSeenAt) >= 60 {
            try await database.write {
                try $0.execute(
                    sql: "UPDATE ownSession SET lastSeenAt = ? WHERE tokenHash = ?",
                    arguments: [now, tokenHash]
                )
            }
        }
        return Session(tokenHash: tokenHash, code: found.code)
    }

    public func leave(tokenHash: Data) async throws {
        try await database.write {
            try $0.execute(sql: "DELETE FROM ownSession WHERE tokenHash = ?", arguments: [tokenHash])
        }
    }

    /// The code of the session that is open, for printing.
    public func key(for session: Session) -> OwnPageKey { OwnPageKey(session.code, sealer: sealer) }

    func audit(_ action: Audit.Action, _ own: OwnCode, at now: Date, in db: Database) throws {
        try Audit.record(action, subject: own.personID.text, by: nil, at: now, in: db)
    }
}
