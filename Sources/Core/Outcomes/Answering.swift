import Crypto
import Foundation
import GRDB

/// Makes the answer that an ending owes to the practice, in the transaction of that ending, and sends it on its way.
struct Answering {
    let sealer: Sealer
    let letters: Letters

    private var writer: LetterWriter { LetterWriter(sealer: sealer) }

    /// A referral has ended that belongs to no episode. Without a known practice there is nobody to tell.
    func ended(_ referral: Referral, at now: Date, in db: Database) throws {
        guard referral.episodeID == nil, let practice = referral.practiceCode else { return }
        let letter = referral.reportBack ? try writer.letter(of: referral, in: db) : nil
        try begin(.referral(referral.id), for: practice, letter: letter, priority: referral.priority, at: now, in: db)
    }

    func ended(_ episode: Episode, at now: Date, in db: Database) throws {
        guard let practice = episode.practiceCode else { return }
        let letter = episode.telling == .nothing ? nil : try writer.letter(of: episode, in: db)
        try begin(.episode(episode.id), for: practice, letter: letter, priority: .routine, at: now, in: db)
    }

    /// What was taken up again is not answered: its letter stays as it was read, and is no longer the current one.
    func reopened(_ subject: PracticeAnswer.Subject, in db: Database) throws {
        guard let answer = try PracticeAnswerStore.current(of: subject, in: db) else { return }
        try db.execute(sql: "UPDATE answer SET isCurrent = 0 WHERE id = ?", arguments: [answer.id])
    }

    /// The person has taken consent back. What was lawfully sent stays; what was not is not sent any more.
    func withheld(_ subject: PracticeAnswer.Subject, at now: Date, in db: Database) throws {
        guard let answer = try PracticeAnswerStore.current(of: subject, in: db), answer.loop.after(.withheld) != nil
        else { return }
        try answer.after(.withheld, at: now).update(db)
    }

    /// What may be told has become less, and the letter has not gone out: it is written again. One that could not be
    /// delivered keeps its place in the queue.
    func shortened(_ id: Episode.ID, in db: Database) throws {
        guard var answer = try PracticeAnswerStore.current(of: .episode(id), in: db),
            answer.loop == .drafted || answer.loop == .failed, answer.receivedAt == nil
        else { return }
        let episode = try EpisodeStore(sealer: sealer).one(id, where: "1", in: db)
        let letter = try writer.letter(of: episode, in: db)
        answer.tag = letter.tag
        try answer.write(letter, sealer: sealer)
        try answer.update(db)
    }

    // MARK: Steps

    private func begin(
        _ subject: PracticeAnswer.Subject,
        for practice: Practice.Code,
        letter: OutcomeLetter?,
        priority: Referral.Priority,
        at now: Date,
        in db: Database
    ) throws {
        try reopened(subject, in: db)
        var answer = PracticeAnswer(
            subject,
            number: try PracticeAnswerStore.lastNumber(of: subject, in: db) + 1,
            for: practice,
            tag: letter?.tag ?? .file,
            priority: priority,
            at: now
        )
        guard let letter else {
            answer = try answer.after(.withheld, at: now)
            return try answer.insert(db)
        }
        try answer.write(letter, sealer: sealer)
        answer = try answer.after(.written, at: now)
        answer = try send(answer, at: now, in: db)
        try answer.insert(db)
    }

    /// By the practice's way. A printed letter waits until somebody has posted it.
    func send(_ answer: PracticeAnswer, at now: Date, in db: Database) throws -> PracticeAnswer {
        guard let practice = try Practice.fetchOne(db, key: answer.practiceCode) else { throw Failure.notFound }
        var answer = answer
        answer.way = try way(for: answer, to: practice, in: db)
        if answer.way == .letter { return try print(answer, at: now, in: db) }
        if let problem = try problem(with: answer, to: practice, in: db) { return try answer.failing(problem, at: now) }
        if answer.way == .email, let address = practice.email {
            try letters.outcomeWaits(at: address, answer: answer, at: now, in: db)
        }
        return try answer.after(.sent, at: now)
    }

    /// A letter that waits for somebody to print and post it, with the code that will be its receipt.
    func print(_ answer: PracticeAnswer, at now: Date, in db: Database) throws -> PracticeAnswer {
        var answer = answer
        answer.way = .letter
        answer.receiptHash = receiptCode(of: answer).receiptHash(with: sealer)
        return answer.loop == .failed ? try answer.after(.rewritten, at: now) : answer
    }

    /// Paper is for link workers to print. A practice that referred by itself signs in here, and reads it here.
    private func way(for answer: PracticeAnswer, to practice: Practice, in db: Database) throws -> Practice.Way {
        guard practice.way == .letter, let id = answer.referralID else { return practice.way }
        let holder = try Account.ID.fetchOne(db, sql: "SELECT holderID FROM referral WHERE id = ?", arguments: [id])
        return holder == nil ? .page : .letter
    }

    private func problem(with answer: PracticeAnswer, to practice: Practice, in db: Database) throws -> String? {
        if try !PeopleStore.reads(practice.code, in: db) { return "Nobody at \(practice.name) signs in here." }
        guard answer.way == .email else { return nil }
        if practice.emailBouncedAt != nil { return "E-mail to \(practice.name) comes back." }
        return practice.email == nil ? "There is no e-mail address for \(practice.name)." : nil
    }

    /// The code of a printed letter. It is worked out from the answer, so that paper can be printed again without
    /// anything readable being kept, and old paper works as well as new.
    func receiptCode(of answer: PracticeAnswer) -> LetterCode {
        LetterCode(of: sealer.keyedHash("receipt of answer \(answer.id)"))
    }

    func letter(of answer: PracticeAnswer) throws -> OutcomeLetter? {
        try answer.letter.map { try sealer.open(OutcomeLetter.self, $0, place: "letter \(answer.id)") }
    }

    /// Without capitals and accents, which are typed or not.
    func isAboutSomebody(named name: String, _ answer: PracticeAnswer) throws -> Bool {
        func plain(_ text: String) -> String {
            text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
        }
        let whom = try answer.letter.map { try sealer.open(LetterName.self, $0, place: "letter \(answer.id)") }
        return whom.map { plain($0.person.name).contains(plain(name)) } ?? false
    }

    /// All of a letter that a search looks at.
    private struct LetterName: Decodable {
        let person: Name

        struct Name: Decodable {
            let name: String
        }
    }
}

extension PracticeAnswer {
    init(
        _ subject: Subject,
        number: Int,
        for practice: Practice.Code,
        tag: OutcomeTag,
        priority: Referral.Priority,
        at now: Date
    ) {
        id = ID()
        switch subject {
        case .episode(let id): (episodeID, referralID) = (id, nil)
        case .referral(let id): (episodeID, referralID) = (nil, id)
        }
        self.number = number
        isCurrent = true
        practiceCode = practice
        (loop, loopSince) = (.due, now)
        self.tag = tag
        self.priority = priority
        tries = 0
        isReceivedByCode = false
    }

    /// Seals the letter into this version.
    mutating func write(_ words: OutcomeLetter, sealer: Sealer) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let text = try encoder.encode(words)
        letter = try sealer.seal(String(decoding: text, as: UTF8.self), place: "letter \(id)")
        digest = Data(SHA256.hash(data: text))
    }
}

/// The SQL of answers.
enum PracticeAnswerStore {
    static func current(of subject: PracticeAnswer.Subject, in db: Database) throws -> PracticeAnswer? {
        let condition = condition(subject)
        let request: SQLRequest<PracticeAnswer> = "SELECT * FROM answer WHERE isCurrent AND \(condition)"
        return try request.fetchOne(db)
    }

    static func lastNumber(of subject: PracticeAnswer.Subject, in db: Database) throws -> Int {
        let condition = condition(subject)
        let request: SQLRequest<Int> = "SELECT MAX(number) FROM answer WHERE \(condition)"
        return try request.fetchOne(db) ?? 0
    }

    private static func condition(_ subject: PracticeAnswer.Subject) -> SQL {
        switch subject {
        case .episode(let id): "episodeID = \(id)"
        case .referral(let id): "referralID = \(id)"
        }
    }
}
