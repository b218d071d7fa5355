import Foundation
import GRDB

/// The SQL of timers: what has fired, and the days that lists and timers look for.
///
/// The days stand beside a referral or an episode (`nextStepOn` and the like) and are written with every change of it,
/// because an index over them finds what is due among ten million without looking at the rest. They say nothing that
/// `ReferralClock` does not: written again from it, they are the same.
enum TimerStore {
    enum Subject: String {
        case referral, episode, answer
    }

    // MARK: Days

    /// Writes the days of a referral, and of the episode that it belongs to.
    static func keep(_ referral: Referral, today: Day, in db: Database) throws {
        let clock = ReferralClock(referral, answerDays: try answerDays(of: referral.offerID, in: db), today: today)
        let fired = try fired(.referral, referral.id.text, in: db)
        let next = clock.steps.first { !fired.contains($0.key) }
        try db.execute(
            literal: """
                UPDATE referral SET nextStepOn = \(next?.on), organisationFrom = \(clock.organisation?.from),
                    organisationDueOn = \(clock.organisation?.due), referrerFrom = \(clock.referrer?.from),
                    referrerDueOn = \(clock.referrer?.due)
                WHERE id = \(referral.id)
                """
        )
        if let episode = referral.episodeID { try keepEpisode(episode, in: db) }
    }

    static func keepEpisode(_ id: Episode.ID, in db: Database) throws {
        let clock = try clock(of: id, in: db)
        let fired = try fired(.episode, id.text, in: db)
        let next = clock.flatMap { fired.contains($0.step.key) ? nil : $0.step.on }
        try db.execute(
            literal: """
                UPDATE episode SET quietSince = \(clock?.since), closingDueOn = \(clock?.due), nextStepOn = \(next), isTimed = 1
                WHERE id = \(id)
                """
        )
    }

    /// The times of an open episode without an open referral; nil for every other.
    ///
    /// Handing over says nothing about the person, so it puts nothing off.
    static func clock(of id: Episode.ID, in db: Database) throws -> EpisodeClock? {
        let sql = """
            SELECT (SELECT MAX(at) FROM episodeEvent WHERE episodeID = episode.id AND event <> 'hand over') AS said,
                (SELECT MAX(recordedAt) FROM measureResponse WHERE episodeID = episode.id AND struckAt IS NULL) AS measured,
                (SELECT MAX(stateSince) FROM referral WHERE \(everReferred)) AS referred
            FROM episode WHERE id = ? AND state = 'open' AND NOT EXISTS (SELECT 1 FROM referral
                WHERE episodeID = episode.id AND state NOT IN ('draft', 'closed', 'entered in error'))
            """
        guard let row = try Row.fetchOne(db, sql: sql, arguments: [id]) else { return nil }
        let (said, measured, referred): (Date?, Date?, Date?) = (row["said"], row["measured"], row["referred"])
        guard let last = [said, measured, referred].compactMap(\.self).max() else { return nil }
        return EpisodeClock(referred == nil ? .unreferred : .quiet, since: Day(last))
    }

    /// A referral of an episode that was one: neither a draft nor a mistake.
    static let everReferred = "referral.episodeID = episode.id AND referral.state NOT IN ('draft', 'entered in error')"

    static func answerDays(of offer: Offer.ID, in db: Database) throws -> Int? {
        try Int.fetchOne(db, sql: "SELECT answerDays FROM offerPace WHERE offerID = ?", arguments: [offer])
    }

    // MARK: Firings

    /// The keys of the steps of it that have fired.
    static func fired(_ subject: Subject, _ id: String, in db: Database) throws -> Set<String> {
        let sql = "SELECT step FROM timerFiring WHERE subject = ? AND subjectID = ?"
        return try Set(String.fetchAll(db, sql: sql, arguments: [subject.rawValue, id]))
    }

    /// - Parameters:
    ///   - recipient: whose digest tells of it; nil when nobody's does.
    ///   - practice: whose digest has the mark, as long as it may know.
    static func fire(
        _ step: TimedStep,
        of subject: Subject,
        _ id: String,
        telling recipient: Recipient?,
        practice: Practice.Code? = nil,
        at now: Date,
        in db: Database
    ) throws {
        try db.execute(
            literal: """
                INSERT INTO timerFiring (subject, subjectID, step, firedAt, recipient, practiceCode)
                VALUES (\(subject.rawValue), \(id), \(step.key), \(now), \(recipient?.text), \(practice))
                """
        )
    }

    /// Whose mailbox a digest goes to.
    enum Recipient: Equatable {
        case organisation(Organisation.ID)
        case account(Account.ID)
        case practice(Practice.Code)
        /// Everybody who keeps the directory.
        case stewards

        var text: String {
            switch self {
            case .organisation(let id): "organisation \(id)"
            case .account(let id): "account \(id)"
            case .practice(let code): "practice \(code.rawValue)"
            case .stewards: "all stewards"
            }
        }

        init?(_ text: String) {
            let words = text.split(separator: " ").map(String.init)
            guard words.count == 2 else { return nil }
            switch words[0] {
            case "organisation":
                guard let id = Organisation.ID(words[1]) else { return nil }
                self = .organisation(id)
            case "account":
                guard let id = Account.ID(words[1]) else { return nil }
                self = .account(id)
            case "practice": self = .practice(Practice.Code(rawValue: words[1]))
            case "all": self = .stewards
            default: return nil
            }
        }
    }
}

extension Referral {
    /// Who is told that nobody did anything: where nobody here follows it through, or may know, the stewards, who can ring
    /// the organisation without knowing who it is about.
    var follower: TimerStore.Recipient {
        if let holderID { return .account(holderID) }
        guard origin == .practice, reportBack, let referrerID else { return .stewards }
        return .account(referrerID)
    }
}
