import Foundation
import GRDB

/// Where people were not helped because there was nothing, or no room.
public struct UnmetNeed: Sendable, Equatable {
    public struct Line: Sendable, Equatable {
        /// Empty where it is not known.
        public let name: String
        /// Nil is hidden.
        public let count: Int?
    }

    /// Declined because there was no room, by the needs that the offer is for: one referral counts for each of them.
    public var fullByNeed: [Line] = []
    /// The same by the outward postcode of the person's practice: where people live is sealed.
    public var fullByArea: [Line] = []
    /// Searches without a good hit, by what they were about and from where. Whole months.
    public var missesByNeed: [Line] = []
    public var missesByArea: [Line] = []
    public var searches = 0
    public var misses = 0

    private static let mostLines = 30

    /// - Parameter isFullShown: whether the report shows how many were declined for want of room; else none is shown.
    init(_ scope: ReportScope, _ period: ReportPeriod, isFullShown: Bool, in db: Database) throws {
        let areas = try UnmetNeed.lines(UnmetNeed.areas(scope, period), in: db)
        let shown = SmallNumbers.list(areas.map { $0.count ?? 0 }).counts
        // Where all are hidden, so is from which areas they are.
        let isClosed = !isFullShown || shown.allSatisfy { $0 == nil }
        fullByArea = isClosed ? [] : UnmetNeed.ordered(zip(areas, shown).map { Line(name: $0.name, count: $1) })
        fullByNeed = try UnmetNeed.lines(UnmetNeed.needs(scope, period), in: db).map {
            isFullShown ? UnmetNeed.hidden($0) : Line(name: $0.name, count: nil)
        }
        fullByNeed = UnmetNeed.ordered(fullByNeed)
        if scope.hasSearches { try countSearches(period, in: db) }
    }

    private static func lines(_ request: SQLRequest<Row>, in db: Database) throws -> [Line] {
        try request.fetchAll(db).map { Line(name: $0["name"] ?? "", count: $0["number"]) }
    }

    static func needs(_ scope: ReportScope, _ period: ReportPeriod) -> SQLRequest<Row> {
        let rows = scope.made(in: period)
        return """
            SELECT need.name AS name, COUNT(*) AS number
            FROM referral JOIN offerNeed ON offerNeed.offerID = referral.offerID JOIN need ON need.id = offerNeed.needID
            WHERE \(rows) AND referral.closure = 'declined' AND referral.reason = 'no capacity'
            GROUP BY need.id
            """
    }

    static func areas(_ scope: ReportScope, _ period: ReportPeriod) -> SQLRequest<Row> {
        let rows = scope.made(in: period)
        return """
            SELECT substr(practice.postcode, 1, instr(practice.postcode || ' ', ' ') - 1) AS name, COUNT(*) AS number
            FROM referral LEFT JOIN practice ON practice.code = referral.practiceCode
            WHERE \(rows) AND referral.closure = 'declined' AND referral.reason = 'no capacity'
            GROUP BY 1
            """
    }

    private mutating func countSearches(_ period: ReportPeriod, in db: Database) throws {
        missesByNeed = UnmetNeed.ordered(
            try UnmetNeed.lines(UnmetNeed.missedNeeds(period), in: db).map(UnmetNeed.hidden)
        )
        missesByArea = UnmetNeed.ordered(
            try UnmetNeed.lines(UnmetNeed.missedAreas(period), in: db).map(UnmetNeed.hidden)
        )
        let all = try UnmetNeed.allSearches(period).fetchOne(db)
        (searches, misses) = (all?["searches"] ?? 0, all?["misses"] ?? 0)
    }

    /// The most first; what is hidden last and by name, because its order would tell.
    private static func ordered(_ lines: [Line]) -> [Line] {
        lines.sorted { ($1.count ?? 0, $0.name) < ($0.count ?? 0, $1.name) }
    }

    private static func hidden(_ line: Line) -> Line {
        Line(name: line.name, count: line.count.flatMap(SmallNumbers.single))
    }

    static func missedNeeds(_ period: ReportPeriod) -> SQLRequest<Row> {
        """
        SELECT need.name AS name, SUM(misses) AS number FROM searchCount LEFT JOIN need ON need.id = needID
        WHERE month BETWEEN \(period.months.lowerBound) AND \(period.months.upperBound)
        GROUP BY needID HAVING number > 0 ORDER BY number DESC, name LIMIT \(mostLines)
        """
    }

    static func missedAreas(_ period: ReportPeriod) -> SQLRequest<Row> {
        """
        SELECT area AS name, SUM(misses) AS number FROM searchCount
        WHERE month BETWEEN \(period.months.lowerBound) AND \(period.months.upperBound)
        GROUP BY area HAVING number > 0 ORDER BY number DESC, name LIMIT \(mostLines)
        """
    }

    static func allSearches(_ period: ReportPeriod) -> SQLRequest<Row> {
        """
        SELECT coalesce(SUM(searches), 0) AS searches, coalesce(SUM(misses), 0) AS misses FROM searchCount
        WHERE month BETWEEN \(period.months.lowerBound) AND \(period.months.upperBound)
        """
    }
}
