import Core
import GRDB

/// Link workers, practices with somebody who signs in, and a member of each organisation; numbered in temporary tables,
/// so that rows find theirs by arithmetic.
struct ManyReferralsStaff {
    let many: ManyReferrals

    func write(in db: Database) throws {
        let now = many.now.databaseValue
        try db.execute(
            sql: ManyReferralsStaff.numbered,
            arguments: ["workers": many.linkWorkers, "practices": many.practices]
        )
        for sql in ManyReferralsStaff.accounts {
            try db.execute(sql: sql, arguments: StatementArguments(["now": now]))
        }
        try db.execute(sql: ManyReferralsStaff.venues)
    }

    private static let numbered = """
        CREATE TEMP TABLE worker (n INTEGER PRIMARY KEY, id TEXT NOT NULL) STRICT;
        WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < :workers)
            INSERT INTO temp.worker SELECT n, printf('%08x-0000-4000-8010-%012x', n, n) FROM numbers;
        CREATE TEMP TABLE surgery (n INTEGER PRIMARY KEY, code TEXT NOT NULL, id TEXT NOT NULL) STRICT;
        WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < :practices)
            INSERT INTO temp.surgery
            SELECT n, printf('B%05d', n), printf('%08x-0000-4000-8011-%012x', n, n) FROM numbers;
        CREATE TEMP TABLE venue (n INTEGER PRIMARY KEY, offerID TEXT NOT NULL, organisationID TEXT NOT NULL,
            memberID TEXT NOT NULL) STRICT;
        """

    private static let accounts = [
        """
        INSERT OR IGNORE INTO practice (code, name, address, postcode, takesPart)
        SELECT code, 'Practice ' || n, '1 High Street', 'SE15 1AA', 1 FROM temp.surgery
        """,
        "UPDATE practice SET takesPart = 1 WHERE code IN (SELECT code FROM temp.surgery)",
        """
        INSERT INTO account (id, email, name, role, passwordHash, createdAt)
        SELECT id, 'worker' || n || '@bench.example', 'Worker ' || n, 'link worker', 'none', :now FROM temp.worker
        """,
        """
        INSERT INTO account (id, email, name, role, practiceCode, passwordHash, createdAt)
        SELECT id, 'surgery' || n || '@bench.example', 'Surgery ' || n, 'practice', code, 'none', :now FROM temp.surgery
        """,
        """
        INSERT INTO account (id, email, name, role, organisationID, passwordHash, createdAt)
        SELECT printf('%08x-0000-4000-8012-%012x', rowid, rowid), 'member' || rowid || '@bench.example', 'Member', 'organisation',
            id, 'none', :now FROM organisation
        """,
    ]

    private static let venues = """
        INSERT INTO temp.venue SELECT row_number() OVER (ORDER BY offer.id) - 1, offer.id, offer.organisationID, account.id
        FROM offer JOIN account ON account.organisationID = offer.organisationID;
        """
}
