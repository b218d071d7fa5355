import Foundation

/// What a person agreed to, in the words that were put to them. Each is asked by itself, and each can be taken back.
public struct Consent: Codable, Equatable, Sendable {
    /// Pass the ticked details to the organisation. Without it there is no referral.
    public var share: Bool
    /// The organisation may tell the practice whether the person engaged and whether it helped.
    public var reportBack: Bool
    /// Somebody may get in touch with them afterwards and ask how it went.
    public var followUp: Bool
    public var method: Method
    /// The wording's version, so that one can say later what was asked.
    public var wording: String
    /// The last day of sharing; nil while the referral is open and `Referral.keepDays` after it.
    public var expiresOn: Day?

    public enum Method: String, Codable, Sendable, CaseIterable {
        case inPerson = "in person"
        case telephone = "by telephone"
        case writing = "in writing"
        case online
    }

    /// What is asked for; the names of the rows.
    public enum Purpose: String, Codable, Sendable, CaseIterable {
        case share
        case reportBack = "report back"
        case followUp = "follow up"
        /// Of an episode: whether and how much the practice is told when it ends.
        case tellThePractice = "tell the practice"
    }

    public static let currentWording = "2026-11"

    public init(
        share: Bool,
        reportBack: Bool,
        followUp: Bool = false,
        method: Method,
        wording: String = Consent.currentWording,
        expiresOn: Day? = nil
    ) {
        self.share = share
        self.reportBack = reportBack
        self.followUp = followUp
        self.method = method
        self.wording = wording
        self.expiresOn = expiresOn
    }

    func isGiven(_ purpose: Purpose) -> Bool {
        switch purpose {
        case .share: share
        case .reportBack: reportBack
        case .followUp: followUp
        case .tellThePractice: false
        }
    }
}

/// One switch as it stands now.
public struct ConsentEntry: Equatable, Sendable {
    public let purpose: Consent.Purpose
    public let isGiven: Bool
    public let method: Consent.Method
    public let wording: String
    public let recordedAt: Date
    public let expiresOn: Day?
    public let withdrawnAt: Date?
    public let withdrawnBy: Party?
    /// How the person said so.
    public let withdrawnHow: Consent.Method?

    /// Whether it holds on that day.
    public func holds(on today: Day) -> Bool {
        isGiven && withdrawnAt == nil && (expiresOn.map { today <= $0 } ?? true)
    }
}
