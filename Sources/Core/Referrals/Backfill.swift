import Foundation
import GRDB

/// What a migration cannot do because it needs the key: hashes by which people are found, the codes of old endings,
/// letters of old answers. Safe to run at every start; does nothing when nothing is missing.
public struct Backfill: Sendable {
    let database: AppDatabase
    let sealer: Sealer

    private var store: ReferralStore { ReferralStore(sealer: sealer) }

    /// - Returns: how many people were done.
    @discardableResult
    public func run() async throws -> Int {
        try await database.write { db in
            let people = try Person.ID.fetchAll(db, sql: "SELECT id FROM person WHERE nameBirthHash IS NULL")
            for id in people {
                let person = try store.person(id, in: db)
                try PersonStore(sealer: sealer).update(person, id: id, in: db)
                try recode(where: "personID = \(id)", in: db)
            }
            try writeLetters(in: db)
            return people.count
        }
    }

    /// The columns that the sealed events imply.
    private func recode(where scope: SQL, in db: Database) throws {
        let request: SQLRequest<Referral> = "SELECT * FROM referral WHERE \(scope)"
        for referral in try request.fetchAll(db) {
            let events = try store.events(referral.id, in: db)
            let replayed = referral.begun.replaying(events.dropFirst())
            guard replayed.state == referral.state, replayed.version == referral.version else { continue }
            try replayed.update(db)
        }
    }

    private func writeLetters(in db: Database) throws {
        let answers = try PracticeAnswer.fetchAll(
            db,
            sql: "SELECT * FROM answer WHERE letter IS NULL AND loop IN ('sent', 'received', 'filed')"
        )
        let writer = LetterWriter(sealer: sealer)
        for var answer in answers {
            guard let id = answer.referralID, let referral = try Referral.fetchOne(db, key: id) else { continue }
            let letter = try writer.letter(of: referral, in: db)
            answer.tag = letter.tag
            try answer.write(letter, sealer: sealer)
            try answer.update(db)
        }
    }
}
