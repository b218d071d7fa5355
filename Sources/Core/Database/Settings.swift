import GRDB

/// Single values that belong to the whole database.
enum Settings {
    enum Name: String {
        /// Made once with the database, so that an index knows whose it is.
        case place
        /// Counts every change of a listing.
        case revision
        /// The revision up to which the index has everything.
        case indexed
        /// The digest of each reference file that was loaded.
        case outcodes, practices, needs, places
        /// The digest of the list of areas that came with the seed place.
        case areas
        /// The digest of the definitions of measures that came with the program, and of those that were added here.
        case measures, measurePacks
        /// The Monday for which practices were last written to.
        case practiceDigest
        /// Derived from the key of people's details, to know it again.
        case keyCheck
        /// Set when the seed place was loaded: the demo accounts exist.
        case demo
    }

    static func value(_ name: Name, in db: Database) throws -> String? {
        try String.fetchOne(
            db.cachedStatement(sql: "SELECT value FROM setting WHERE name = ?"),
            arguments: [name.rawValue]
        )
    }

    static func set(_ name: Name, to value: String, in db: Database) throws {
        try db.cachedStatement(
            sql:
                "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        ).execute(arguments: [name.rawValue, value])
    }

    static func revision(in db: Database) throws -> Int {
        try value(.revision, in: db).flatMap { Int($0) } ?? 0
    }

    static func advanceRevision(in db: Database) throws -> Int {
        let next = try revision(in: db) + 1
        try set(.revision, to: String(next), in: db)
        return next
    }

    /// The database's own name; made on first use.
    static func place(in db: Database) throws -> String {
        if let known = try value(.place, in: db) { return known }
        let made = Identifier<AppDatabase>().text
        try set(.place, to: made, in: db)
        return made
    }
}
