import Foundation
import GRDB

/// Everything that needs a steward, in one list, the most harm first.
public struct StewardQueue: Sendable {
    let database: AppDatabase
    let clock: AppClock
    /// All referrals of a year are counted for it; that of a year may be an hour old.
    private let uses = Remembered<String, [Offer.ID: OfferUse]>(for: 3_600)

    init(database: AppDatabase, clock: AppClock) {
        self.database = database
        self.clock = clock
    }

    /// Where the items come from. A feature that has more adds its own.
    static let sources: [any QueueSource] = [
        ListingsToCheck(), WaitingReports(), WaitingChanges(), WaitingJoins(), OpenConflicts(),
        UndeliveredAnswers(), UnheldReferrals(),
    ]

    /// Days after which a claim is over: somebody on leave must not keep an item from the others.
    static let claimDays = 7
    /// The choices of days for which an item can wait.
    public static let snoozeDays = [7, 14, 28]

    /// A page of the list.
    public struct Page: Sendable {
        public let items: [QueueItem]
        public let total: Int
        /// How many wait until a day that somebody has said.
        public let snoozed: Int
        /// Of the total, what somebody sent and waits about.
        public let sent: Int
    }

    public static let pageSize = 25

    /// The harm from which something comes before everything else.
    public static let unsafe = QueuePolicy.unsafe

    /// - Parameter page: from 1.
    public func page(_ page: Int, for actor: Actor) async throws -> Page {
        try StewardQueue.check(actor)
        let now = clock.now
        let uses = try await uses.answer("all", now: now) { [database] in
            try await database.read { try OfferUse.all(now: now, in: $0) }
        }
        return try await database.read { db in
            let (items, snoozed) = try StewardQueue.items(uses: uses, now: now, in: db)
            let first = (max(1, page) - 1) * StewardQueue.pageSize
            return Page(
                items: Array(items.dropFirst(first).prefix(StewardQueue.pageSize)),
                total: items.count,
                snoozed: snoozed,
                sent: items.count(where: \.waitsForAnswer)
            )
        }
    }

    static func check(_ actor: Actor) throws(Failure) {
        guard actor.role == .steward || actor.role == .administrator else { throw .forbidden }
    }

    private static func items(
        uses: [Offer.ID: OfferUse],
        now: Date,
        in db: Database
    ) throws -> (items: [QueueItem], snoozed: Int) {
        let all = try sources.flatMap { try $0.items(uses: uses, now: now, in: db) }
        let marks = try marks(now: now, in: db)
        let doubtful = all.filter { !$0.waitsForAnswer }
        let harms = Dictionary(grouping: doubtful) { $0.organisation?.id }.mapValues { $0.reduce(0) { $0 + $1.harm } }
        let waiting = all.compactMap { item -> QueueItem? in
            guard var item = marked(item, marks.isEmpty ? nil : marks[item.subject.key]) else { return nil }
            item.isWorthACall = !item.waitsForAnswer && harms[item.organisation?.id] ?? 0 >= QueuePolicy.worthACall
            return item
        }
        let sorted = waiting.sorted(by: comesFirst)
        return (sorted, all.count - waiting.count)
    }

    /// The most harm first, then what waits longest. Keys are made only for what is alike in both: there are thousands.
    private static func comesFirst(_ one: QueueItem, _ other: QueueItem) -> Bool {
        if one.harm != other.harm { return one.harm > other.harm }
        if one.since != other.since { return one.since < other.since }
        return one.subject.key < other.subject.key
    }

    /// - Returns: nil for what is snoozed.
    private static func marked(_ item: QueueItem, _ mark: Mark?) -> QueueItem? {
        guard let mark else { return item }
        guard !mark.isSnoozed else { return nil }
        var item = item
        item.claim = mark.claim
        return item
    }

    private struct Mark {
        let claim: QueueItem.Claim?
        let isSnoozed: Bool
    }

    private static func marks(now: Date, in db: Database) throws -> [String: Mark] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT queueMark.*, account.name FROM queueMark LEFT JOIN account ON account.id = claimedBy
                WHERE snoozedUntil > ? OR claimedAt > ?
                """,
            arguments: [now, now.adding(days: -claimDays)]
        )
        return rows.reduce(into: [:]) { marks, row in
            let claimedAt: Date? = row["claimedAt"]
            let isClaimed = claimedAt.map { $0 > now.adding(days: -claimDays) } ?? false
            var claim: QueueItem.Claim?
            if isClaimed, let claimedAt {
                claim = QueueItem.Claim(account: row["claimedBy"], name: row["name"] ?? "", at: claimedAt)
            }
            let until: Date? = row["snoozedUntil"]
            marks[row["subject"]] = Mark(claim: claim, isSnoozed: until.map { $0 > now } ?? false)
        }
    }

    // MARK: Saying who does it, and when

    /// Says that this actor is on it. Somebody else's claim is taken over only when it is over.
    ///
    /// - Throws: `Failure.conflict` when somebody else is on it.
    public func claim(_ subject: QueueItem.Subject, by actor: Actor) async throws {
        try StewardQueue.check(actor)
        let now = clock.now
        try await database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO queueMark (subject, claimedBy, claimedAt) VALUES (?, ?, ?)
                    ON CONFLICT (subject) DO UPDATE SET claimedBy = excluded.claimedBy, claimedAt = excluded.claimedAt
                    WHERE claimedBy IS NULL OR claimedBy = excluded.claimedBy OR claimedAt <= ?
                    """,
                arguments: [subject.key, actor.id, now, now.adding(days: -StewardQueue.claimDays)]
            )
            guard db.changesCount == 1 else {
                throw Failure.conflict("Somebody else is on this already. Ask them, or wait a week.")
            }
        }
    }

    /// Gives it back to everybody; nothing happens when it was somebody else's.
    public func release(_ subject: QueueItem.Subject, by actor: Actor) async throws {
        try StewardQueue.check(actor)
        try await database.write { db in
            try db.execute(
                sql: "UPDATE queueMark SET claimedBy = NULL, claimedAt = NULL WHERE subject = ? AND claimedBy = ?",
                arguments: [subject.key, actor.id]
            )
        }
    }

    /// Brings back what was put off, before its time; nothing happens when it was not.
    public func wake(_ subject: QueueItem.Subject, by actor: Actor) async throws {
        try StewardQueue.check(actor)
        try await database.write { db in
            try db.execute(
                sql: "UPDATE queueMark SET snoozedBy = NULL, snoozedUntil = NULL WHERE subject = ?",
                arguments: [subject.key]
            )
        }
    }

    /// Takes it off the list for so many days.
    public func snooze(_ subject: QueueItem.Subject, days: Int, by actor: Actor) async throws {
        try StewardQueue.check(actor)
        guard StewardQueue.snoozeDays.contains(days) else {
            throw Failure.invalid(["days": "Choose for how long it may wait."])
        }
        let until = clock.now.adding(days: days)
        try await database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO queueMark (subject, snoozedBy, snoozedUntil) VALUES (?, ?, ?)
                    ON CONFLICT (subject) DO UPDATE SET snoozedBy = excluded.snoozedBy,
                        snoozedUntil = excluded.snoozedUntil, claimedBy = NULL, claimedAt = NULL
                    """,
                arguments: [subject.key, actor.id, until]
            )
        }
    }
}
