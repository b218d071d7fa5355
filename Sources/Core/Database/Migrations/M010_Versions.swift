import GRDB

/// Editing by owners: drafts, changes that wait for a steward, every version kept; and requests to join.
enum M010_Versions {
    static let name = "M010 versions"

    static func migrate(_ db: Database) throws {
        try db.execute(sql: editing)
        try db.execute(sql: joining)
    }

    // A draft or a change may be for an offer that is not there yet, so that it cannot point to one.
    private static let editing = """
        CREATE TABLE listingDraft (
            offerID TEXT NOT NULL PRIMARY KEY CHECK (length(offerID) = 36),
            organisationID TEXT NOT NULL REFERENCES organisation(id) ON DELETE CASCADE,
            isNew INTEGER NOT NULL CHECK (isNew IN (0, 1)),
            overlay TEXT NOT NULL CHECK (json_valid(overlay)),
            changedAt TEXT NOT NULL,
            changedBy TEXT NOT NULL REFERENCES account(id)
        ) STRICT;
        CREATE INDEX listingDraftByOrganisation ON listingDraft(organisationID);

        CREATE TABLE listingChange (
            id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
            organisationID TEXT NOT NULL REFERENCES organisation(id) ON DELETE CASCADE,
            offerID TEXT CHECK (length(offerID) = 36),
            isNew INTEGER NOT NULL CHECK (isNew IN (0, 1)),
            offer TEXT CHECK (offer IS NULL OR json_valid(offer)),
            organisation TEXT CHECK (organisation IS NULL OR json_valid(organisation)),
            status TEXT NOT NULL CHECK (status IN ('waiting', 'approved', 'refused', 'replaced')),
            sentAt TEXT NOT NULL,
            sentBy TEXT NOT NULL REFERENCES account(id),
            decidedAt TEXT,
            decidedBy TEXT REFERENCES account(id),
            reason TEXT,
            CHECK ((offerID IS NULL) = (offer IS NULL)),
            CHECK ((offerID IS NULL) = (organisation IS NOT NULL)),
            CHECK ((status IN ('approved', 'refused')) = (decidedAt IS NOT NULL)),
            CHECK (status <> 'refused' OR trim(reason) <> '')
        ) STRICT;
        CREATE UNIQUE INDEX listingChangeWaitingByOffer ON listingChange(offerID)
            WHERE status = 'waiting' AND offerID IS NOT NULL;
        CREATE UNIQUE INDEX listingChangeWaitingByOrganisation ON listingChange(organisationID)
            WHERE status = 'waiting' AND offerID IS NULL;
        CREATE INDEX listingChangeByOffer ON listingChange(offerID, sentAt);

        CREATE TABLE listingVersion (
            id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
            offerID TEXT CHECK (length(offerID) = 36),
            organisationID TEXT NOT NULL CHECK (length(organisationID) = 36),
            number INTEGER NOT NULL CHECK (number >= 1),
            at TEXT NOT NULL,
            by TEXT NOT NULL,
            actorID TEXT REFERENCES account(id),
            how TEXT NOT NULL CHECK (how IN ('found', 'edited', 'approved', 'restored')),
            changed TEXT NOT NULL CHECK (json_valid(changed)),
            listing TEXT CHECK (listing IS NULL OR json_valid(listing)),
            organisation TEXT CHECK (organisation IS NULL OR json_valid(organisation)),
            CHECK ((offerID IS NULL) = (listing IS NULL)),
            CHECK ((offerID IS NULL) = (organisation IS NOT NULL))
        ) STRICT;
        CREATE UNIQUE INDEX listingVersionByOffer ON listingVersion(offerID, number) WHERE offerID IS NOT NULL;
        CREATE UNIQUE INDEX listingVersionByOrganisation ON listingVersion(organisationID, number)
            WHERE offerID IS NULL;
        CREATE TRIGGER listingVersionIsNeverChanged BEFORE UPDATE ON listingVersion
            BEGIN SELECT RAISE(ABORT, 'versions are never changed'); END;
        """

    // Who asked is blanked when the answer was no, so that no person is kept without a reason.
    private static let joining = """
        CREATE TABLE joinRequest (
            id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
            key TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL CHECK (trim(name) <> ''),
            about TEXT NOT NULL,
            charityNumber TEXT,
            companyNumber TEXT,
            website TEXT,
            phone TEXT NOT NULL,
            contactName TEXT NOT NULL,
            contactEmail TEXT NOT NULL,
            sentAt TEXT NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('waiting', 'approved', 'refused')),
            decidedAt TEXT,
            decidedBy TEXT REFERENCES account(id),
            reason TEXT,
            organisationID TEXT REFERENCES organisation(id) ON DELETE SET NULL,
            CHECK ((status = 'waiting') = (decidedAt IS NULL)),
            CHECK (status <> 'refused' OR trim(reason) <> '')
        ) STRICT;
        CREATE INDEX joinRequestWaiting ON joinRequest(sentAt) WHERE status = 'waiting';

        CREATE TABLE passwordLink (
            tokenHash BLOB NOT NULL PRIMARY KEY CHECK (length(tokenHash) = 32),
            accountID TEXT NOT NULL REFERENCES account(id) ON DELETE CASCADE,
            createdAt TEXT NOT NULL,
            expiresAt TEXT NOT NULL,
            usedAt TEXT
        ) STRICT, WITHOUT ROWID;
        """
}
