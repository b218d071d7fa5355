import Foundation
import GRDB
import Synchronization

/// The verbs over feeds: add, list, sync, remove.
public struct Sources: Sendable {
    let database: AppDatabase
    let clock: AppClock
    let importer: Importer
    let merges: Merges
    /// The sources that are being read now.
    let running = Running()

    init(database: AppDatabase, clock: AppClock, importer: Importer, merges: Merges) {
        (self.database, self.clock, self.importer, self.merges) = (database, clock, importer, merges)
    }

    /// - Parameter everyDays: 1 to 365; nil to read it only on request.
    /// - Throws: `Failure.invalid` for what is no address, `.conflict` when the name or the address is there already.
    public func add(
        url: String,
        name: String? = nil,
        everyDays: Int? = Source.defaultEveryDays,
        graceDays: Int = Source.defaultGraceDays
    ) async throws -> Source {
        let address = try FeedAddress(url)
        let now = clock.now
        let source = Source(
            id: Source.ID(),
            name: name ?? address.host,
            url: address.text,
            everyDays: everyDays,
            graceDays: graceDays,
            addedAt: now,
            records: 0,
            problems: 0
        )
        try Sources.check(source)
        try await database.write { db in
            if let other = try Sources.find(name: source.name, orURL: source.url, in: db) {
                throw Failure.conflict("\(other.url) is a source already, called “\(other.name)”.")
            }
            try source.insert(db)
            try Audit.record(.sourceAdded, subject: source.id.text, by: nil, at: now, in: db)
        }
        return source
    }

    /// The source with that address, added without a schedule when there is none.
    public func once(url: String) async throws -> Source {
        let text = try FeedAddress(url).text
        let known = try await database.read { try Source.filter(Column("url") == text).fetchOne($0) }
        if let known { return known }
        return try await add(url: url, name: text, everyDays: nil)
    }

    private static func check(_ source: Source) throws {
        var problems: [String: String] = [:]
        if let days = source.everyDays, !(1...365).contains(days) {
            problems["every"] = "The days between two syncs must be from 1 to 365."
        }
        if !(0...3_650).contains(source.graceDays) { problems["grace"] = "The days of grace must be from 0 to 3650." }
        if source.name.trimmingCharacters(in: .whitespaces).isEmpty || source.name.utf8.count > 500 {
            problems["name"] = "The name must have from 1 to 500 letters."
        }
        guard problems.isEmpty else { throw Failure.invalid(problems) }
    }

    private static func find(name: String, orURL url: String, in db: Database) throws -> Source? {
        try Source.fetchOne(db, sql: "SELECT * FROM source WHERE url = ? OR name = ?", arguments: [url, name])
    }

    /// By name, or by address.
    public func named(_ name: String) async throws -> Source {
        guard let source = try await database.read({ try Sources.find(name: name, orURL: name, in: $0) }) else {
            throw Failure.unavailable("There is no source called “\(name)”. `fingerpost source list` shows them.")
        }
        return source
    }

    public func all() async throws -> [Source] {
        try await database.read { try Source.fetchAll($0, sql: "SELECT * FROM source ORDER BY name") }
    }

    /// Those whose schedule asks for them now, the longest waiting first.
    public func due() async throws -> [Source] {
        let now = clock.now
        return try await all().filter { $0.isDue(now: now) }
            .sorted { $0.lastSyncedAt ?? .distantPast < $1.lastSyncedAt ?? .distantPast }
    }

    /// The source goes; its listings stay, and nothing retires them any more.
    public func remove(_ name: String) async throws {
        let source = try await named(name)
        let now = clock.now
        try await database.write { db in
            _ = try source.delete(db)
            try Audit.record(.sourceRemoved, subject: source.id.text, by: nil, at: now, in: db)
        }
    }

    public func summaries() async throws -> [SourceSummary] {
        let now = clock.now
        return try await database.read { db in
            try Source.fetchAll(db, sql: "SELECT * FROM source ORDER BY name").map {
                try Sources.summary(of: $0, now: now, in: db)
            }
        }
    }

    private static func summary(of source: Source, now: Date, in db: Database) throws -> SourceSummary {
        let offers = try Offer.fetchAll(
            db,
            sql: """
                SELECT offer.* FROM offer JOIN sourceOffer ON sourceOffer.offerID = offer.id
                WHERE sourceID = ? AND status IN ('active', 'temporarily closed')
                """,
            arguments: [source.id]
        )
        func count(_ condition: String, in table: String) throws -> Int {
            try Int.fetchOne(
                db,
                sql: "SELECT COUNT(*) FROM \(table) WHERE sourceID = ? AND \(condition)",
                arguments: [source.id]
            ) ?? 0
        }
        return SourceSummary(
            source: source,
            listed: offers.count,
            fresh: offers.count { $0.freshness(now: now) == .fresh },
            missing: try count("missingSince IS NOT NULL AND retiredAt IS NULL", in: "sourceOffer"),
            retired: try count("retiredAt IS NOT NULL", in: "sourceOffer"),
            openConflicts: try count("settledAt IS NULL", in: "sourceConflict")
        )
    }
}

/// What is under way, so that it is not begun twice.
final class Running: Sendable {
    private let names = Mutex<Set<String>>([])

    func begin(_ name: String) -> Bool { names.withLock { $0.insert(name).inserted } }
    func end(_ name: String) { names.withLock { _ = $0.remove(name) } }
}
