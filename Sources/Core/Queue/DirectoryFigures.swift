import Foundation
import GRDB

/// How true the directory is, in numbers.
public struct DirectoryFigures: Sendable {
    let database: AppDatabase
    let clock: AppClock
    private let remembered = Remembered<String, Answer>()

    init(database: AppDatabase, clock: AppClock) {
        self.database = database
        self.clock = clock
    }

    public struct Answer: Sendable, Equatable {
        public let all: Share
        /// By need and by area, what has most listings first; a listing counts for each of its own.
        public let byNeed: [Share]
        public let byArea: [Share]
        /// Days since the last confirmation, in the middle; nil when nothing was ever confirmed.
        public let medianAge: Int?
        public let neverConfirmed: Int
        /// The last twelve months, the earliest first.
        public let months: [Month]
        /// Minutes of telephoning that answers by link and letter have spared in a year.
        public let minutesSaved: Int
    }

    public struct Share: Sendable, Equatable {
        public let name: String
        public let listed: Int
        public let fresh: Int

        public var perCent: Int { listed == 0 ? 0 : Int((Double(fresh) * 100 / Double(listed)).rounded()) }
    }

    public struct Month: Sendable, Equatable {
        /// "2026-11".
        public let name: String
        /// At its end, or now.
        public let share: Share
        /// Entries of the ledger that speak for a listing.
        public let confirmations: [Evidence.Kind: Int]
    }

    /// A call with its notes, for all of an organisation's listings together. A judgement; no source.
    public static let minutesPerCall = 10
    static let monthsShown = 12

    /// Up to a minute old, because everything is counted.
    public func answer(for actor: Actor) async throws -> Answer {
        try StewardQueue.check(actor)
        let now = clock.now
        return try await remembered.answer("all", now: now) { [database] in
            try await database.read { try DirectoryFigures.count(now: now, in: $0) }
        }
    }

    private static func count(now: Date, in db: Database) throws -> Answer {
        let offers = try Offer.fetchAll(
            db,
            sql: "SELECT * FROM offer WHERE status IN ('active', 'temporarily closed')"
        )
        let fresh = Set(offers.filter { $0.freshness(now: now) == .fresh }.map(\.id))
        let ages = offers.compactMap(\.confirmedAt).map { Int(now.timeIntervalSince($0) / 86_400) }.sorted()
        return Answer(
            all: Share(name: "", listed: offers.count, fresh: fresh.count),
            byNeed: try shares(
                "SELECT offerID, name FROM offerNeed JOIN need ON need.id = needID",
                fresh,
                of: Set(offers.map(\.id)),
                in: db
            ),
            byArea: try shares(
                "SELECT DISTINCT offerID, name FROM serviceArea",
                fresh,
                of: Set(offers.map(\.id)),
                in: db
            ),
            medianAge: ages.isEmpty ? nil : ages[ages.count / 2],
            neverConfirmed: offers.count - ages.count,
            months: try months(offers, now: now, in: db),
            minutesSaved: try minutesSaved(since: now.adding(days: -365), in: db)
        )
    }

    private static func shares(
        _ sql: String,
        _ fresh: Set<Offer.ID>,
        of listed: Set<Offer.ID>,
        in db: Database
    ) throws -> [Share] {
        var counts: [String: (listed: Int, fresh: Int)] = [:]
        let rows = try Row.fetchCursor(db, sql: sql)
        while let row = try rows.next() {
            let id: Offer.ID = row["offerID"]
            guard listed.contains(id) else { continue }
            counts[row["name"], default: (0, 0)].listed += 1
            if fresh.contains(id) { counts[row["name"], default: (0, 0)].fresh += 1 }
        }
        return counts.map { Share(name: $0.key, listed: $0.value.listed, fresh: $0.value.fresh) }
            .sorted { ($1.listed, $0.name) < ($0.listed, $1.name) }
    }

    /// Answers without a telephone: those of one organisation on one day are one call that nobody had to make.
    private static func minutesSaved(since: Date, in db: Database) throws -> Int {
        let answers = try Int.fetchOne(
            db,
            sql: """
                SELECT COUNT(DISTINCT organisationID || substr(at, 1, 10)) FROM evidence JOIN offer ON offer.id = offerID
                WHERE kind IN ('confirmed online', 'confirmed by letter') AND at >= ?
                """,
            arguments: [since]
        )
        return (answers ?? 0) * minutesPerCall
    }

    // MARK: Over time

    private static func months(_ offers: [Offer], now: Date, in db: Database) throws -> [Month] {
        let entries = try Evidence.fetchAll(db, sql: "SELECT * FROM evidence ORDER BY at, id")
        let ledgers = Dictionary(grouping: entries, by: \.offerID)
        let signs = Dictionary(grouping: entries.filter { EvidencePolicy.support($0.kind) != nil }) {
            String(Day($0.at).description.prefix(7))
        }
        let today = Day(now)
        return (0..<monthsShown).reversed().map { back in
            let (year, month) = (today.month - back - 1).quotientAndRemainder(dividingBy: 12, from: today.year)
            let name = "\(year)-\(month + 1 < 10 ? "0" : "")\(month + 1)"
            let end = back == 0 ? now : DirectoryFigures.end(year: year, month: month + 1) ?? now
            let there = offers.filter { $0.addedAt <= end }
            let fresh = there.count { $0.wasFresh(at: end, ledger: ledgers[$0.id] ?? []) }
            return Month(
                name: name,
                share: Share(name: name, listed: there.count, fresh: fresh),
                confirmations: (signs[name] ?? []).reduce(into: [:]) { $0[$1.kind, default: 0] += 1 }
            )
        }
    }

    private static func end(year: Int, month: Int) -> Date? {
        let next = month == 12 ? (year + 1, 1) : (year, month + 1)
        return Day.calendar.date(from: DateComponents(year: next.0, month: next.1, day: 1))
    }
}

extension Int {
    /// Month 0 to 11 and its year, for a month that may lie in an earlier one.
    fileprivate func quotientAndRemainder(dividingBy months: Int, from year: Int) -> (year: Int, month: Int) {
        let month = ((self % months) + months) % months
        return (year + (self - month) / months, month)
    }
}

extension Offer {
    /// As far as the ledger tells: what a source said before the last import is gone.
    fileprivate func wasFresh(at date: Date, ledger: [Evidence]) -> Bool {
        let standing = EvidencePolicy.standing(
            of: ledger.filter { $0.at <= date },
            confirmedAt: confirmedAt.flatMap { $0 <= date ? $0 : nil },
            interval: confirmationInterval
        )
        return FreshnessPolicy.freshness(standing, addedAt: addedAt, interval: confirmationInterval, now: date)
            == .fresh
    }
}
