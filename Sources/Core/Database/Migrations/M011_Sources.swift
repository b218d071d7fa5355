import GRDB

/// Feeds of other directories: where they are, what came from them, what is owned here, what they disagree about, and
/// what was merged. Says nothing about any person.
enum M011_Sources {
    static let name = "M011 sources"

    static func migrate(_ db: Database) throws {
        try db.execute(sql: numbers)
        try db.execute(sql: sources)
        try db.execute(sql: owners)
        try db.execute(sql: merges)
    }

    private static let numbers = """
        ALTER TABLE organisation ADD COLUMN charityNumber TEXT CHECK (charityNumber <> '');
        ALTER TABLE organisation ADD COLUMN companyNumber TEXT CHECK (companyNumber <> '');
        CREATE INDEX organisationByCharityNumber ON organisation(charityNumber) WHERE charityNumber IS NOT NULL;
        CREATE INDEX organisationByCompanyNumber ON organisation(companyNumber) WHERE companyNumber IS NOT NULL;
        """

    /// `everyDays` is null for a feed that is read only when somebody asks.
    private static let sources = """
        CREATE TABLE source (
            id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
            name TEXT NOT NULL UNIQUE CHECK (trim(name) <> ''),
            url TEXT NOT NULL UNIQUE,
            everyDays INTEGER CHECK (everyDays BETWEEN 1 AND 365),
            graceDays INTEGER NOT NULL CHECK (graceDays BETWEEN 0 AND 3650),
            addedAt TEXT NOT NULL,
            lastTriedAt TEXT,
            lastSyncedAt TEXT,
            lastProblem TEXT,
            records INTEGER NOT NULL DEFAULT 0 CHECK (records >= 0),
            problems INTEGER NOT NULL DEFAULT 0 CHECK (problems >= 0)
        ) STRICT;

        CREATE TABLE sourceRun (
            sourceID TEXT NOT NULL PRIMARY KEY REFERENCES source(id) ON DELETE CASCADE,
            id TEXT NOT NULL CHECK (length(id) = 36),
            startedAt TEXT NOT NULL,
            nextPage INTEGER NOT NULL CHECK (nextPage >= 0),
            state TEXT NOT NULL CHECK (json_valid(state))
        ) STRICT;

        CREATE TABLE sourceOffer (
            sourceID TEXT NOT NULL REFERENCES source(id) ON DELETE CASCADE,
            offerID TEXT NOT NULL,
            firstSeenAt TEXT NOT NULL,
            lastSeenAt TEXT NOT NULL,
            runID TEXT NOT NULL,
            missingSince TEXT,
            retiredAt TEXT,
            PRIMARY KEY (sourceID, offerID)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX sourceOfferByOffer ON sourceOffer(offerID);

        CREATE TABLE sourcePage (
            sourceID TEXT NOT NULL REFERENCES source(id) ON DELETE CASCADE,
            url TEXT NOT NULL,
            readerVersion TEXT NOT NULL,
            etag TEXT,
            modified TEXT,
            summary TEXT NOT NULL CHECK (json_valid(summary)),
            PRIMARY KEY (sourceID, url)
        ) STRICT;
        """

    private static let owners = """
        CREATE TABLE fieldOwner (
            offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE CASCADE,
            field TEXT NOT NULL CHECK (field <> ''),
            since TEXT NOT NULL,
            by TEXT NOT NULL,
            PRIMARY KEY (offerID, field)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE organisationFieldOwner (
            organisationID TEXT NOT NULL REFERENCES organisation(id) ON DELETE CASCADE,
            field TEXT NOT NULL CHECK (field <> ''),
            since TEXT NOT NULL,
            by TEXT NOT NULL,
            PRIMARY KEY (organisationID, field)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE sourceConflict (
            id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
            offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE CASCADE,
            sourceID TEXT REFERENCES source(id) ON DELETE CASCADE,
            field TEXT NOT NULL,
            ownValue TEXT NOT NULL CHECK (json_valid(ownValue)),
            sourceValue TEXT NOT NULL CHECK (json_valid(sourceValue)),
            at TEXT NOT NULL,
            settledAt TEXT,
            settled TEXT CHECK (settled IN ('ours', 'theirs')),
            CHECK ((settledAt IS NULL) = (settled IS NULL))
        ) STRICT;
        CREATE UNIQUE INDEX sourceConflictOnce ON sourceConflict(offerID, ifnull(sourceID, ''), field);
        CREATE INDEX sourceConflictOpen ON sourceConflict(at) WHERE settledAt IS NULL;
        """

    /// `moved` is what the merge changed, in JSON, so that it can be put back.
    private static let merges = """
        CREATE TABLE merge (
            id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
            kind TEXT NOT NULL CHECK (kind IN ('organisation', 'offer')),
            keptID TEXT NOT NULL,
            mergedID TEXT NOT NULL CHECK (mergedID <> keptID),
            reason TEXT NOT NULL,
            moved TEXT NOT NULL CHECK (json_valid(moved)),
            at TEXT NOT NULL,
            undoneAt TEXT
        ) STRICT;
        CREATE UNIQUE INDEX mergeOnce ON merge(kind, mergedID) WHERE undoneAt IS NULL;
        CREATE INDEX mergeByPair ON merge(keptID, mergedID);
        """
}
