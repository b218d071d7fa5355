import Foundation
import GRDB

/// Which facts of a listing are kept here: what its organisation, a steward or a spreadsheet said, no source overwrites.
enum FieldOwners {
    /// Claims fields of an offer, in the caller's transaction; claiming again renews the date.
    ///
    /// - Parameters:
    ///   - fields: names of properties of `Offer` or `Listing`, as in `ListingField`: "phones", "schedules", "name".
    ///   - by: the identifier of the account, or the channel ("spreadsheet"); never a person's name.
    static func claim(
        _ fields: [String],
        of offer: Offer.ID,
        by owner: String,
        at now: Date,
        in db: Database
    ) throws {
        try claim(fields, table: "fieldOwner", column: "offerID", id: offer.text, by: owner, at: now, in: db)
    }

    /// The same for an organisation: "name", "description", "website", "email", "phone", "charityNumber", "companyNumber".
    static func claim(
        _ fields: [String],
        of organisation: Organisation.ID,
        by owner: String,
        at now: Date,
        in db: Database
    ) throws {
        try claim(
            fields,
            table: "organisationFieldOwner",
            column: "organisationID",
            id: organisation.text,
            by: owner,
            at: now,
            in: db
        )
    }

    private static func claim(
        _ fields: [String],
        table: String,
        column: String,
        id: String,
        by owner: String,
        at now: Date,
        in db: Database
    ) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO \(table) (\(column), field, since, by) VALUES (?, ?, ?, ?)
                ON CONFLICT (\(column), field) DO UPDATE SET since = excluded.since, by = excluded.by
                """
        )
        for field in fields { try statement.execute(arguments: [id, field, now, owner]) }
    }

    /// From now on sources fill these fields again.
    static func release(_ fields: [String], of offer: Offer.ID, in db: Database) throws {
        for field in fields {
            try db.execute(sql: "DELETE FROM fieldOwner WHERE offerID = ? AND field = ?", arguments: [offer, field])
        }
    }

    static func release(_ fields: [String], of organisation: Organisation.ID, in db: Database) throws {
        for field in fields {
            try db.execute(
                sql: "DELETE FROM organisationFieldOwner WHERE organisationID = ? AND field = ?",
                arguments: [organisation, field]
            )
        }
    }

    static func fields(of offer: Offer.ID, in db: Database) throws -> Set<String> {
        try String.fetchSet(
            db.cachedStatement(sql: "SELECT field FROM fieldOwner WHERE offerID = ?"),
            arguments: [offer]
        )
    }

    static func fields(of organisation: Organisation.ID, in db: Database) throws -> Set<String> {
        try String.fetchSet(
            db.cachedStatement(sql: "SELECT field FROM organisationFieldOwner WHERE organisationID = ?"),
            arguments: [organisation]
        )
    }
}
