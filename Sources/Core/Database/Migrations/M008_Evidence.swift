import GRDB

/// The ledger of what speaks for and against each listing; what follows from it stands beside the offer, so that
/// freshness is still computed on read from dates and now.
enum M008_Evidence {
    static let name = "M008 evidence"

    static func migrate(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE evidence (
                    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
                    offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE CASCADE,
                    at TEXT NOT NULL,
                    kind TEXT NOT NULL CHECK (trim(kind) <> ''),
                    by TEXT NOT NULL,
                    actorID TEXT REFERENCES account(id),
                    note TEXT CHECK (length(note) <= 2000),
                    once TEXT UNIQUE
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX evidenceByOffer ON evidence(offerID, at);
                CREATE INDEX evidenceByTime ON evidence(at);
                CREATE TRIGGER evidenceIsNeverChanged BEFORE UPDATE ON evidence
                    BEGIN SELECT RAISE(ABORT, 'evidence is never changed'); END;

                INSERT INTO evidence (id, offerID, at, kind, by, actorID)
                    SELECT id, offerID, at, CASE channel WHEN 'import' THEN 'assured by source' ELSE 'confirmed online' END,
                        by, actorID FROM confirmation;
                DROP TABLE confirmation;

                ALTER TABLE offer ADD COLUMN knownAt TEXT;
                ALTER TABLE offer ADD COLUMN doubtedFrom TEXT;
                ALTER TABLE offer ADD COLUMN disbelievedFrom TEXT;
                ALTER TABLE offer ADD COLUMN doubt TEXT;
                """
        )
    }
}
