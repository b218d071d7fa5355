import Testing

@testable import Core

@Suite("Dashes in a query")
struct QueryDashTests {
    private func dashed(_ text: String) throws -> [String] {
        try QueryWord.words(of: text).filter(\.hasDashAfter).map(\.word)
    }

    @Test(
        "are known after the word before them, with spaces or without",
        arguments: [
            ("mon-fri", ["mon"]), ("mon - fri", ["mon"]), ("mon– fri", ["mon"]), ("mon -fri", ["mon"]),
            ("mon—fri sat", ["mon"]), ("drop-in 11-18", ["drop", "11"]), ("fri-", ["fri"]), ("- mon", []),
            ("mon fri", []),
            ("--", []), ("a--b", ["a"]),
        ] as [(String, [String])]
    )
    func dashes(text: String, expected: [String]) throws {
        #expect(try dashed(text) == expected)
    }

    @Test("part words as spaces do")
    func words() throws {
        for text in ["self-harm", "post‑natal", "drop-in/ring", "e-mail me - please"] {
            let plain = String(text.map { "-–—‑".contains($0) ? " " : $0 })
            #expect(try QueryWord.words(of: text).map(\.word) == QueryWord.words(of: plain).map(\.word), "\(text)")
        }
    }
}
