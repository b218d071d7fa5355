import SearchIndex
import Testing

@Suite struct NumberTests {
    private static let documents: [IndexDocument] = [
        .numbered("ten", 10), .numbered("none", nil), .numbered("minus", -5), .numbered("big", 1_700_000_000.25),
    ]

    private func ids(_ options: SearchOptions) async throws -> [String] {
        try await TemporaryIndex().holding(Self.documents).ids(.all, options)
    }

    @Test func rangesIncludeTheirBounds() async throws {
        #expect(try await ids(SearchOptions(ranges: [NumberRange(.first, min: 10)])) == ["ten", "big"])
        #expect(try await ids(SearchOptions(ranges: [NumberRange(.first, max: 10)])) == ["ten", "minus"])
        let both = SearchOptions(ranges: [NumberRange(.first, min: -5, max: 10)])
        #expect(try await ids(both) == ["ten", "minus"])
        let exact = SearchOptions(ranges: [NumberRange(.first, min: 1_700_000_000.25, max: 1_700_000_000.25)])
        #expect(try await ids(exact) == ["big"])
    }

    @Test func missingNumbersPassWhenAskedFor() async throws {
        let range = NumberRange(.first, min: 10, keepsMissing: true)
        #expect(try await ids(SearchOptions(ranges: [range])) == ["ten", "none", "big"])
        #expect(try await ids(SearchOptions(ranges: [NumberRange(.last)])) == [])
        #expect(try await ids(SearchOptions(ranges: [NumberRange(.last, keepsMissing: true)])).count == 4)
    }

    @Test func allRangesMustHold() async throws {
        let ranges = [NumberRange(.first, min: 0), NumberRange(.first, max: 100)]
        #expect(try await ids(SearchOptions(ranges: ranges)) == ["ten"])
    }

    @Test func numbersSortBothWaysWithMissingOnesLast() async throws {
        let up = SearchOptions(sort: .number(.first, ascending: true))
        #expect(try await ids(up) == ["minus", "ten", "big", "none"])
        let down = SearchOptions(sort: .number(.first, ascending: false))
        #expect(try await ids(down) == ["big", "ten", "minus", "none"])
    }

    @Test func documentsBelowTheDividerComeAfterAllOthers() async throws {
        let divider = NumberRange(.first, max: 100)
        let options = SearchOptions(sort: .number(.first, ascending: false), groupBelow: divider)
        let readers = try await TemporaryIndex().holding(Self.documents)
        let hits = try await readers.search(.all, options).hits
        #expect(hits.map(\.id) == ["ten", "minus", "big", "none"])
        #expect(hits.map(\.isBelow) == [false, false, true, true])
    }

    @Test func dividerKeepsRelevanceWithinEachSide() async throws {
        var documents: [IndexDocument] = []
        for (id, body, number) in [("a", "tea", 2.0), ("b", "tea tea tea", 2), ("c", "tea", 1), ("d", "tea tea", 1)] {
            var document = try IndexDocument.sample(id, body)
            document.numbers = [.first: number]
            documents.append(document)
        }
        let readers = try await TemporaryIndex().holding(documents)
        let options = SearchOptions(groupBelow: NumberRange(.first, max: 1))
        #expect(try await readers.ids(.term(.body, "tea"), options) == ["d", "c", "b", "a"])
    }

    @Test func slotsAndNumbersOutOfRangeAreRefused() async throws {
        let writer = try await TemporaryIndex().writer()
        for numbers in [[NumberSlot(16): 1.0], [NumberSlot(-1): 1], [.first: Double.nan]] {
            let document = IndexDocument(id: "a", numbers: numbers)
            #expect(await failure { try await writer.replace(document) } == .invalidArgument)
        }
        let wrong = SearchOptions(ranges: [NumberRange(NumberSlot(16))])
        #expect(await failure { _ = try await ids(wrong) } == .invalidArgument)
    }
}
