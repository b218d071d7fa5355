import Foundation

/// What the ledger says of a listing today, beside its last confirmation.
public struct Standing: Equatable, Sendable {
    /// As if somebody had confirmed it then: the last confirmation, or later for weaker signs of life.
    public var knownAt: Date?
    /// Since when there is reason to ring first.
    public var doubtedFrom: Date?
    /// Since when nobody should be sent there unseen.
    public var disbelievedFrom: Date?
    /// The heaviest reason for doubt.
    public var doubt: Evidence.Kind?

    public init(
        knownAt: Date? = nil,
        doubtedFrom: Date? = nil,
        disbelievedFrom: Date? = nil,
        doubt: Evidence.Kind? = nil
    ) {
        self.knownAt = knownAt
        self.doubtedFrom = doubtedFrom
        self.disbelievedFrom = disbelievedFrom
        self.doubt = doubt
    }
}

/// What each kind of evidence weighs. Pure: the ledger in, the standing out.
///
/// The weights are judgements, written down in one place to be argued with; no source gives numbers for them.
public enum EvidencePolicy {
    /// Days that a full confirmation stands for here; weaker signs count as a part of it.
    static let days = FreshnessPolicy.defaultInterval

    /// How far a sign of life stands for a confirmation: 1 for somebody who knows and says that all is right.
    public static func support(_ kind: Evidence.Kind) -> Double? {
        switch kind {
        case .confirmedOnline, .confirmedByPhone, .confirmedByLetter, .assuredBySource: 1
        // Whoever changes one fact has looked at the others, but was not asked about them.
        case .editedByOwner: 0.8
        // They are there and take people; whether the times are right nobody said.
        case .referralAttended: 0.5
        case .referralAccepted: 0.4
        case .slipOpened: 0.2
        default: nil
        }
    }

    /// How much it speaks against: from 0.5 together one should ring first, from 1 it is not to be relied on.
    public static func doubt(_ kind: Evidence.Kind) -> Double? {
        switch kind {
        case .linkDead, .referralLapsed: 0.2
        case .mailBounced, .noAnswer: 0.3
        case .contactLeft: 0.4
        case .reportedWrong: 0.5
        case .reportedClosed: 0.7
        case .reportedUnsafe, .endDatePassed, .seasonOver: 1
        default: nil
        }
    }

    static let doubtful = 0.5
    static let unbelievable = 1.0

    /// Whether it confirms the whole listing, and so takes every doubt before it back.
    public static func isFull(_ kind: Evidence.Kind) -> Bool { support(kind) == 1 }

    /// - Parameters:
    ///   - ledger: by time.
    ///   - confirmedAt: of the listing, which may have come with it.
    public static func standing(of ledger: [Evidence], confirmedAt: Date?) -> Standing {
        var standing = Standing(knownAt: confirmedAt)
        var sum = 0.0
        var heaviest = 0.0
        for entry in ledger {
            if let support = support(entry.kind) {
                let known = entry.at.addingTimeInterval((support - 1) * Double(days) * 86_400)
                if known > standing.knownAt ?? .distantPast { standing.knownAt = known }
                if support == 1 {
                    (sum, heaviest) = (0, 0)
                    (standing.doubtedFrom, standing.disbelievedFrom, standing.doubt) = (nil, nil, nil)
                }
            } else if let doubt = doubt(entry.kind), entry.at >= confirmedAt ?? .distantPast {
                sum += doubt
                if sum >= doubtful { standing.doubtedFrom = standing.doubtedFrom ?? entry.at }
                if sum >= unbelievable { standing.disbelievedFrom = standing.disbelievedFrom ?? entry.at }
                if doubt > heaviest { (heaviest, standing.doubt) = (doubt, entry.kind) }
            }
        }
        return standing
    }
}
