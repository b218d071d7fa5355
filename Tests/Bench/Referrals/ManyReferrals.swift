import Core
import Crypto
import Foundation
import GRDB

/// Five years of referrals, written straight into a place's database: everything that pages and timers read, and nothing
/// by the program's own verbs, which take a millisecond each.
///
/// Three in a hundred people have a referral that is open. What identifies them is sealed as the program seals it. The
/// mail that was sent long ago is left out, because nothing looks at it again.
struct ManyReferrals {
    let referrals: Int
    let now: Date
    let sealer: Sealer
    let console: Console

    /// Two people to three referrals.
    var people: Int { (referrals * 2 + 2) / 3 }
    /// From this person on they are open.
    var firstOpen: Int { people * 97 / 100 }
    /// About 300 open referrals each.
    var linkWorkers: Int { max(2, referrals * 3 / 100 / 300) }
    /// The national average has 8,000 to 10,000 patients; here as many have been referred.
    var practices: Int { max(2, people / 8_000) }
    /// Three offers to an organisation, and 2,000 referrals.
    static func offers(for referrals: Int) -> Int { 3 * max(50, referrals / 2_000) }

    /// People at once: one transaction, and the step in which progress shows.
    private static let chunk = 20_000

    struct Rates {
        /// Referrals a second, with everything that belongs to them.
        var written = 0.0
        /// In seconds.
        var indexing = 0.0
    }

    /// Fills the database of a place that has its offers, while nobody else has it open.
    func fill(_ file: URL) throws -> Rates {
        let database = try open(file)
        defer { try? database.close() }
        return try database.writeWithoutTransaction { db in
            try addFunctions(to: db)
            let indexes = try ManyReferralsIndexes(droppedFrom: db)
            try db.inTransaction {
                try ManyReferralsStaff(many: self).write(in: db)
                return .commit
            }
            var rates = Rates()
            let start = ContinuousClock.now
            for first in stride(from: 0, to: people, by: ManyReferrals.chunk) {
                let last = min(first + ManyReferrals.chunk, people)
                try db.inTransaction {
                    for sql in ManyReferralsRows(many: self, first: first, end: last).statements {
                        try db.execute(sql: sql)
                    }
                    return .commit
                }
                console.show(last, of: people, "people referred")
            }
            rates.written = Double(referrals) / (ContinuousClock.now - start).seconds
            let between = ContinuousClock.now
            try indexes.restore(in: db, console)
            rates.indexing = (ContinuousClock.now - between).seconds
            try db.execute(sql: "PRAGMA journal_mode = WAL")
            return rates
        }
    }

    /// Whether it survives a power cut does not matter here, only how fast it is.
    private func open(_ file: URL) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let database = try DatabaseQueue(path: file.path, configuration: configuration)
        try database.writeWithoutTransaction { db in
            for pragma in [
                "journal_mode = DELETE", "journal_mode = OFF", "synchronous = OFF", "cache_size = -1000000",
                "temp_store = FILE", "threads = 2",
            ] {
                try db.execute(sql: "PRAGMA \(pragma)")
            }
        }
        return database
    }

    /// `sealed(words, place)` as the program seals, and `chained(at, actor, role, action, subject)`, the next hash of the
    /// audit's chain; rows have to come in its order.
    private func addFunctions(to db: Database) throws {
        let sealer = sealer
        db.add(
            function: DatabaseFunction("sealed", argumentCount: 2) { values in
                try sealer.seal(
                    String.fromDatabaseValue(values[0]) ?? "",
                    place: String.fromDatabaseValue(values[1]) ?? ""
                )
            }
        )
        let chain = try AuditChain(db)
        db.add(
            function: DatabaseFunction("chained", argumentCount: 5) { values in
                chain.next(values.map { String.fromDatabaseValue($0) ?? "" })
            }
        )
    }

    /// Where the audit stands. SQLite calls its functions one after the other, on the connection's own thread.
    private final class AuditChain: @unchecked Sendable {
        private var sequence: Int
        private var hash: Data

        init(_ db: Database) throws {
            let last = try Row.fetchOne(db, sql: "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1")
            (sequence, hash) = (last?["sequence"] ?? 0, last?["hash"] ?? Data())
        }

        func next(_ fields: [String]) -> Data {
            sequence += 1
            hash = Audit.hash(of: [String(sequence)] + fields, after: hash)
            return hash
        }
    }
}

/// The indexes of the tables that are filled: made afterwards, each in one go, as the schema has them.
struct ManyReferralsIndexes {
    private let statements: [(name: String, sql: String)]

    init(droppedFrom db: Database) throws {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN
                    ('person', 'episode', 'referral', 'consent', 'referralEvent', 'answer', 'audit', 'evidence', 'timerFiring')
                """
        )
        statements = rows.map { ($0["name"], $0["sql"]) }
        for statement in statements { try db.execute(sql: "DROP INDEX \(statement.name)") }
    }

    func restore(in db: Database, _ console: Console) throws {
        for (number, statement) in statements.enumerated() {
            console.show(number, of: statements.count, "indexes made")
            try db.execute(sql: statement.sql)
        }
    }
}
