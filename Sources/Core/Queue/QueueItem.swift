import Foundation
import GRDB

/// One thing that needs a steward.
public struct QueueItem: Sendable {
    public let subject: Subject
    /// What it is about, as the list shows it: the name of a listing or an organisation.
    public let title: String
    public let organisation: (id: Organisation.ID, name: String)?
    /// Why it is here, one or two plain sentences.
    public let reason: String
    /// The one action that would settle it, a plain sentence.
    public let action: String
    /// People a year who are sent to something wrong: see `QueuePolicy`.
    public let harm: Double
    public let since: Date
    /// Of a listing.
    public let freshness: Freshness?
    /// Who has said that they are on it.
    public internal(set) var claim: Claim?
    /// Whether the doubtful listings of its organisation are together worth a call now: see `QueuePolicy.worthACall`.
    public internal(set) var isWorthACall = false

    /// Whether somebody sent it to the steward and waits for an answer, unlike a listing that has come to be doubted.
    public var waitsForAnswer: Bool {
        if case .offer = subject { false } else { true }
    }

    public struct Claim: Equatable, Sendable {
        public let account: Account.ID
        public let name: String
        public let at: Date
    }

    /// What an item is about; its key is how claims and forms name it.
    public enum Subject: Hashable, Sendable {
        case offer(Offer.ID)
        /// A change of a listing that waits for a steward's yes.
        case change(String)
        /// An organisation that asks to join.
        case joinRequest(String)
        /// A problem that somebody has reported.
        case report(String)
        /// Where a source and the owner of a listing disagree.
        case conflict(String)
        /// A practice that answers about its people cannot be delivered to.
        case practice(String)
        /// A referral that nobody here follows through.
        case referral(Referral.ID, isLapsed: Bool)

        public var key: String {
            switch self {
            case .offer(let id): "offer \(id)"
            case .change(let id): "change \(id)"
            case .joinRequest(let id): "join \(id)"
            case .report(let id): "report \(id)"
            case .conflict(let id): "conflict \(id)"
            case .practice(let code): "practice \(code)"
            case .referral(let id, let isLapsed): "\(isLapsed ? "lapsed" : "unheld") \(id)"
            }
        }

        /// Nil for what is no key.
        public init?(key: String) {
            let parts = key.split(separator: " ", maxSplits: 1).map(String.init)
            guard parts.count == 2, parts[1].utf8.count <= 80 else { return nil }
            switch parts[0] {
            case "offer":
                guard let id = Offer.ID(parts[1]) else { return nil }
                self = .offer(id)
            case "change": self = .change(parts[1])
            case "join": self = .joinRequest(parts[1])
            case "report": self = .report(parts[1])
            case "conflict": self = .conflict(parts[1])
            case "practice": self = .practice(parts[1])
            case "lapsed", "unheld":
                guard let id = Referral.ID(parts[1]) else { return nil }
                self = .referral(id, isLapsed: parts[0] == "lapsed")
            default: return nil
            }
        }
    }

    public init(
        subject: Subject,
        title: String,
        organisation: (id: Organisation.ID, name: String)? = nil,
        reason: String,
        action: String,
        harm: Double,
        since: Date,
        freshness: Freshness? = nil
    ) {
        self.subject = subject
        self.title = title
        self.organisation = organisation
        self.reason = reason
        self.action = action
        self.harm = harm
        self.since = since
        self.freshness = freshness
    }
}

/// Where work for the steward comes from. A feature that has some adds its own to `StewardQueue.sources`.
protocol QueueSource: Sendable {
    /// Everything that waits now, in any order.
    ///
    /// - Parameter uses: how much each offer was found and used within a year.
    func items(uses: [Offer.ID: OfferUse], now: Date, in db: Database) throws -> [QueueItem]
}
