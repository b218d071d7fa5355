import Foundation
import GRDB

extension Timers {
    // MARK: Referrals

    /// Everything of one referral that is due, in order; a lapse may bring a next state with steps of its own.
    @Sendable
    func fire(_ id: Referral.ID, at now: Date, in db: Database) throws -> [TimerPolicy.Action] {
        let today = Day(now)
        var actions: [TimerPolicy.Action] = []
        while let referral = try Referral.fetchOne(db, key: id),
            let step = try nextDue(of: referral, today: today, in: db)
        {
            try fire(step, of: referral, at: now, in: db)
            actions.append(step.action)
        }
        if let referral = try Referral.fetchOne(db, key: id) { try TimerStore.keep(referral, today: today, in: db) }
        return actions
    }

    private func nextDue(of referral: Referral, today: Day, in db: Database) throws -> TimedStep? {
        let days = try TimerStore.answerDays(of: referral.offerID, in: db)
        let fired = try TimerStore.fired(.referral, referral.id.text, in: db)
        return ReferralClock(referral, answerDays: days, today: today).steps
            .first { $0.on <= today && !fired.contains($0.key) }
    }

    private func fire(_ step: TimedStep, of referral: Referral, at now: Date, in db: Database) throws {
        let recipient: TimerStore.Recipient? =
            switch step.action {
            // Where the time of sharing is over, it has nobody to do anything for.
            case .nudge: referral.isSharedWithOrganisation(on: Day(now)) ? .organisation(referral.organisationID) : nil
            case .tell, .lapse: referral.follower
            case .aware, .retry, .fail: nil
            }
        try TimerStore.fire(
            step,
            of: .referral,
            referral.id.text,
            telling: recipient,
            practice: step.action == .aware ? referral.practiceCode : nil,
            at: now,
            in: db
        )
        if step.action == .lapse { try referrals.apply(.lapse, to: referral, by: .system, nil, at: now, in: db) }
    }

    // MARK: Episodes

    @Sendable
    func fire(_ id: Episode.ID, at now: Date, in db: Database) throws -> [TimerPolicy.Action] {
        let due: SQLRequest<Account.ID> = """
            SELECT linkWorkerID FROM episode WHERE id = \(id) AND nextStepOn <= \(Day(now))
            """
        guard let account = try due.fetchOne(db), let clock = try TimerStore.clock(of: id, in: db) else { return [] }
        try TimerStore.fire(clock.step, of: .episode, id.text, telling: .account(account), at: now, in: db)
        try TimerStore.keepEpisode(id, in: db)
        return [clock.step.action]
    }

    // MARK: Answers

    func fire(_ id: PracticeAnswer.ID, at now: Date, in db: Database) throws -> [TimerPolicy.Action] {
        guard var answer = try PracticeAnswer.fetchOne(db, key: id), answer.isCurrent else { return [] }
        var actions: [TimerPolicy.Action] = []
        while let step = try nextDue(of: answer, today: Day(now), in: db) {
            try TimerStore.fire(
                step,
                of: .answer,
                id.text,
                telling: try recipient(step, answer, in: db),
                at: now,
                in: db
            )
            actions.append(step.action)
            answer = try next(answer, step.action, at: now, in: db)
            try answer.update(db)
        }
        return actions
    }

    private func nextDue(of answer: PracticeAnswer, today: Day, in db: Database) throws -> TimedStep? {
        let fired = try TimerStore.fired(.answer, answer.id.text, in: db)
        return AnswerClock(answer).steps.first { $0.on <= today && !fired.contains($0.key) }
    }

    /// The practice is asked to open it; of everything else hears whoever follows the person through.
    private func recipient(_ step: TimedStep, _ answer: PracticeAnswer, in db: Database) throws -> TimerStore.Recipient?
    {
        if step.action == .nudge { return .practice(answer.practiceCode) }
        let sql = """
            SELECT coalesce((SELECT linkWorkerID FROM episode WHERE id = ?),
                (SELECT coalesce(holderID, referrerID) FROM referral WHERE id = ?))
            """
        let follower = try Account.ID.fetchOne(db, sql: sql, arguments: [answer.episodeID, answer.referralID])
        // Of what a person asked for themself only their practice may know.
        return follower.map { .account($0) } ?? .practice(answer.practiceCode)
    }

    private func next(_ answer: PracticeAnswer, _ action: TimerPolicy.Action, at now: Date, in db: Database) throws
        -> PracticeAnswer
    {
        switch action {
        // Paper waits for somebody to print it; to try again is to remind them.
        case .retry where answer.letter != nil && answer.way != .letter:
            let answering = Answering(sealer: referrals.sealer, letters: referrals.letters)
            return try answering.send(answer, at: now, in: db)
        case .fail: return try answer.after(.failed, at: now, because: try problem(of: answer, in: db))
        case .retry, .nudge, .tell, .lapse, .aware: return answer
        }
    }

    private func problem(of answer: PracticeAnswer, in db: Database) throws -> String {
        let name = try Practice.fetchOne(db, key: answer.practiceCode)?.name ?? "the practice"
        let action = TimerPolicy.Action.fail
        let silence: TimerPolicy.Silence = answer.loop == .sent ? .unread : .unsent
        let days = TimerPolicy.days(silence, action, answer.priority) ?? 0
        return answer.loop == .sent
            ? "Nobody at \(name) has opened it in \(days) working days."
            : "It was not sent or printed in \(days) working days."
    }
}
