import GRDB

/// A row of a table may name its organisation and nothing else: that is looked up for every row.
enum M023_OrganisationNames {
    static let name = "M023 organisation names"

    static func migrate(_ db: Database) throws {
        try db.execute(sql: "CREATE INDEX organisationByName ON organisation(name)")
    }
}
