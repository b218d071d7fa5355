import Foundation
import GRDB

/// What a migration cannot do because it needs the key: hashes by which people are found, the codes of old endings,
/// letters of old answers. Safe to run at every start; does nothing when nothing is missing.
public struct Backfill: Sendable {
    let database: AppDatabase
    let sealer: Sealer

    private var store: ReferralStore { ReferralStore(sealer: sealer) }

    /// One transaction for so many, so that other work gets in between.
    private static let batch = 500

    /// - Returns: how many people were done.
    @discardableResult
    public func run() async throws -> Int {
        var done = 0
        while case let count = try await fillInPeople(), count > 0 { done += count }
        while try await writeLetters() > 0 {}
        return done
    }

    private func fillInPeople() async throws -> Int {
        try await database.write { db in
            let ids = try Person.ID.fetchAll(
                db,
                sql: "SELECT id FROM person WHERE nameBirthHash IS NULL ORDER BY id LIMIT ?",
                arguments: [Backfill.batch]
            )
            for id in ids {
                try store.people.update(try store.people.person(id, in: db), id: id, in: db)
                try recode(where: "personID = \(id)", in: db)
            }
            return ids.count
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

    private func writeLetters() async throws -> Int {
        try await database.write { db in
            let answers = try PracticeAnswer.fetchAll(
                db,
                sql: """
                    SELECT * FROM answer WHERE letter IS NULL AND loop IN ('sent', 'received', 'filed')
                        AND referralID IS NOT NULL ORDER BY id LIMIT ?
                    """,
                arguments: [Backfill.batch]
            )
            let writer = LetterWriter(sealer: sealer)
            for var answer in answers {
                let referral = try Referral.fetchOne(db, key: answer.referralID)
                guard let referral else { throw Failure.notFound }
                let letter = try writer.letter(of: referral, in: db)
                answer.tag = letter.tag
                try answer.write(letter, sealer: sealer)
                try answer.update(db)
            }
            return answers.count
        }
    }
}
