import Foundation
import GRDB

/// What members of an organisation have written about an offer and not sent yet; one for each offer, shared by them.
public struct ListingDraft: Codable, Equatable, Sendable, FetchableRecord, PersistableRecord {
    public static let databaseTableName = "listingDraft"

    public var offerID: Offer.ID
    public var organisationID: Organisation.ID
    /// For an offer that is not in the directory yet.
    public var isNew: Bool
    public var overlay: Overlay<OfferFacts>
    public var changedAt: Date
    public var changedBy: Account.ID
}

/// Facts that wait for a steward's yes, or what became of them.
public struct ListingChange: Codable, Equatable, Sendable, Identifiable, FetchableRecord, PersistableRecord {
    public typealias ID = Identifier<ListingChange>
    public static let databaseTableName = "listingChange"

    public var id: ID
    public var organisationID: Organisation.ID
    /// Nil for a change of the organisation itself.
    public var offerID: Offer.ID?
    public var isNew: Bool
    public var offer: Overlay<OfferFacts>?
    public var organisation: Overlay<OrganisationFacts>?
    public var status: Status
    public var sentAt: Date
    public var sentBy: Account.ID
    public var decidedAt: Date?
    public var decidedBy: Account.ID?
    /// What the steward wrote to the owner.
    public var reason: String?

    public enum Status: String, Codable, Sendable {
        case waiting
        case approved
        case refused
        /// The owner sent more before anybody had looked, which holds this as well; or gave up what had been refused.
        case replaced
    }
}

/// A listing, or an organisation, as it once stood.
public struct ListingVersion: Codable, Equatable, Sendable, Identifiable, FetchableRecord, PersistableRecord {
    public typealias ID = Identifier<ListingVersion>
    public static let databaseTableName = "listingVersion"

    public var id: ID
    /// Nil for a version of the organisation itself.
    public var offerID: Offer.ID?
    public var organisationID: Organisation.ID
    /// From 1.
    public var number: Int
    public var at: Date
    /// An organisation, "the steward", "the directory", "a spreadsheet" or "the feed that it comes from"; which account it was is in `actorID`.
    public var by: String
    public var actorID: Account.ID?
    public var how: How
    /// Names of `OfferFacts.Fact` or `OrganisationFacts.Fact`.
    public var changed: [String]
    public var listing: Listing?
    public var organisation: Organisation?

    public enum How: String, Codable, Sendable {
        /// As it stood before somebody edited it here: from an import, or from when the place was set up.
        case found
        case edited
        case approved
        case restored
    }

    /// What can be brought back from it; nil for a version of an organisation.
    public var facts: OfferFacts? { listing.map(OfferFacts.init) }
    /// The same for a version of an organisation; nil for one of an offer.
    public var organisationFacts: OrganisationFacts? { organisation.map(OrganisationFacts.init) }
}
