import GRDB

/// What is recorded of people for counting; only on episodes, and only where they told it.
public enum Background: String, Sendable, CaseIterable {
    case age, sex, ethnicity, deprivation
}

/// Referrals by what is recorded of the people, and how far they came.
public struct BackgroundTable: Sendable, Equatable {
    public let background: Background
    /// Nil for "not recorded", which stands last. Deprivation is in fifths: "1" is the most deprived fifth of England.
    public let values: [String?]
    /// Columns: it helped, started and did not help (or not yet), did not start (or not yet).
    public let table: SmallNumbers.Table

    /// Only how many there are of each: where the report hides how many started or were helped, so does this.
    var closed: BackgroundTable {
        let hidden = table.cells.map { $0.map { _ in Int?.none } }
        return BackgroundTable(
            background: background,
            values: values,
            table: SmallNumbers.Table(
                cells: hidden,
                rowTotals: table.rowTotals,
                columnTotals: table.columnTotals.map { _ in nil },
                total: table.total
            )
        )
    }
}

struct BackgroundFigures {
    private var counts: [Background: [String?: [Int]]] = [:]

    static func request(_ scope: ReportScope, _ period: ReportPeriod) -> SQLRequest<Row> {
        let rows = scope.made(in: period)
        return """
            SELECT ageBand, sex, ethnicity, (deprivation + 1) / 2 AS fifth,
                CASE WHEN referral.helped IN ('a lot', 'some') THEN 0 WHEN startedOn IS NOT NULL THEN 1 ELSE 2 END AS far,
                COUNT(*) AS number
            FROM referral LEFT JOIN episode ON episode.id = referral.episodeID
            WHERE \(rows)
            GROUP BY 1, 2, 3, 4, 5
            """
    }

    init(_ scope: ReportScope, _ period: ReportPeriod, in db: Database) throws {
        let rows = try BackgroundFigures.request(scope, period).fetchCursor(db)
        while let row = try rows.next() {
            let (far, number) = (row["far"] as Int, row["number"] as Int)
            add(.age, row["ageBand"], far, number)
            add(.sex, row["sex"], far, number)
            add(.ethnicity, row["ethnicity"], far, number)
            add(.deprivation, (row["fifth"] as Int?).map(String.init), far, number)
        }
    }

    private mutating func add(_ background: Background, _ value: String?, _ far: Int, _ number: Int) {
        var row = counts[background]?[value] ?? [0, 0, 0]
        row[far] += number
        counts[background, default: [:]][value] = row
    }

    /// Ages in their order; the rest by name; "not recorded" last.
    var tables: [BackgroundTable] {
        Background.allCases.map { background in
            let found = counts[background] ?? [:]
            let known = background == .age ? AgeBand.allCases.map(\.rawValue) : found.keys.compactMap { $0 }.sorted()
            let values = known.filter { found[$0] != nil }.map(Optional.some) + (found[nil] == nil ? [] : [nil])
            let table = SmallNumbers.table(values.map { found[$0] ?? [0, 0, 0] })
            // Where all are hidden, so is which of them there are.
            let isClosed = table.rowTotals.allSatisfy { $0 == nil }
            return BackgroundTable(
                background: background,
                values: isClosed ? [] : values,
                table: isClosed ? SmallNumbers.table([]) : table
            )
        }
    }
}
