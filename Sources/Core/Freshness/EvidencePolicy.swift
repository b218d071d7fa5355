import Foundation

/// What each kind of evidence weighs. Pure: the ledger in, the standing out.
///
/// The weights are judgements, written down in one place to be argued with; no source gives numbers for them. What they
/// come to over a year is measured by `make simulate`.
///
/// Four promises hold for every ledger, and are tested with random ones: more support never makes a listing look worse,
/// more doubt never makes it look better, a full confirmation always ends in *fresh*, and what was before the last one has
/// no say any more.
public enum EvidencePolicy {
    // MARK: For

    /// How far a sign of life stands for a confirmation, in per cent of the listing's interval: 100 for somebody who
    /// knows and says that all is right.
    public static func support(_ kind: Evidence.Kind) -> Int? {
        switch kind {
        case .confirmedOnline, .confirmedByPhone, .confirmedByLetter, .assuredBySource: 100
        // Whoever changes one fact has looked at the others, but was not asked about them.
        case .editedByOwner: 80
        // They are there and take people; whether the times are right nobody said.
        case .referralAttended: 50
        case .referralAccepted: 40
        // Somebody stood at the door with the slip in hand; whether it was open nobody knows.
        case .slipOpened: 20
        // It runs, and that is all: with no reach it holds nothing up.
        case .openedAgain: 20
        default: nil
        }
    }

    /// How long after somebody last looked at the whole listing a weaker sign may still hold it up, in per cent of its
    /// interval. So a listing that is used every day still has to be confirmed: its price may have changed all the same.
    /// With 50 instead of 33 the worst month of a simulated year came down to 95.0 % true.
    static func reach(_ kind: Evidence.Kind) -> Int {
        switch kind {
        case .referralAttended, .referralAccepted: 33
        case .slipOpened: 10
        default: 0
        }
    }

    /// Whether it confirms the whole listing, and so takes every doubt before it back.
    public static func isFull(_ kind: Evidence.Kind) -> Bool { support(kind) == 100 }

    /// What it answers of the doubts before it. Somebody who answers can be reached; that the listing was reported as
    /// wrong, unsafe or over is answered only by looking at the whole.
    static func settles(_ kind: Evidence.Kind) -> Set<Evidence.Kind> {
        switch kind {
        case .confirmedOnline, .confirmedByPhone, .confirmedByLetter, .assuredBySource: Set(Evidence.Kind.allCases)
        case .editedByOwner: [.mailBounced, .noAnswer, .referralLapsed, .contactLeft, .linkDead]
        case .referralAttended, .referralAccepted: [.noAnswer, .referralLapsed]
        // It runs after all; whether the rest is right nobody said.
        case .openedAgain: [.closed, .reportedClosed]
        default: []
        }
    }

    // MARK: Against

    /// How much it speaks against, in per cent of what makes a listing not to be relied on.
    public static func doubt(_ kind: Evidence.Kind) -> Int? {
        switch kind {
        // A website lapses and a referral is left lying where all else is well.
        case .linkDead, .referralLapsed: 20
        // Once is a bad day; the second time it is a reason to ring first.
        case .noAnswer: 25
        case .mailBounced: 30
        case .contactLeft: 40
        // One fact is wrong, says one person: enough for "ring first".
        case .reportedWrong: 50
        // Twice it is not to be relied on; one alone may be a wrong address or a grudge.
        case .reportedClosed: 70
        // Better one good listing put below for a day than one person sent there.
        case .reportedUnsafe: 100
        // The listing says so itself.
        case .endDatePassed, .seasonOver: 100
        // Its organisation or a steward says so.
        case .closed: 100
        default: nil
        }
    }

    /// From here on one should ring first: *overdue*.
    static let doubtful = 50
    /// From here on nobody should be sent there unseen: *unconfirmed*, and not on the desk at all.
    static let unbelievable = 100
    /// The same kind again within so many days is the same news: one week's telephone being out of order is no two
    /// reports, and nobody can push a listing down by reporting it every day.
    static let repeatDays = 7

    // MARK: Together

    /// A doubt that nobody has answered yet.
    public struct OpenDoubt: Equatable, Sendable {
        public let kind: Evidence.Kind
        /// How often, repeats within a week being the same.
        public let times: Int
        public let last: Date
    }

    /// The doubts that stand today, the heaviest first.
    public static func openDoubts(of ledger: [Evidence], confirmedAt: Date?) -> [OpenDoubt] {
        var tally = Tally(interval: FreshnessPolicy.defaultInterval, confirmedAt: confirmedAt)
        for entry in ledger { tally.add(entry) }
        return tally.openDoubts
    }

    /// - Parameters:
    ///   - ledger: by time.
    ///   - confirmedAt: of the listing, which may have come with it.
    ///   - interval: of the listing, in days.
    public static func standing(
        of ledger: [Evidence],
        confirmedAt: Date?,
        interval: Int = FreshnessPolicy.defaultInterval
    ) -> Standing {
        var tally = Tally(interval: interval, confirmedAt: confirmedAt)
        for entry in ledger { tally.add(entry) }
        return tally.standing
    }

    /// What has been read of a ledger so far.
    private struct Tally {
        let interval: Int
        let confirmedAt: Date?
        private(set) var standing: Standing
        /// When somebody who knows last looked at the whole listing.
        private var lookedAt: Date?
        /// What each kind of doubt comes to since it was last settled, and when it last counted.
        private var doubts: [Evidence.Kind: (sum: Int, times: Int, last: Date)] = [:]

        init(interval: Int, confirmedAt: Date?) {
            self.interval = interval
            self.confirmedAt = confirmedAt
            standing = Standing(knownAt: confirmedAt)
            lookedAt = confirmedAt
        }

        mutating func add(_ entry: Evidence) {
            if let support = EvidencePolicy.support(entry.kind) {
                addSupport(support, entry)
            } else if let doubt = EvidencePolicy.doubt(entry.kind), entry.at >= confirmedAt ?? .distantPast {
                addDoubt(doubt, entry)
            }
            weigh(at: entry.at)
        }

        private mutating func addSupport(_ support: Int, _ entry: Evidence) {
            var known = days(support - 100, after: entry.at)
            if support >= EvidencePolicy.support(.editedByOwner) ?? 100 {
                lookedAt = max(lookedAt ?? .distantPast, known)
            } else {
                // Where nobody has ever looked at the whole, signs of life say nothing about it.
                known = min(known, lookedAt.map { days(EvidencePolicy.reach(entry.kind), after: $0) } ?? .distantPast)
            }
            if known > standing.knownAt ?? .distantPast { standing.knownAt = known }
            for kind in EvidencePolicy.settles(entry.kind) { doubts[kind] = nil }
        }

        private mutating func addDoubt(_ doubt: Int, _ entry: Evidence) {
            let before = doubts[entry.kind]
            if let before, entry.at < before.last.adding(days: EvidencePolicy.repeatDays) { return }
            doubts[entry.kind] = ((before?.sum ?? 0) + doubt, (before?.times ?? 0) + 1, entry.at)
        }

        var openDoubts: [OpenDoubt] {
            doubts.sorted { ($1.value.sum, $0.key.rawValue) < ($0.value.sum, $1.key.rawValue) }
                .map { OpenDoubt(kind: $0.key, times: $0.value.times, last: $0.value.last) }
        }

        private mutating func weigh(at now: Date) {
            let sum = doubts.values.reduce(0) { $0 + $1.sum }
            standing.doubtedFrom = sum >= EvidencePolicy.doubtful ? standing.doubtedFrom ?? now : nil
            standing.disbelievedFrom = sum >= EvidencePolicy.unbelievable ? standing.disbelievedFrom ?? now : nil
            standing.doubt = openDoubts.first?.kind
        }

        private func days(_ perCent: Int, after date: Date) -> Date {
            date.addingTimeInterval(Double(perCent * interval) / 100 * 86_400)
        }
    }
}
