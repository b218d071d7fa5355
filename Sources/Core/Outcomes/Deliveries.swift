import Foundation
import GRDB

/// Answers that are on their way, for whoever has to do something about them: print, post, or mend and try again.
public struct Deliveries: Sendable {
    let database: AppDatabase
    let clock: AppClock
    let sealer: Sealer
    let letters: Letters

    private var answering: Answering { Answering(sealer: sealer, letters: letters) }

    /// Who looks after answers that are on their way.
    public static let looking: Set<Role> = [.linkWorker, .steward, .administrator]

    /// The answers that this actor looks after, as a condition on `answer`.
    ///
    /// A link worker has those of their own people. Stewards and administrators see that something could not be
    /// delivered, and to which practice, and never about whom.
    static func visible(to actor: Actor) -> SQL {
        switch actor.role {
        case .linkWorker:
            """
            (EXISTS (SELECT 1 FROM episode WHERE episode.id = answer.episodeID AND linkWorkerID = \(actor.id))
                OR EXISTS (SELECT 1 FROM referral WHERE referral.id = answer.referralID AND holderID = \(actor.id)))
            """
        case .steward, .administrator: "answer.loop = 'failed'"
        case .receptionist, .organisation, .practice, .commissioner: "0"
        }
    }

    /// One answer that is on its way.
    public struct Line: Sendable {
        public let answer: PracticeAnswer
        public let practice: Practice
        /// Nil for who may not know.
        public let personName: String?

        public init(answer: PracticeAnswer, practice: Practice, personName: String?) {
            self.answer = answer
            self.practice = practice
            self.personName = personName
        }
    }

    /// What could not be delivered first, then what is to be printed, then what nobody has opened yet; within that what
    /// has waited longest. At most 500.
    public func list(for actor: Actor) async throws -> [Line] {
        let scope = Deliveries.visible(to: actor)
        let isLinkWorker = actor.role == .linkWorker
        let now = clock.now
        return try await database.write { db in
            try Audit.record(.referralsListed, subject: actor.id.text, by: actor, at: now, in: db)
            let request: SQLRequest<PracticeAnswer> = """
                SELECT * FROM answer WHERE isCurrent AND loop IN ('due', 'drafted', 'sent', 'failed') AND \(scope)
                ORDER BY CASE loop WHEN 'failed' THEN 0 WHEN 'drafted' THEN 1 ELSE 2 END, loopSince LIMIT 500
                """
            let answers = try request.fetchAll(db)
            let practices = try Practice.fetchAll(db, keys: Set(answers.map(\.practiceCode)))
            let byCode = Dictionary(uniqueKeysWithValues: practices.map { ($0.code, $0) })
            return try answers.compactMap { answer in
                guard let practice = byCode[answer.practiceCode] else { return nil }
                let letter = isLinkWorker ? try answering.letter(of: answer) : nil
                return Line(answer: answer, practice: practice, personName: letter?.person.name)
            }
        }
    }

    /// A letter to be printed, with its code.
    public struct Paper: Sendable {
        public let answer: PracticeAnswer
        public let letter: OutcomeLetter
        public let practice: Practice
        public let code: LetterCode

        public init(answer: PracticeAnswer, letter: OutcomeLetter, practice: Practice, code: LetterCode) {
            self.answer = answer
            self.letter = letter
            self.practice = practice
            self.code = code
        }
    }

    /// - Throws: `Failure.notFound` for what is not this link worker's, or is not to be printed.
    public func paper(_ id: PracticeAnswer.ID, for actor: Actor) async throws -> Paper {
        let now = clock.now
        return try await database.write { db in
            let answer = try one(id, for: actor, in: db)
            guard actor.role == .linkWorker, answer.way == .letter, let letter = try answering.letter(of: answer),
                let practice = try Practice.fetchOne(db, key: answer.practiceCode)
            else { throw Failure.notFound }
            try Audit.record(.outcomePrinted, subject: id.text, by: actor, at: now, in: db)
            return Paper(answer: answer, letter: letter, practice: practice, code: answering.receiptCode(of: answer))
        }
    }

    /// Somebody says that they have posted it: only now has it been sent. Said twice, it was posted once.
    public func posted(_ id: PracticeAnswer.ID, by actor: Actor) async throws {
        let now = clock.now
        try await database.write { db in
            let answer = try one(id, for: actor, in: db)
            guard actor.role == .linkWorker, answer.way == .letter else { throw Failure.notFound }
            guard answer.loop == .drafted else { return }
            var posted = try answer.after(.sent, at: now)
            (posted.postedBy, posted.receiptExpiresAt) = (actor.id, now.adding(days: Receipts.days))
            try posted.update(db)
            try Audit.record(.outcomePosted, subject: id.text, by: actor, at: now, in: db)
        }
    }

    /// Tries again what could not be delivered, by the way that the practice has now. Asked twice, it goes out once.
    ///
    /// - Throws: `Failure.conflict` with the reason when it still cannot be delivered.
    public func tryAgain(_ id: PracticeAnswer.ID, by actor: Actor) async throws {
        let now = clock.now
        let problem = try await database.write { db -> String? in
            guard
                let answer = try PracticeAnswer.fetchOne(db, sql: "SELECT * FROM answer WHERE id = ?", arguments: [id]),
                try mayLookAfter(answer, actor, in: db)
            else { throw Failure.notFound }
            guard answer.loop == .failed, answer.isCurrent else { return nil }
            // Whoever asks for a new try says that the mailbox works again.
            try db.execute(
                sql: "UPDATE practice SET emailBouncedAt = NULL WHERE code = ?",
                arguments: [answer.practiceCode]
            )
            let next = try answering.send(answer, at: now, in: db)
            try next.update(db)
            try Audit.record(.outcomeRetried, subject: id.text, by: actor, at: now, in: db)
            return next.problem
        }
        if let problem { throw Failure.conflict("It still cannot be delivered. \(problem)") }
    }

    /// Makes paper of what its practice does not open, or what does not reach it: another way for this one answer, after
    /// its own has failed. Asked twice, it is one letter.
    ///
    /// - Throws: `Failure.notFound` for everybody but its link worker.
    public func printInstead(_ id: PracticeAnswer.ID, by actor: Actor) async throws {
        let now = clock.now
        try await database.write { db in
            let answer = try one(id, for: actor, in: db)
            guard actor.role == .linkWorker else { throw Failure.notFound }
            guard answer.loop == .failed, answer.way != .letter else { return }
            try answering.print(answer, at: now, in: db).update(db)
            try Audit.record(.outcomeRetried, subject: id.text, by: actor, at: now, in: db)
        }
    }

    // MARK: Steps

    private func one(_ id: PracticeAnswer.ID, for actor: Actor, in db: Database) throws -> PracticeAnswer {
        let scope = Deliveries.visible(to: actor)
        let request: SQLRequest<PracticeAnswer> = "SELECT * FROM answer WHERE id = \(id) AND isCurrent AND \(scope)"
        guard let answer = try request.fetchOne(db) else { throw Failure.notFound }
        return answer
    }

    /// Also when it has gone out meanwhile, so that a second press is told nothing wrong.
    private func mayLookAfter(_ answer: PracticeAnswer, _ actor: Actor, in db: Database) throws -> Bool {
        if actor.role == .steward || actor.role == .administrator { return true }
        let scope = Deliveries.visible(to: actor)
        let request: SQLRequest<Bool> = "SELECT EXISTS (SELECT 1 FROM answer WHERE id = \(answer.id) AND \(scope))"
        return try request.fetchOne(db) ?? false
    }
}
