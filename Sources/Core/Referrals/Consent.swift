import Foundation

/// What a person agreed to, in the words that were put to them.
public struct Consent: Codable, Equatable, Sendable {
    /// Pass the ticked details to the organisation. Without it there is no referral.
    public var share: Bool
    /// The organisation may tell the practice whether the person engaged and whether it helped.
    public var reportBack: Bool
    public var method: Method
    /// The wording's version, so that one can say later what was asked.
    public var wording: String

    public enum Method: String, Codable, Sendable, CaseIterable {
        case inPerson = "in person"
        case telephone = "by telephone"
        case writing = "in writing"
    }

    public static let currentWording = "2026-11"

    public init(share: Bool, reportBack: Bool, method: Method, wording: String = Consent.currentWording) {
        self.share = share
        self.reportBack = reportBack
        self.method = method
        self.wording = wording
    }
}
