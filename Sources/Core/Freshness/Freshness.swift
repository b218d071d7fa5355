import Foundation

/// How far a listing can be trusted today; never stored, always computed from dates and now.
public enum Freshness: String, Codable, CaseIterable, Sendable {
    case fresh
    case due
    case overdue
    case unconfirmed
    case hidden
}

/// When a listing passes from one state to the next.
///
/// Ninety days between confirmations follows Open Referral UK's advice that a listing be assured within three months;
/// thirty days of grace give a small organisation one monthly mail to miss. After two intervals nobody can say that the
/// listing is right, and after four, in this directory's care, it leaves the results. The two, the four and the thirty
/// are judgements. How long an interval is for each kind of listing says `CheckingInterval`, and what counts for and
/// against a listing `EvidencePolicy`.
///
/// What each state means, from the nearest to the farthest:
///
/// | state | desk | public search | link workers and stewards | its own page |
/// |---|---|---|---|---|
/// | fresh, due | yes | yes | yes | yes |
/// | overdue | yes, "ring first" | yes, "ring first" | the same | with the reason |
/// | unconfirmed for want of news | last | below a divider | below a divider | with a warning |
/// | unconfirmed for reports against it | no | below a divider | below a divider | with a warning |
/// | hidden | no | no | below a divider | with a warning |
///
/// One full confirmation brings any of them back to fresh at once.
public enum FreshnessPolicy {
    /// Days.
    public static let defaultInterval = 90
    /// Days after the interval in which a listing is only due.
    public static let grace = 30
    public static let intervalsUntilUnconfirmed = 2
    public static let intervalsUntilHidden = 4
    /// Days that what is not to be relied on waits for an answer before it leaves public results: a steward's month.
    public static let daysUntilDisbelievedIsHidden = 30

    /// The state of a listing.
    ///
    /// A listing that came from elsewhere with an old confirmation, or none, is *unconfirmed* and not *hidden*: it
    /// has to have been here, unconfirmed, for the full time before it leaves the results.
    public static func freshness(_ standing: Standing, addedAt: Date, interval: Int, now: Date) -> Freshness {
        let times = times(standing, addedAt: addedAt, interval: interval)
        if now >= times.hiddenFrom { return .hidden }
        if now >= times.unconfirmedFrom { return .unconfirmed }
        if now >= times.overdueFrom { return .overdue }
        return now >= times.dueFrom ? .due : .fresh
    }

    /// The moments at which the states begin, in order.
    public struct Times: Equatable, Sendable {
        public let dueFrom: Date
        public let overdueFrom: Date
        public let unconfirmedFrom: Date
        public let hiddenFrom: Date
    }

    /// A state that is to come.
    public struct Change: Equatable, Sendable {
        public let state: Freshness
        public let at: Date
    }

    /// What comes next if nothing happens; nil when it stays as it is.
    public static func nextChange(_ standing: Standing, addedAt: Date, interval: Int, now: Date) -> Change? {
        let times = times(standing, addedAt: addedAt, interval: interval)
        let moments = [times.dueFrom, times.overdueFrom, times.unconfirmedFrom, times.hiddenFrom]
        guard let at = moments.filter({ $0 > now }).min() else { return nil }
        let state = freshness(standing, addedAt: addedAt, interval: interval, now: at)
        return state == freshness(standing, addedAt: addedAt, interval: interval, now: now)
            ? nil : Change(state: state, at: at)
    }

    /// Doubt brings a state forward and never puts one off.
    public static func times(_ standing: Standing, addedAt: Date, interval: Int) -> Times {
        let known = standing.knownAt ?? .distantPast
        let disbelieved = standing.disbelievedFrom ?? .distantFuture
        let doubted = min(standing.doubtedFrom ?? .distantFuture, disbelieved)
        let unconfirmedDays = interval * intervalsUntilUnconfirmed
        return Times(
            dueFrom: min(known.adding(days: interval), doubted),
            overdueFrom: min(known.adding(days: min(interval + grace, unconfirmedDays)), doubted),
            unconfirmedFrom: min(known.adding(days: unconfirmedDays), disbelieved),
            hiddenFrom: min(
                max(known, addedAt).adding(days: interval * intervalsUntilHidden),
                disbelieved.adding(days: daysUntilDisbelievedIsHidden)
            )
        )
    }
}

extension Offer {
    public func freshness(now: Date) -> Freshness {
        FreshnessPolicy.freshness(standing, addedAt: addedAt, interval: confirmationInterval, now: now)
    }
}

extension Date {
    /// Whole days of 24 hours.
    func adding(days: Int) -> Date { addingTimeInterval(TimeInterval(days) * 86_400) }
}
