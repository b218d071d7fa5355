import TestSupport
import Testing

@testable import Core

@Suite("Small numbers in reports")
struct SmallNumbersTests {
    @Test("under seven are hidden, and nought and seven are not")
    func single() {
        #expect(SmallNumbers.single(0) == 0 && SmallNumbers.single(7) == 7)
        #expect((1...6).allSatisfy { SmallNumbers.single($0) == nil })
    }

    @Test("take another number with them, where a total would give them away")
    func list() {
        #expect(SmallNumbers.list([30, 3, 12]).counts == [30, nil, nil])
        #expect(SmallNumbers.list([30, 3, 12]).total == 45)
        #expect(SmallNumbers.list([30, 0, 12]).counts == [30, 0, 12])
        #expect(SmallNumbers.list([2, 1, 0]).counts == [nil, nil, nil] && SmallNumbers.list([2, 1, 0]).total == nil)
        // Seven ones that add up to seven could be nothing else.
        #expect(SmallNumbers.list(Array(repeating: 1, count: 7)).counts.allSatisfy { $0 == nil })
        #expect(SmallNumbers.list(Array(repeating: 1, count: 7) + [40]).counts.allSatisfy { $0 == nil })
        #expect(SmallNumbers.list([]).total == 0)
    }

    @Test("a nought in a table is hidden beside other numbers, and shown where nobody is counted")
    func zeros() {
        let table = SmallNumbers.table([[20, 0, 10], [0, 0, 0], [30, 20, 20], [40, 30, 20]])
        #expect(table.cells == [[nil, nil, nil], [0, 0, 0], [nil, nil, nil], [40, 30, 20]])
        #expect(table.rowTotals == [30, 0, 70, 90] && table.columnTotals == [90, 50, 50] && table.total == 190)
    }

    @Test("whoever knows every number that is shown is left with eight possible ones for each that is hidden")
    func lists() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<5_000 {
            let most = Int.random(in: 1...40, using: &random)
            let counts = (0..<Int.random(in: 1...8, using: &random)).map { _ in Int.random(in: 0...most, using: &random)
            }
            let (shown, total) = SmallNumbers.list(counts)
            for (count, shown) in zip(counts, shown) where shown != nil {
                #expect(shown == count && !(1...6).contains(count))
            }
            #expect(total == nil || total == counts.reduce(0, +))
            guard total != nil || shown.contains(where: { $0 != nil }) else { continue }
            let least = shown.contains(0) ? 1 : 0
            let reader = Reader(
                cells: shown.map { [$0] },
                rowTotals: shown.map { _ in nil },
                columnTotals: [total],
                least: least
            )
            #expect(reader.narrowest >= SmallNumbers.least, "\(counts)")
        }
    }

    @Test("and so it is in tables with totals on every side")
    func tables() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<5_000 {
            let width = Int.random(in: 2...4, using: &random)
            let most = [3, 12, 30, 200][Int.random(in: 0...3, using: &random)]
            let rows = (0..<Int.random(in: 1...7, using: &random)).map { _ in
                (0..<width).map { _ in max(0, Int.random(in: -most / 4...most, using: &random)) }
            }
            let table = SmallNumbers.table(rows)
            for (row, shown) in zip(rows, table.cells) {
                for (count, shown) in zip(row, shown) where shown != nil {
                    #expect(shown == count && !(1...6).contains(count))
                }
            }
            for total in table.rowTotals + table.columnTotals + [table.total] {
                #expect(total.map { !(1...6).contains($0) } ?? true, "\(rows)")
            }
            let reader = Reader(
                cells: table.cells,
                rowTotals: table.rowTotals,
                columnTotals: table.columnTotals,
                least: 0
            )
            #expect(reader.narrowest >= SmallNumbers.least, "\(rows)")
        }
    }

    /// Somebody who works out bounds for every hidden number from all that is shown, over and over, until nothing
    /// becomes narrower.
    private struct Reader {
        let cells: [[Int?]]
        let rowTotals: [Int?]
        let columnTotals: [Int?]
        let least: Int
        private static let most = 1_000_000

        var narrowest: Int {
            var bounds = cells.map { $0.map { $0.map { ($0, $0) } ?? (least, Reader.most) } }
            var isNarrower = true
            while isNarrower {
                isNarrower = false
                for row in bounds.indices {
                    if let total = rowTotals[row] {
                        narrow(bounds[row].indices.map { (row, $0) }, total, &bounds, &isNarrower)
                    }
                }
                for column in columnTotals.indices {
                    if let total = columnTotals[column] {
                        narrow(bounds.indices.map { ($0, column) }, total, &bounds, &isNarrower)
                    }
                }
            }
            let hidden = bounds.indices.flatMap { row in bounds[row].indices.map { (row, $0) } }
                .filter { cells[$0.0][$0.1] == nil }
            return hidden.map { bounds[$0.0][$0.1].1 - bounds[$0.0][$0.1].0 }.min() ?? Reader.most
        }

        private func narrow(
            _ line: [(Int, Int)],
            _ total: Int,
            _ bounds: inout [[(Int, Int)]],
            _ isNarrower: inout Bool
        ) {
            let lows = line.reduce(0) { $0 + bounds[$1.0][$1.1].0 }
            let highs = line.reduce(0) { $0 + bounds[$1.0][$1.1].1 }
            for (row, column) in line {
                let (low, high) = bounds[row][column]
                let next = (max(low, total - (highs - high)), min(high, total - (lows - low)))
                if next != (low, high) { (bounds[row][column], isNarrower) = (next, true) }
            }
        }
    }
}
