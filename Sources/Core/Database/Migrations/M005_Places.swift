import GRDB

enum M005_Places {
    static let name = "M005 places"

    static func migrate(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE place (
                    id INTEGER PRIMARY KEY,
                    source TEXT NOT NULL CHECK (source IN ('list', 'steward')),
                    key TEXT NOT NULL CHECK (trim(key) <> ''),
                    name TEXT NOT NULL,
                    district TEXT NOT NULL,
                    kind TEXT NOT NULL CHECK (kind IN ('city', 'town', 'suburb', 'village', 'settlement', 'district', 'county', 'borough', 'part')),
                    latitude REAL NOT NULL CHECK (latitude BETWEEN 49 AND 61),
                    longitude REAL NOT NULL CHECK (longitude BETWEEN -9 AND 3),
                    outcodes TEXT NOT NULL,
                    miles INTEGER NOT NULL CHECK (miles BETWEEN 1 AND 100)
                ) STRICT;
                CREATE INDEX placeByKey ON place(key);
                CREATE INDEX placeWithExtent ON place(kind) WHERE kind IN ('district', 'county', 'borough', 'part');

                \(postcode("postcode"));

                CREATE INDEX locationByPoint ON location(latitude, longitude, id)
                    WHERE isConfidential = 0 AND latitude IS NOT NULL;
                CREATE INDEX offerUnlisted ON offer(id) WHERE status NOT IN ('active', 'temporarily closed');
                """
        )
    }

    /// Whole postcodes without their space, and where they are in millionths of a degree (WGS 84).
    ///
    /// An import fills a table of the same shape under another name and then puts it in this one's place.
    static func postcode(_ table: String) -> String {
        """
        CREATE TABLE \(table) (
            code TEXT NOT NULL PRIMARY KEY,
            latitude INTEGER NOT NULL CHECK (latitude BETWEEN 49000000 AND 61000000),
            longitude INTEGER NOT NULL CHECK (longitude BETWEEN -9000000 AND 3000000)
        ) STRICT, WITHOUT ROWID
        """
    }
}
