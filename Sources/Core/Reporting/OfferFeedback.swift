import Foundation
import GRDB

/// How referrals to one offer went in the last two years: what those who refer want to know before they do.
///
/// With fewer than ten in a figure's denominator there is no figure, and shares are told in tenths, so that none tells
/// about one person. What was entered in error counts nowhere. Silence is no "no": a lapsed referral has no answer.
public struct OfferFeedback: Sendable, Equatable {
    /// How many were referred.
    public let count: Int
    /// Working days to the first answer.
    public let answer: Spread
    /// Of those that were answered and have started or ended, how many started. Who moved away or died is left out.
    public let started: Share?
    /// Of those that started and ended, and where it is known, how many it helped a lot or some.
    public let helped: Share?
    /// Of those same ones, how many said so themselves.
    public let byThePerson: Share?
    /// Why it did not work, each given at least `leastReasons` times, the most often first.
    public let declined: [Referral.DeclineReason]
    public let notStarted: [Referral.NotStartedReason]

    /// A share with its denominator.
    public struct Share: Sendable, Equatable {
        public let of: Int
        /// 0 to 10.
        public let tenths: Int

        init?(_ count: Int, of all: Int) {
            guard all >= OfferFeedback.least else { return nil }
            of = all
            tenths = (count * 20 + all) / (2 * all)
        }
    }

    /// Under ten: "not enough yet" (the project's background notes).
    public static let least = 10
    /// From here on search may tell it.
    public static let leastInSearch = 30
    static let leastReasons = 3
    /// Older than that says little about today. A judgement; no source.
    public static let days = 730

    /// The median answer time, where enough is known for a list of results.
    public var usualAnswer: Int? { OfferFeedback.usual(answer) }

    private static func usual(_ answer: Spread) -> Int? { answer.count >= leastInSearch ? answer.median : nil }

    /// What counts, of referrals made since then.
    private static func counted(since: Date) -> SQL {
        "madeAt >= \(since) AND state NOT IN ('draft', 'entered in error')"
    }

    /// The day of the organisation's first answer, by its number.
    private static var answered: SQL {
        """
        unixepoch((SELECT MIN(at) FROM referralEvent
            WHERE referralID = referral.id AND move IN ('accept', 'wait', 'decline'))) / 86400
        """
    }

    static func request(_ id: Offer.ID, since: Date) -> SQLRequest<Row> {
        """
        SELECT unixepoch(madeAt) / 86400 AS made, startedOn IS NOT NULL AS hasStarted, state, closure, helped, saidBy,
            reason, \(answered) AS answered
        FROM referral WHERE offerID = \(id) AND \(counted(since: since))
        """
    }

    /// The days of the referral and of the answer, for several offers at once.
    static func answers(_ ids: Set<Offer.ID>, since: Date) -> SQLRequest<Row> {
        """
        SELECT offerID, unixepoch(madeAt) / 86400 AS made, \(answered) AS answered
        FROM referral WHERE offerID IN \(ids) AND \(counted(since: since))
        """
    }

    /// How many offers have enough for a page of their own.
    static func offers(since: Date) -> SQLRequest<Int> {
        """
        SELECT COUNT(*) FROM (SELECT 1 FROM referral INDEXED BY referralByMadeAndOffer
            WHERE \(counted(since: since))
            GROUP BY offerID HAVING COUNT(*) >= \(least))
        """
    }

    init(_ id: Offer.ID, now: Date, in db: Database) throws {
        let since = now.adding(days: -OfferFeedback.days)
        let calendar = WorkingDayCount(from: Day(since), to: Day(now))
        var tally = Tally()
        let rows = try OfferFeedback.request(id, since: since).fetchCursor(db)
        while let row = try rows.next() { tally.add(row, calendar) }
        self.init(tally)
    }

    /// The usual answer of each offer where enough is known for a list of results.
    static func usualAnswers(_ ids: Set<Offer.ID>, now: Date, in db: Database) throws -> [Offer.ID: Int] {
        let since = now.adding(days: -days)
        let calendar = WorkingDayCount(from: Day(since), to: Day(now))
        var waits: [Offer.ID: [Int: Int]] = [:]
        let rows = try answers(ids, since: since).fetchCursor(db)
        while let row = try rows.next() {
            guard let answered = row["answered"] as Int? else { continue }
            waits[row["offerID"], default: [:]][calendar.between(row["made"], answered), default: 0] += 1
        }
        return waits.compactMapValues { usual(Spread($0)) }
    }

    private init(_ tally: Tally) {
        count = tally.count
        answer = Spread(tally.answers)
        started = Share(tally.started, of: tally.settled)
        helped = Share(tally.helped, of: tally.known)
        byThePerson = Share(tally.byThePerson, of: tally.known)
        let isEnough = tally.count >= OfferFeedback.least
        declined = isEnough ? OfferFeedback.usual(tally.declined) : []
        notStarted = isEnough ? OfferFeedback.usual(tally.notStarted) : []
    }

    private static func usual<Code: RawRepresentable<String>>(_ counts: [String: Int]) -> [Code] {
        counts.filter { $0.value >= leastReasons }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .compactMap { Code(rawValue: $0.key) }
    }

    private struct Tally {
        var count = 0
        var answers: [Int: Int] = [:]
        var settled = 0
        var started = 0
        var known = 0
        var helped = 0
        var byThePerson = 0
        var declined: [String: Int] = [:]
        var notStarted: [String: Int] = [:]

        mutating func add(_ row: Row, _ calendar: WorkingDayCount) {
            count += 1
            let hasStarted: Bool = row["hasStarted"]
            let closure = (row["closure"] as String?).flatMap(Referral.Closure.init)
            let answered: Int? = row["answered"]
            if let answered { answers[calendar.between(row["made"], answered), default: 0] += 1 }
            let isNobodysDoing = !hasStarted && (closure == .moved || closure == .died)
            if answered != nil || hasStarted, hasStarted || closure != nil, !isNobodysDoing {
                settled += 1
                started += hasStarted ? 1 : 0
            }
            addOutcome(row, closure)
            let reason = row["reason"] as String? ?? "other"
            if closure == .declined { declined[reason, default: 0] += 1 }
            if closure == .didNotStart { notStarted[reason, default: 0] += 1 }
        }

        private mutating func addOutcome(_ row: Row, _ closure: Referral.Closure?) {
            guard closure == .completed || closure == .leftEarly,
                let answer = (row["helped"] as String?).flatMap(Outcome.Helped.init), answer != .unknown
            else { return }
            known += 1
            helped += answer == .lot || answer == .some ? 1 : 0
            byThePerson += row["saidBy"] == Outcome.Source.person.rawValue ? 1 : 0
        }
    }
}

/// Who may know it, and a memory, because the same offers are looked at again and again.
public struct Feedback: Sendable {
    let database: AppDatabase
    let clock: AppClock
    private let remembered = Remembered<Offer.ID, OfferFeedback>(for: 300)
    private let usual = Remembered<Set<Offer.ID>, [Offer.ID: Int]>(for: 300)

    init(database: AppDatabase, clock: AppClock) {
        self.database = database
        self.clock = clock
    }

    /// Those who refer, those who keep the directory, and an organisation for its own offers.
    public static func isOpen(to account: Account?, about organisation: Organisation.ID) -> Bool {
        switch account?.role {
        case .linkWorker, .practice, .steward, .administrator: true
        case .organisation: account?.organisationID == organisation
        case .receptionist, .commissioner, nil: false
        }
    }

    /// Up to five minutes old.
    public func of(_ id: Offer.ID) async throws -> OfferFeedback {
        let now = clock.now
        return try await remembered.answer(id, now: now) { [database] in
            try await database.read { try OfferFeedback(id, now: now, in: $0) }
        }
    }

    /// The usual working days to an answer, of those offers where enough is known for a list of results: one query for the
    /// whole list, and up to five minutes old.
    public func usualAnswers(_ ids: [Offer.ID]) async throws -> [Offer.ID: Int] {
        guard !ids.isEmpty else { return [:] }
        let (ids, now) = (Set(ids), clock.now)
        return try await usual.answer(ids, now: now) { [database] in
            try await database.read { try OfferFeedback.usualAnswers(ids, now: now, in: $0) }
        }
    }
}
