import GRDB

/// Receipts on paper, and practices whose mail comes back.
enum M019_Receipts {
    static let name = "M019 receipts"

    static func migrate(_ db: Database) throws {
        try db.execute(
            sql: """
                ALTER TABLE practice ADD COLUMN emailBouncedAt TEXT;
                ALTER TABLE answer ADD COLUMN receiptExpiresAt TEXT;
                ALTER TABLE answer ADD COLUMN postedBy TEXT REFERENCES account(id) ON DELETE RESTRICT;
                ALTER TABLE answer ADD COLUMN isReceivedByCode INTEGER NOT NULL DEFAULT 0
                    CHECK (isReceivedByCode IN (0, 1));
                CREATE UNIQUE INDEX answerByReceipt ON answer(receiptHash) WHERE receiptHash IS NOT NULL;

                CREATE TABLE practiceBounce (
                    report TEXT NOT NULL,
                    practiceCode TEXT NOT NULL REFERENCES practice(code) ON DELETE CASCADE,
                    at TEXT NOT NULL,
                    PRIMARY KEY (report, practiceCode)
                ) STRICT, WITHOUT ROWID;
                """
        )
    }
}
