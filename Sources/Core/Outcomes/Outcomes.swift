import Foundation
import GRDB

/// The practice's tray: answers that came back, received when opened, filed with one button.
public struct Outcomes: Sendable {
    let database: AppDatabase
    let clock: AppClock
    let sealer: Sealer
    let letters: Letters

    private var answering: Answering { Answering(sealer: sealer, letters: letters) }

    /// The answers that this actor's practice may read: gone out, or meant to.
    static func readable(by actor: Actor) -> SQL {
        guard actor.role == .practice, let practice = actor.practiceCode else { return "0" }
        return """
            (answer.practiceCode = \(practice) AND answer.isCurrent AND answer.loop IN ('sent', 'received', 'filed', 'failed')
                AND answer.letter IS NOT NULL)
            """
    }

    /// An answer in the tray.
    public struct Entry: Sendable {
        public let answer: PracticeAnswer
        public let letter: OutcomeLetter
    }

    /// What the practice has been told, what is new first and what was filed last; at most 500.
    public func tray(for actor: Actor) async throws -> [Entry] {
        let now = clock.now
        return try await database.write { db in
            try Audit.record(.referralsListed, subject: actor.id.text, by: actor, at: now, in: db)
            let scope = Outcomes.readable(by: actor)
            let request: SQLRequest<PracticeAnswer> = """
                SELECT * FROM answer WHERE \(scope)
                ORDER BY CASE loop WHEN 'received' THEN 1 WHEN 'filed' THEN 2 ELSE 0 END, loopSince DESC LIMIT 500
                """
            return try request.fetchAll(db).compactMap { answer in
                try answering.letter(of: answer).map { Entry(answer: answer, letter: $0) }
            }
        }
    }

    /// An answer as it is read, with who took it in and who filed it.
    public struct Reading: Sendable {
        public let answer: PracticeAnswer
        public let letter: OutcomeLetter
        public let receivedBy: String?
        public let filedBy: String?
    }

    /// Opens an answer: the first time, that is the receipt.
    public func open(_ id: PracticeAnswer.ID, by actor: Actor) async throws -> Reading {
        let now = clock.now
        return try await database.write { db in
            let answer = try one(id, for: actor, in: db)
            let opened = try answer.after(.opened, at: now, by: actor.id)
            let action: Audit.Action = opened.loop == answer.loop ? .referralViewed : .outcomeReceived
            try opened.update(db)
            try Audit.record(action, subject: id.text, by: actor, at: now, in: db)
            guard let letter = try answering.letter(of: opened) else { throw Failure.notFound }
            return Reading(
                answer: opened,
                letter: letter,
                receivedBy: try name(opened.receivedBy, in: db),
                filedBy: try name(opened.filedBy, in: db)
            )
        }
    }

    /// Files an answer that was opened. Filing it again changes nothing.
    public func file(_ id: PracticeAnswer.ID, by actor: Actor) async throws {
        let now = clock.now
        try await database.write { db in
            let answer = try one(id, for: actor, in: db)
            guard answer.loop != .filed else { return }
            try answer.after(.filed, at: now, by: actor.id).update(db)
            try Audit.record(.outcomeFiled, subject: id.text, by: actor, at: now, in: db)
        }
    }

    private func one(_ id: PracticeAnswer.ID, for actor: Actor, in db: Database) throws -> PracticeAnswer {
        let scope = Outcomes.readable(by: actor)
        let request: SQLRequest<PracticeAnswer> = "SELECT * FROM answer WHERE id = \(id) AND \(scope)"
        guard let answer = try request.fetchOne(db) else { throw Failure.notFound }
        return answer
    }

    private func name(_ account: Account.ID?, in db: Database) throws -> String? {
        try account.flatMap { try Account.fetchOne(db, key: $0)?.name }
    }
}
