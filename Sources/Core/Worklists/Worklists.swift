import Foundation
import GRDB

/// The worklist of each role.
public struct Worklists: Sendable {
    let database: AppDatabase
    let clock: AppClock
    let referrals: Referrals

    /// Looking at a list is recorded. Empty for roles that have none.
    public func list(_ request: Worklist.Request, for actor: Actor) async throws -> Worklist {
        let now = clock.now
        // The only writer is not kept waiting while a long list is read.
        try await database.write {
            try Audit.record(.referralsListed, subject: actor.id.text, by: actor, at: now, in: $0)
        }
        guard let owner = WorklistStore.Owner(actor) else {
            return Worklist(mine: .empty, others: .empty, ended: .empty, counts: .init(), organisations: [])
        }
        return try await database.read { db in
            let reader = try WorklistReader(referrals, actor, owner, request, now: now, in: db)
            return Worklist(
                mine: try reader.part(.mine, in: db),
                others: try reader.part(.others, in: db),
                ended: try reader.part(.ended, in: db),
                counts: try reader.counts(in: db),
                organisations: try WorklistStore.organisations(of: owner, in: db)
            )
        }
    }
}

/// Puts one list together.
private struct WorklistReader {
    let referrals: Referrals
    let actor: Actor
    let owner: WorklistStore.Owner
    let request: Worklist.Request
    let now: Date
    /// Of a link worker.
    let measuresDue: MeasuresDue?

    init(
        _ referrals: Referrals,
        _ actor: Actor,
        _ owner: WorklistStore.Owner,
        _ request: Worklist.Request,
        now: Date,
        in db: Database
    ) throws {
        (self.referrals, self.actor, self.owner, self.request, self.now) = (referrals, actor, owner, request, now)
        measuresDue = actor.role == .linkWorker ? try MeasuresDue(account: actor.id, today: Day(now), in: db) : nil
    }

    private var today: Day { Day(now) }
    private var party: Party { actor.role == .organisation ? .organisation : .referrer }

    func part(_ section: Worklist.Section, in db: Database) throws -> Worklist.Part {
        guard request.section == nil || request.section == section else { return .empty }
        let page = request.section == nil ? 1 : max(1, request.page)
        let ids = try WorklistStore.ids(
            section,
            of: owner,
            organisation: request.organisation,
            today: today,
            limit: Worklist.pageSize + 1,
            offset: (page - 1) * Worklist.pageSize,
            in: db
        )
        let rows = try rows(Array(ids.prefix(Worklist.pageSize)), section, in: db)
        let others = section == .mine && page == 1 && request.organisation == nil ? try endings(in: db) : []
        let all = others.isEmpty ? rows : (rows + others).sorted(by: Worklist.Row.comesBefore)
        return Worklist.Part(rows: all, hasMore: ids.count > Worklist.pageSize)
    }

    func counts(in db: Database) throws -> Worklist.Counts {
        var counts = Worklist.Counts(
            mine: try WorklistStore.count(.mine, of: owner, today: today, in: db),
            others: try WorklistStore.count(.others, of: owner, today: today, in: db)
        )
        if case .account(let id) = owner {
            counts.mine += try WorklistStore.closing(of: id, today: today, in: db) + (measuresDue?.count(in: db) ?? 0)
        }
        counts.mine += try WorklistStore.answers(undelivered, of: owner, in: db)
        return counts
    }

    // MARK: Referrals

    private func rows(_ ids: [Referral.ID], _ section: Worklist.Section, in db: Database) throws -> [Worklist.Row] {
        guard !ids.isEmpty else { return [] }
        let lines = try referrals.lines(where: "referral.id IN \(ids)", for: actor, at: now, in: db)
        let byID = Dictionary(lines.map { ($0.referral.id, $0) }) { first, _ in first }
        let days = try WorklistStore.answerDays(of: Set(lines.map(\.referral.offerID)), in: db)
        let unsafe = party == .referrer ? try WorklistStore.unsafeOffers(in: db) : []
        return ids.compactMap { byID[$0] }.map { line in
            row(
                line,
                section,
                answerDays: days[line.referral.offerID],
                isUnsafe: unsafe.contains(line.referral.offerID)
            )
        }
    }

    private func row(
        _ line: Referrals.Line,
        _ section: Worklist.Section,
        answerDays: Int?,
        isUnsafe: Bool
    ) -> Worklist.Row {
        let referral = line.referral
        let clock = ReferralClock(referral, answerDays: answerDays, today: today)
        // What is not theirs to know is not late either.
        let isWithheld = referral.isWithheld(from: actor)
        let own = party == .organisation ? clock.organisation : clock.referrer
        let turn = section == .mine ? own : clock.waitsOn == .organisation ? clock.organisation : clock.referrer
        let isUnsafe = isUnsafe && section == .mine && !isWithheld
        return Worklist.Row(
            subject: .referral(referral),
            personName: line.personName,
            offerName: line.offerName,
            organisationName: line.organisationName,
            loop: line.loop,
            waitsOn: clock.waitsOn,
            since: clock.since,
            due: isWithheld || section == .ended ? nil : turn?.due,
            late: isWithheld || section == .ended ? 0 : clock.late(on: today),
            isUnsafe: isUnsafe,
            notHeardAt: isWithheld ? nil : line.notHeardAt,
            next: NextAction.of(referral, for: party, isTurn: section == .mine, isUnsafe: isUnsafe, today: today)
        )
    }

    // MARK: Episodes, answers and measures

    /// Of answers: what a link worker prints is nothing to a practice, which reads its own here.
    private var undelivered: [Loop] { owner.isPractice ? [.failed] : [.drafted, .failed] }

    /// What a link worker has to end or to ask; and what has to be printed, or sent or opened after all.
    private func endings(in db: Database) throws -> [Worklist.Row] {
        let answers = try WorklistStore.answerRows(undelivered, of: owner, in: db).map { try answer($0) }
        return try closings(in: db) + answers + measures(in: db)
    }

    private func closings(in db: Database) throws -> [Worklist.Row] {
        guard case .account(let id) = owner else { return [] }
        return try WorklistStore.closingRows(of: id, today: today, in: db).map { row in
            let next: NextAction = row["isReferred"] ? .closeEpisode : .referOrClose
            return try ending(row, .episode(row["id"]), since: row["quietSince"], due: row["closingDueOn"], next: next)
        }
    }

    private func answer(_ row: Row) throws -> Worklist.Row {
        let answer = try PracticeAnswer(row: row)
        let clock = AnswerClock(answer)
        let subject = Worklist.Subject.answer(answer.id, of: answer.episodeID, problem: answer.problem)
        let next: NextAction = owner.isPractice ? .openAnswer : answer.loop == .failed ? .sendAgain : .printLetter
        return try ending(row, subject, since: clock.since, due: clock.turn?.due ?? clock.since, next: next)
    }

    private func measures(in db: Database) throws -> [Worklist.Row] {
        guard let measuresDue else { return [] }
        return try MeasuresDue.stages.flatMap { stage in
            try measuresDue.rows(stage, in: db).map { row in
                let days = MeasuresDue.days(stage, openedAt: row["openedAt"], stateSince: row["stateSince"])
                return try ending(row, .measure(row["id"], stage), since: days.since, due: days.due, next: .askMeasures)
            }
        }
    }

    private func ending(_ row: Row, _ subject: Worklist.Subject, since: Day, due: Day, next: NextAction) throws
        -> Worklist.Row
    {
        let personID: Person.ID = row["personID"]
        let person = try referrals.sealer.open(Person.self, row["details"], place: "person \(personID)")
        return Worklist.Row(
            subject: subject,
            personName: person.name,
            offerName: "",
            organisationName: "",
            loop: nil,
            waitsOn: owner.isPractice ? .practice : .linkWorker,
            since: since,
            due: due,
            late: WorkingDays.between(due, today),
            isUnsafe: false,
            next: next
        )
    }
}
