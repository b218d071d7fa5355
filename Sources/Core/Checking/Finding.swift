import Foundation
import GRDB

/// Something that the checker saw amiss with a listing, from the day it was first seen until it is gone.
public struct Finding: Codable, Equatable, Sendable, Identifiable, FetchableRecord, PersistableRecord {
    public typealias ID = Identifier<Finding>

    public var id: ID
    public var offerID: Offer.ID
    public var kind: Kind
    /// One plain sentence for staff, at most 500 characters; never about a person, and no address of one.
    public var what: String
    public var firstSeen: Date
    public var lastSeen: Date
    /// When it was seen to be gone; nil while it stands. Of each kind a listing has at most one that stands.
    public var settledAt: Date?

    public enum Kind: String, Codable, Sendable, CaseIterable {
        case linkDead = "link dead"
        /// An address that is not visited: inside a network, or no web address at all.
        case linkUnusable = "link unusable"
        case endDatePassed = "end date passed"
        case seasonOver = "season over"
        case telephone = "telephone number"
        case postcode = "postcode"
        case duplicate = "duplicate"
        case emptyDescription = "empty description"
        case boilerplate = "boilerplate description"
        case hardToRead = "hard to read"
        case mailBounced = "mail bounced"

        /// What it says against the listing in the ledger; nil for what only makes a listing poorer, not wrong.
        public var evidence: Evidence.Kind? {
            switch self {
            case .linkDead: .linkDead
            case .endDatePassed: .endDatePassed
            case .seasonOver: .seasonOver
            // The bounce itself is the evidence, written when it comes in.
            case .mailBounced: nil
            case .linkUnusable, .telephone, .postcode, .duplicate, .emptyDescription, .boilerplate, .hardToRead: nil
            }
        }

        static let ofLinks: Set<Kind> = [.linkDead, .linkUnusable]
    }
}

/// What a rule says of a listing now.
struct Observation: Equatable, Sendable {
    let kind: Finding.Kind
    let what: String
    /// What it is about, where the same must count once in the ledger however often the finding comes and goes.
    var about: String?
}
