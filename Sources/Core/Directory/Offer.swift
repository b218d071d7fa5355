import Foundation

/// One thing that a person can go to, join, ring or be given (`service` in Open Referral UK).
public struct Offer: Codable, Equatable, Sendable, Identifiable {
    public typealias ID = Identifier<Offer>

    public var id: ID
    public var organisationID: Organisation.ID
    public var name: String
    public var alternateName: String?
    /// Plain paragraphs, separated by an empty line; never markup.
    public var description: String
    public var eligibility: String?
    /// Whole years, 0 to 130.
    public var minimumAge: Int?
    public var maximumAge: Int?
    public var audience: [Audience]
    public var ways: [Way]
    public var joining: [Joining]
    public var website: String?
    public var email: String?
    public var feesDescription: String?
    /// How a professional refers somebody, in words.
    public var howToRefer: String?
    /// What it has to be told about somebody who is referred, besides the name; nil while its owner has not said.
    public var neededFields: [SharedField]?
    /// How to introduce this to somebody, as spoken.
    public var introduction: String?
    public var firstVisit: String?
    public var intake: Intake
    /// "About 6 weeks", when there is a waiting list.
    public var wait: String?
    public var status: Status
    /// When the listing came into this directory.
    public var addedAt: Date
    /// When anything about it last changed; says nothing about whether it was checked.
    public var lastModified: Date
    /// When somebody who knows last said that it is right, and who.
    public var confirmedAt: Date?
    public var confirmedBy: String?
    /// What the ledger of evidence says: see `Standing`, which these four hold.
    var knownAt: Date?
    var doubtedFrom: Date?
    var disbelievedFrom: Date?
    public internal(set) var doubt: Evidence.Kind?
    /// How often it should be confirmed, in days.
    public var confirmationInterval: Int
    /// SHA-256 of the imported record, to see that a second import brings nothing new.
    public var sourceDigest: Data?
    /// Counts the changes; what an edit compares before it sets.
    public var version: Int

    public enum Status: String, Codable, Sendable, CaseIterable {
        case active
        case inactive
        case defunct
        case temporarilyClosed = "temporarily closed"
    }

    /// Whether new people are taken.
    public enum Intake: String, Codable, Sendable, CaseIterable {
        case open
        case waitingList = "waiting list"
        case full
    }

    public enum Way: String, Codable, Sendable, CaseIterable {
        case inPerson = "in person"
        case online
        case telephone
        case homeVisit = "home visit"
    }

    /// How a person comes to it.
    public enum Joining: String, Codable, Sendable, CaseIterable {
        case dropIn = "drop in"
        case ring
        case selfRefer = "self-refer"
        case referral
    }

    public enum Audience: String, Codable, Sendable, CaseIterable {
        case women
        case men
        case carers
        case parents
        case youngPeople = "young people"
        case olderPeople = "older people"
        case lgbt
        case veterans
        case refugees
        case disabledPeople = "disabled people"
        case deafPeople = "deaf people"
    }
}

extension Offer {
    public var standing: Standing {
        get {
            Standing(
                knownAt: [knownAt, confirmedAt].compactMap { $0 }.max(),
                doubtedFrom: doubtedFrom,
                disbelievedFrom: disbelievedFrom,
                doubt: doubt
            )
        }
        set {
            knownAt = newValue.knownAt
            doubtedFrom = newValue.doubtedFrom
            disbelievedFrom = newValue.disbelievedFrom
            doubt = newValue.doubt
        }
    }

    /// Whether a new referral can be sent today.
    public var takesReferrals: Bool { status == .active && intake != .full }

    /// Whether it is listed at all; closed offers keep their page, which says so.
    public var isListed: Bool { status == .active || status == .temporarilyClosed }
}

extension Offer {
    /// What is shared where an owner has not said what they need: enough to ring, and to know why.
    public static let usuallyNeeded: [SharedField] = [.phone, .reason]

    public var needed: [SharedField] { neededFields ?? Offer.usuallyNeeded }
}

extension Offer {
    /// Of an organisation that has said nothing about it yet.
    static func blank(_ id: ID, of organisation: Organisation, at now: Date) -> Offer {
        Offer(
            id: id,
            organisationID: organisation.id,
            name: "",
            description: "",
            audience: [],
            ways: [],
            joining: [],
            intake: .open,
            status: .active,
            addedAt: now,
            lastModified: now,
            confirmationInterval: FreshnessPolicy.defaultInterval,
            version: 1
        )
    }
}
