import Foundation
import GRDB

extension ListingField {
    /// Facts about the organisation of a listing, by the names that `FieldOwners` has for them.
    static let ofOrganisation: [(owned: String, field: ListingField)] = [
        ("name", field("organisation.name", \.organisation.name)),
        ("description", field("organisation.description", \.organisation.description)),
        ("website", field("organisation.website", \.organisation.website)),
        ("email", field("organisation.email", \.organisation.email)),
        ("phone", field("organisation.phone", \.organisation.phone)),
        ("charityNumber", field("organisation.charityNumber", \.organisation.charityNumber)),
        ("companyNumber", field("organisation.companyNumber", \.organisation.companyNumber)),
    ]

    static func ofOrganisation(named name: String) -> (owned: String, field: ListingField)? {
        ofOrganisation.first { $0.field.name == name }
    }
}

extension SourceConflicts {
    /// Keeps what a source says otherwise about an organisation that looks after its own facts here. It stands with one
    /// of the organisation's offers, and once however many of them the source brings.
    ///
    /// - Parameters:
    ///   - incoming: as the source has it.
    ///   - stored: as it is here, and stays.
    ///   - offer: the stored offer that it came with.
    static func note(
        _ incoming: Organisation,
        over stored: Organisation,
        with offer: Offer,
        source: Source.ID?,
        at now: Date,
        in db: Database
    ) throws {
        let owned = try FieldOwners.fields(of: stored.id, in: db)
        let ours = Listing(offer: offer, organisation: stored)
        let theirs = Listing(offer: offer, organisation: incoming)
        for entry in ListingField.ofOrganisation where owned.contains(entry.owned) {
            let earlier = try holder(of: entry.field.name, organisation: stored.id, source: source, in: db)
            try note(
                entry.field,
                ours: ours,
                theirs: theirs,
                with: earlier ?? offer.id,
                source: source,
                at: now,
                in: db
            )
        }
    }

    /// The offer with which this source's word on the fact stands already.
    private static func holder(
        of field: String,
        organisation: Organisation.ID,
        source: Source.ID?,
        in db: Database
    ) throws -> Offer.ID? {
        try Offer.ID.fetchOne(
            db,
            sql: """
                SELECT offerID FROM sourceConflict JOIN offer ON offer.id = offerID
                WHERE organisationID = ? AND sourceID IS ? AND field = ?
                """,
            arguments: [organisation, source, field]
        )
    }
}
