import Testing
import WebSupport

@Suite struct QRCodeTests {
    private let address = "https://fingerpost.example/o/8f1c520e"

    @Test func aCodeHasASizeOfTheStandardAndThreeFinders() throws {
        let code = try #require(QRCode(address))
        #expect(code.side % 4 == 1 && (21...177).contains(code.side))
        let finder = ["#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######"]
        for (top, left) in [(0, 0), (0, code.side - 7), (code.side - 7, 0)] {
            let seen = (0..<7).map { row in
                String((0..<7).map { code.isDark(row: top + row, column: left + $0) ? "#" : "." })
            }
            #expect(seen == finder, "at row \(top), column \(left)")
        }
        // The timing pattern between the finders alternates, and one module beside the lower finder is always dark.
        for column in 8..<(code.side - 8) { #expect(code.isDark(row: 6, column: column) == (column % 2 == 0)) }
        #expect(code.isDark(row: code.side - 8, column: 8))
    }

    @Test func thePathDrawsEveryDarkModuleWithinTheQuietZone() throws {
        let code = try #require(QRCode(address))
        let side = code.side + 2 * QRCode.quietZone
        #expect(code.viewBox == "0 0 \(side) \(side)")
        var drawn: Set<[Int]> = []
        for run in code.path.split(separator: "M") {
            let numbers = run.split { !$0.isNumber }.compactMap { Int($0) }
            try #require(numbers.count == 5)
            for column in numbers[0]..<(numbers[0] + numbers[2]) {
                drawn.insert([numbers[1] - QRCode.quietZone, column - QRCode.quietZone])
            }
        }
        for row in 0..<code.side {
            for column in 0..<code.side {
                #expect(drawn.contains([row, column]) == code.isDark(row: row, column: column))
            }
        }
        #expect(drawn.allSatisfy { $0.allSatisfy((0..<code.side).contains) })
    }

    @Test func theSameTextGivesTheSameCodeAndAnotherAnother() {
        #expect(QRCode(address) == QRCode(address))
        #expect(QRCode(address) != QRCode(address + "x"))
    }

    @Test func whatNoCodeCanHoldGivesNone() {
        #expect(QRCode("") == nil)
        #expect(QRCode("a\u{0}b") == nil)
        #expect(QRCode(String(repeating: "a", count: 2_331))?.side == 177)
        #expect(QRCode(String(repeating: "a", count: 2_332)) == nil)
        #expect(QRCode("Łukasz 李 👩🏽‍🦽") != nil)
    }

    @Test func outsideTheCodeNothingIsDark() throws {
        let code = try #require(QRCode(address))
        for (row, column) in [(-1, 0), (0, -1), (code.side, 0), (0, code.side), (.max, .max)] {
            #expect(!code.isDark(row: row, column: column))
        }
    }
}
