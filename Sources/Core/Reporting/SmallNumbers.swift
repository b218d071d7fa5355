/// Hides small numbers so that they cannot be had back by subtraction.
///
/// 1 to 6 people are hidden (under 7: the project's issue on reports). Where a total stands beside a list, more is hidden
/// until what is hidden could be at least eight different things each, for a reader who knows every number that is
/// shown. Hidden is nil; which number is hidden for itself and which for another's sake cannot be seen.
///
/// A zero in a list is shown: that a thing happened to nobody says of no one what did happen. In a table a zero beside
/// other numbers is hidden like a small one, because there it says of everybody in the row that they are in another
/// column.
public enum SmallNumbers {
    /// The smallest number of people that is shown.
    public static let least = 7

    public static func isSmall(_ count: Int) -> Bool { (1..<least).contains(count) }

    /// One number by itself, with no total beside it.
    public static func single(_ count: Int) -> Int? { isSmall(count) ? nil : count }

    /// The parts of a whole whose total is shown, unless that is small itself.
    ///
    /// - Parameter counts: none negative.
    public static func list(_ counts: [Int]) -> (counts: [Int?], total: Int?) {
        let total = counts.reduce(0, +)
        var hidden = Set(counts.indices.filter { isSmall(counts[$0]) })
        guard !hidden.isEmpty else { return (counts, total) }
        if total < least { return (counts.map { _ in nil }, nil) }
        let others = counts.indices.filter { counts[$0] >= least }.sorted { (counts[$0], $0) < (counts[$1], $1) }
        for index in others where !isSafe(hidden, of: counts) { hidden.insert(index) }
        // Too many ones: zeros are hidden as well, so that a hidden number may be none at all.
        guard isSafe(hidden, of: counts) else { return (counts.map { _ in nil }, total) }
        return (counts.indices.map { hidden.contains($0) ? nil : counts[$0] }, total)
    }

    /// Zeros being shown, each hidden number is known to be 1 or more.
    private static func isSafe(_ hidden: Set<Int>, of counts: [Int]) -> Bool {
        let sum = hidden.reduce(0) { $0 + counts[$1] }
        return hidden.count >= 2 && sum - hidden.count >= least
    }

    /// A table whose rows and columns add up, with its totals.
    public struct Table: Equatable, Sendable {
        public let cells: [[Int?]]
        public let rowTotals: [Int?]
        public let columnTotals: [Int?]
        public let total: Int?
    }

    /// Each row is shown whole or, of its cells, not at all.
    ///
    /// The hidden rows are so many that they hold at least `least` in every column, in every row whose total is shown,
    /// and beside each of these: then every hidden cell can be anything in a range of at least `least` (the bounds of a
    /// table with known margins: from max(0, row + column - all) to min(row, column)).
    ///
    /// - Parameter rows: all of one length, at least 2; none negative.
    public static func table(_ rows: [[Int]]) -> Table {
        let totals = rows.map { $0.reduce(0, +) }
        let (shownTotals, total) = list(totals)
        let width = rows.first?.count ?? 0
        let filled = rows.indices.filter { totals[$0] > 0 }
        var hidden = Set(
            filled.filter { row in shownTotals[row] == nil || rows[row].contains { $0 < least } }
        )
        let others = filled.filter { !hidden.contains($0) }.sorted { (totals[$0], $0) < (totals[$1], $1) }
        for row in others where !isSafe(hidden, of: rows, shownTotals) { hidden.insert(row) }
        let isSafe = isSafe(hidden, of: rows, shownTotals)
        // Where all row totals are hidden with their zeros, so are the cells.
        let isEmptyShown = shownTotals.contains { $0 != nil }
        return Table(
            cells: rows.indices.map { row in
                hidden.contains(row) || (totals[row] == 0 && !isEmptyShown) ? rows[row].map { _ in nil } : rows[row]
            },
            rowTotals: shownTotals,
            columnTotals: (0..<width).map { column in isSafe ? rows.reduce(0) { $0 + $1[column] } : nil },
            total: total
        )
    }

    private static func isSafe(_ hidden: Set<Int>, of rows: [[Int]], _ shownTotals: [Int?]) -> Bool {
        guard let first = hidden.first else { return true }
        let columns = rows[first].indices.map { column in hidden.reduce(0) { $0 + rows[$1][column] } }
        let all = columns.reduce(0, +)
        return hidden.count >= 2 && columns.allSatisfy { $0 >= least && all - $0 >= least }
            && hidden.allSatisfy { row in shownTotals[row].map { all - $0 >= least } ?? true }
    }
}
