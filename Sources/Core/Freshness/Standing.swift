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
