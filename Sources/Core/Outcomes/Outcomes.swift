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

    /// Those, and what another version has taken the place of: what was read once can be read again.
    private static func everReadable(by actor: Actor) -> SQL {
        guard actor.role == .practice, let practice = actor.practiceCode else { return "0" }
        let current = readable(by: actor)
        return """
            (\(current) OR (answer.practiceCode = \(practice) AND NOT answer.isCurrent
                AND answer.loop IN ('received', 'filed') AND answer.letter IS NOT NULL))
            """
    }

    /// An answer in the tray.
    public struct Entry: Sendable {
        public let answer: PracticeAnswer
        public let letter: OutcomeLetter
    }

    /// Which part of the tray.
    public enum Part: Sendable {
        case all, notFiled, filed

        /// In the order of the tray. Each is a walk along the index, which ends when there is enough: what a practice has
        /// filed over the years is not read to show what is new.
        fileprivate var loops: [Loop] {
            switch self {
            case .all: [.sent, .failed, .received, .filed]
            case .notFiled: [.sent, .failed, .received]
            case .filed: [.filed]
            }
        }
    }

    /// As many as a page can show.
    public static let mostListed = 500

    /// What the practice has been told, what is new first, then what could not be delivered, and what was filed last; at
    /// most ``mostListed``.
    ///
    /// - Parameter name: words of the person's name. It stands in no index, so all letters are gone through, and of those
    ///   about somebody else only the name is read.
    public func tray(for actor: Actor, _ part: Part = .all, named name: String? = nil) async throws -> [Entry] {
        let now = clock.now
        try await database.write {
            try Audit.record(.referralsListed, subject: actor.id.text, by: actor, at: now, in: $0)
        }
        guard actor.role == .practice, let practice = actor.practiceCode else { return [] }
        return try await database.read { db in
            try part.loops.reduce(into: []) { try read($1, of: practice, named: name, into: &$0, in: db) }
        }
    }

    private func read(
        _ loop: Loop,
        of practice: Practice.Code,
        named name: String?,
        into entries: inout [Entry],
        in db: Database
    ) throws {
        let request: SQLRequest<PracticeAnswer> = """
            SELECT * FROM answer WHERE practiceCode = \(practice) AND isCurrent AND loop = \(loop) AND letter IS NOT NULL
            ORDER BY loopSince DESC
            """
        let answers = try request.fetchCursor(db)
        while entries.count < Outcomes.mostListed, let answer = try answers.next() {
            if let name, try !answering.isAboutSomebody(named: name, answer) { continue }
            if let letter = try answering.letter(of: answer) { entries.append(Entry(answer: answer, letter: letter)) }
        }
    }

    /// How many people of the practice are still on their way, as far as it may know.
    public func stillOpen(for actor: Actor) async throws -> Int {
        guard actor.role == .practice, let practice = actor.practiceCode else { return 0 }
        return try await database.read { try StillOpen.count(practice, in: $0) }
    }

    /// An answer as it is read, with who took it in and who filed it.
    public struct Reading: Sendable {
        public let answer: PracticeAnswer
        public let letter: OutcomeLetter
        public let receivedBy: String?
        public let filedBy: String?
        /// The other versions that can be read, oldest first.
        public let versions: [Version]

        public init(
            answer: PracticeAnswer,
            letter: OutcomeLetter,
            receivedBy: String?,
            filedBy: String?,
            versions: [Version]
        ) {
            self.answer = answer
            self.letter = letter
            self.receivedBy = receivedBy
            self.filedBy = filedBy
            self.versions = versions
        }
    }

    public struct Version: Sendable {
        public let id: PracticeAnswer.ID
        public let number: Int
        public let isCurrent: Bool

        public init(id: PracticeAnswer.ID, number: Int, isCurrent: Bool) {
            self.id = id
            self.number = number
            self.isCurrent = isCurrent
        }
    }

    /// Opens an answer: the first time, that is the receipt.
    public func open(_ id: PracticeAnswer.ID, by actor: Actor) async throws -> Reading {
        let now = clock.now
        return try await database.write { db in
            let answer = try one(id, where: Outcomes.everReadable(by: actor), in: db)
            let opened = try answer.after(.opened, at: now, by: actor.id)
            let action: Audit.Action = opened.loop == answer.loop ? .referralViewed : .outcomeReceived
            try opened.update(db)
            try Audit.record(action, subject: id.text, by: actor, at: now, in: db)
            guard let letter = try answering.letter(of: opened) else { throw Failure.notFound }
            return Reading(
                answer: opened,
                letter: letter,
                receivedBy: try name(opened.receivedBy, in: db),
                filedBy: try name(opened.filedBy, in: db),
                versions: try versions(of: opened, for: actor, in: db)
            )
        }
    }

    /// The version that has taken the place of one that nobody had opened, such as from a link in an older e-mail.
    public func current(insteadOf id: PracticeAnswer.ID, for actor: Actor) async throws -> PracticeAnswer.ID? {
        try await database.read { db in
            guard let old = try PracticeAnswer.fetchOne(db, key: id), let subject = old.subject,
                let current = try PracticeAnswerStore.current(of: subject, in: db)
            else { return nil }
            return try? one(current.id, where: Outcomes.readable(by: actor), in: db).id
        }
    }

    /// Files an answer that was opened. Filing it again changes nothing.
    public func file(_ id: PracticeAnswer.ID, by actor: Actor) async throws {
        let now = clock.now
        try await database.write { db in
            let answer = try one(id, where: Outcomes.readable(by: actor), in: db)
            guard answer.loop != .filed else { return }
            try answer.after(.filed, at: now, by: actor.id).update(db)
            try Audit.record(.outcomeFiled, subject: id.text, by: actor, at: now, in: db)
        }
    }

    /// Answers that one page shows in full and that are filed together.
    public static let mostAtOnce = 25

    /// Files answers that stood in full on a page of answers that ask nothing: each is opened and filed by it.
    ///
    /// What asks for something, or is to be known, is not filed unread: it is left out, and so is what somebody else has
    /// filed meanwhile, or a newer version has replaced.
    ///
    /// - Returns: how many were filed now.
    /// - Throws: `Failure.invalid` when there are none, or more than a page holds.
    public func file(_ ids: [PracticeAnswer.ID], by actor: Actor) async throws -> Int {
        guard !ids.isEmpty, ids.count <= Outcomes.mostAtOnce else {
            throw Failure.invalid(["answers": "Tick what you have read, at most \(Outcomes.mostAtOnce) at once."])
        }
        let now = clock.now
        let scope = Outcomes.readable(by: actor)
        return try await database.write { db in
            var filed = 0
            for id in Set(ids) {
                let request: SQLRequest<PracticeAnswer> = """
                    SELECT * FROM answer WHERE id = \(id) AND \(scope) AND loop <> 'filed' AND tag = 'FILE'
                    """
                guard let answer = try request.fetchOne(db) else { continue }
                let opened = try answer.after(.opened, at: now, by: actor.id)
                if opened.loop != answer.loop {
                    try Audit.record(.outcomeReceived, subject: id.text, by: actor, at: now, in: db)
                }
                try opened.after(.filed, at: now, by: actor.id).update(db)
                try Audit.record(.outcomeFiled, subject: id.text, by: actor, at: now, in: db)
                filed += 1
            }
            return filed
        }
    }

    // MARK: Steps

    private func one(_ id: PracticeAnswer.ID, where scope: SQL, in db: Database) throws -> PracticeAnswer {
        let request: SQLRequest<PracticeAnswer> = "SELECT * FROM answer WHERE id = \(id) AND \(scope)"
        guard let answer = try request.fetchOne(db) else { throw Failure.notFound }
        return answer
    }

    private func versions(of answer: PracticeAnswer, for actor: Actor, in db: Database) throws -> [Version] {
        let scope = Outcomes.everReadable(by: actor)
        let request: SQLRequest<Row> = """
            SELECT id, number, isCurrent FROM answer
            WHERE (episodeID = \(answer.episodeID) OR referralID = \(answer.referralID)) AND id <> \(answer.id) AND \(scope)
            ORDER BY number
            """
        return try request.fetchAll(db).map { Version(id: $0["id"], number: $0["number"], isCurrent: $0["isCurrent"]) }
    }

    private func name(_ account: Account.ID?, in db: Database) throws -> String? {
        try account.flatMap { try Account.fetchOne(db, key: $0)?.name }
    }
}
