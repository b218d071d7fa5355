import GRDB

enum M001_Directory {
    static let name = "M001 directory"

    static func migrate(_ db: Database) throws {
        try db.execute(sql: tables)
        try db.execute(sql: parts)
        try db.execute(sql: reference)
    }

    private static let tables = """
        CREATE TABLE organisation (
            id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
            name TEXT NOT NULL CHECK (trim(name) <> ''),
            kind TEXT,
            description TEXT NOT NULL,
            website TEXT,
            email TEXT,
            phone TEXT,
            addedAt TEXT NOT NULL
        ) STRICT;

        CREATE TABLE offer (
            id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
            organisationID TEXT NOT NULL REFERENCES organisation(id) ON DELETE RESTRICT,
            name TEXT NOT NULL CHECK (trim(name) <> ''),
            alternateName TEXT,
            description TEXT NOT NULL,
            eligibility TEXT,
            minimumAge INTEGER CHECK (minimumAge BETWEEN 0 AND 130),
            maximumAge INTEGER CHECK (maximumAge BETWEEN 0 AND 130),
            audience TEXT NOT NULL CHECK (json_valid(audience)),
            ways TEXT NOT NULL CHECK (json_valid(ways)),
            joining TEXT NOT NULL CHECK (json_valid(joining)),
            website TEXT,
            email TEXT,
            feesDescription TEXT,
            howToRefer TEXT,
            introduction TEXT,
            firstVisit TEXT,
            intake TEXT NOT NULL CHECK (intake IN ('open', 'waiting list', 'full')),
            wait TEXT,
            status TEXT NOT NULL CHECK (status IN ('active', 'inactive', 'defunct', 'temporarily closed')),
            addedAt TEXT NOT NULL,
            lastModified TEXT NOT NULL,
            confirmedAt TEXT,
            confirmedBy TEXT,
            confirmationInterval INTEGER NOT NULL CHECK (confirmationInterval BETWEEN 1 AND 3650),
            sourceDigest BLOB CHECK (length(sourceDigest) = 32),
            version INTEGER NOT NULL CHECK (version >= 1)
        ) STRICT;
        CREATE INDEX offerByOrganisation ON offer(organisationID);

        CREATE TABLE location (
            id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
            kind TEXT NOT NULL CHECK (kind IN ('physical', 'postal', 'virtual')),
            name TEXT,
            description TEXT,
            address TEXT,
            city TEXT,
            county TEXT,
            postcode TEXT,
            latitude REAL CHECK (latitude BETWEEN -90 AND 90),
            longitude REAL CHECK (longitude BETWEEN -180 AND 180),
            precision TEXT NOT NULL CHECK (precision IN ('none', 'exact', 'outcode')),
            isConfidential INTEGER NOT NULL CHECK (isConfidential IN (0, 1)),
            gettingThere TEXT,
            accessibility TEXT NOT NULL CHECK (json_valid(accessibility)),
            CHECK ((latitude IS NULL) = (longitude IS NULL)),
            CHECK ((latitude IS NULL) = (precision = 'none'))
        ) STRICT;

        CREATE TABLE offerLocation (
            offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE CASCADE,
            locationID TEXT NOT NULL REFERENCES location(id) ON DELETE RESTRICT,
            position INTEGER NOT NULL,
            PRIMARY KEY (offerID, locationID)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX offerLocationByLocation ON offerLocation(locationID);
        """

    private static let parts = """
        CREATE TABLE schedule (
            offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            frequency TEXT CHECK (frequency IN ('WEEKLY', 'MONTHLY')),
            interval INTEGER NOT NULL CHECK (interval >= 1),
            days TEXT NOT NULL CHECK (json_valid(days)),
            weekOfMonth INTEGER CHECK (weekOfMonth BETWEEN -1 AND 5),
            dayOfMonth INTEGER CHECK (dayOfMonth BETWEEN 1 AND 31),
            opensAt TEXT CHECK (opensAt GLOB '[0-2][0-9]:[0-5][0-9]'),
            closesAt TEXT CHECK (closesAt GLOB '[0-2][0-9]:[0-5][0-9]'),
            validFrom TEXT,
            validTo TEXT,
            description TEXT,
            PRIMARY KEY (offerID, position)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE costOption (
            offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            pence INTEGER CHECK (pence >= 0),
            per TEXT,
            note TEXT,
            PRIMARY KEY (offerID, position)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE phone (
            offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            number TEXT NOT NULL CHECK (trim(number) <> ''),
            description TEXT,
            PRIMARY KEY (offerID, position)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE contact (
            offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            name TEXT,
            role TEXT,
            email TEXT,
            PRIMARY KEY (offerID, position)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE language (
            offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            name TEXT NOT NULL,
            PRIMARY KEY (offerID, position)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE serviceArea (
            offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            name TEXT NOT NULL,
            PRIMARY KEY (offerID, position)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE attribute (
            offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            code TEXT,
            taxonomy TEXT,
            name TEXT NOT NULL,
            PRIMARY KEY (offerID, position)
        ) STRICT, WITHOUT ROWID;
        """

    private static let reference = """
        CREATE TABLE need (
            id TEXT NOT NULL PRIMARY KEY CHECK (id NOT GLOB '*[^a-z0-9-]*'),
            name TEXT NOT NULL UNIQUE,
            layWords TEXT NOT NULL CHECK (json_valid(layWords))
        ) STRICT;

        CREATE TABLE offerNeed (
            offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE CASCADE,
            needID TEXT NOT NULL REFERENCES need(id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            PRIMARY KEY (offerID, needID)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX offerNeedByNeed ON offerNeed(needID);

        CREATE TABLE outcode (
            code TEXT NOT NULL PRIMARY KEY,
            latitude REAL NOT NULL CHECK (latitude BETWEEN 49 AND 61),
            longitude REAL NOT NULL CHECK (longitude BETWEEN -9 AND 3),
            place TEXT NOT NULL,
            district TEXT NOT NULL
        ) STRICT;

        CREATE TABLE indexDirty (
            offerID TEXT NOT NULL PRIMARY KEY,
            revision INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE setting (
            name TEXT NOT NULL PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}
