import Foundation
import SearchIndex
import Testing

@Suite struct FactorTests {
    private static let factors: [ScoreFactor] = [
        .mark(Mark(3), present: 1.2, absent: 1),
        .anyMark([Mark(10), Mark(70), Mark(200)], present: 0.5, absent: 0.9),
        .range(NumberRange(.first, min: 50, keepsMissing: true), inside: 1, outside: 0.7),
        .distance(halfwayMetres: 4000, floor: 0.3, unknown: 0.6),
    ]
    private static let tea = Query.anyOf([.term(.body, "tea"), .term(.body, "chess", weight: 2)])

    @Test func scoreIsTheTextScoreTimesEveryFactor() async throws {
        let random = RandomDocuments(count: 200, seed: 3)
        let readers = try await TemporaryIndex().holding(random.documents)
        let place = PlaceFilter(centre: RandomDocuments.centre)
        let plain = try await readers.search(Self.tea, SearchOptions(limit: 200)).hits
        let options = SearchOptions(limit: 200, place: place, factors: Self.factors)
        let hits = try await readers.search(Self.tea, options).hits
        #expect(hits.count == plain.count)
        let textScores = Dictionary(uniqueKeysWithValues: plain.map { ($0.id, $0.score) })
        for hit in hits {
            let document = try #require(random[hit.id])
            let expected = Self.factors.map { document.value(of: $0, centre: place.centre) }
            #expect(hit.factors.count == 4)
            for (value, expected) in zip(hit.factors, expected) { #expect(abs(value - expected) < 1e-6) }
            #expect(hit.textScore == textScores[hit.id])
            #expect(hit.score == hit.textScore * hit.factors.reduce(1, *))
        }
        #expect(hits.map(\.score) == hits.map(\.score).sorted(by: >))
    }

    @Test func withoutFactorsTheScoreIsTheTextScore() async throws {
        let readers = try await TemporaryIndex().holding([.sample("a", "tea")])
        let hit = try #require(try await readers.search(Self.tea).hits.first)
        #expect(hit.score == hit.textScore && hit.score > 0)
        #expect(hit.factors.isEmpty)
    }

    @Test func distanceHalvesWhatCanBeLostAtTheHalfwayMark() async throws {
        let centre = Coordinate(latitude: 0, longitude: 0)
        // One degree along the equator: 2π × 6,371,008.8 m / 360.
        let degree = 111_195.08
        let readers = try await TemporaryIndex().holding([
            .at("nowhere"), .at("far", Coordinate(latitude: 0, longitude: 2)),
            .at("halfway", Coordinate(latitude: 0, longitude: 1)), .at("here", centre),
        ])
        let factor = ScoreFactor.distance(halfwayMetres: degree, floor: 0.2, unknown: 0.9)
        let options = SearchOptions(place: PlaceFilter(centre: centre), factors: [factor])
        let hits = try await readers.search(.all, options).hits
        #expect(hits.map(\.id) == ["here", "nowhere", "halfway", "far"])
        for (hit, expected) in zip(hits, [1, 0.9, 0.6, 0.36]) { #expect(abs(hit.score - expected) < 1e-6) }
    }

    /// The index has many more matches than a search looks at first, and factors that lift light documents.
    @Test(arguments: [0, 40, 10_000])
    func theBestAreFoundHoweverFewAreChecked(checkAtLeast: Int) async throws {
        let random = RandomDocuments(count: 3000, seed: 5)
        let readers = try await TemporaryIndex().holding(random.documents)
        let lifting: [ScoreFactor] = [.mark(Mark(1), present: 8, absent: 1), .mark(Mark(2), present: 1, absent: 0.5)]
        for (query, factors) in [
            (Self.tea, Self.factors), (Self.tea, lifting), (Self.tea, []), (.all, Self.factors), (.all, lifting),
            (.filter(.all, by: Self.tea), lifting), (.scaled(Self.tea, 0), Self.factors),
            (Self.tea, [.mark(Mark(1), present: 0, absent: 0)]), (.maybe(required: .all, optional: Self.tea), lifting),
        ] {
            for divider in [nil, NumberRange(.first, min: 30), NumberRange(.first, min: 99)] {
                let options = SearchOptions(
                    offset: 7,
                    limit: 30,
                    checkAtLeast: checkAtLeast,
                    ranges: [NumberRange(.last, max: 3)],
                    place: PlaceFilter(centre: RandomDocuments.centre, radiusMetres: 14_000),
                    facets: [Facet([.mark(Mark(20)), .range(NumberRange(.first))], chosen: [0, 1])],
                    groupBelow: divider,
                    factors: factors
                )
                let hits = try await readers.search(query, options).hits
                let expected = try await Self.ranked(query, options, random, readers)
                #expect(hits.map(\.id) == expected.map(\.id))
                for (hit, expected) in zip(hits, expected) { #expect(abs(hit.score - expected.score) < 1e-6) }
            }
        }
    }

    private struct Expected {
        let id: String
        let number: Int
        let isBelow: Bool
        let score: Double
    }

    /// The page of a search by scoring and sorting every document that matches.
    private static func ranked(
        _ query: Query,
        _ options: SearchOptions,
        _ random: RandomDocuments,
        _ readers: IndexReaderPool
    ) async throws -> [Expected] {
        let plain = try await readers.search(query, SearchOptions(limit: 3000)).hits
        let hasScores = options.factors.isEmpty || plain.contains { $0.textScore > 0 }
        let all = plain.compactMap { hit -> Expected? in
            guard let document = random[hit.id], options.isHit(document), let number = Int(hit.id) else { return nil }
            let factors = options.factors.map { document.value(of: $0, centre: RandomDocuments.centre) }
            return Expected(
                id: hit.id,
                number: number,
                isBelow: options.groupBelow.map(document.holds) == false,
                score: factors.reduce(hasScores ? hit.textScore : 1, *)
            )
        }
        let sorted = all.sorted { one, other in
            if one.isBelow != other.isBelow { return !one.isBelow }
            // The distance here and in the index differ in their last digits.
            if abs(one.score - other.score) > 1e-9 { return one.score > other.score }
            return one.number < other.number
        }
        return Array(sorted.dropFirst(options.offset).prefix(options.limit))
    }

    @Test func equalNumbersSortByScoreWithFactors() async throws {
        let readers = try await TemporaryIndex().holding([
            IndexDocument(id: "a", numbers: [.first: 2]),
            IndexDocument(id: "b", numbers: [.first: 2], marks: [Mark(0)]),
            IndexDocument(id: "c", numbers: [.first: 1]),
        ])
        let options = SearchOptions(
            sort: .number(.first, ascending: true),
            factors: [.mark(Mark(0), present: 2, absent: 1)]
        )
        #expect(try await readers.ids(.all, options) == ["c", "b", "a"])
    }

    @Test func senselessFactorsAreRefused() async throws {
        let readers = try await TemporaryIndex().holding([.sample("a", "tea")])
        let place = PlaceFilter(centre: RandomDocuments.centre)
        let good = ScoreFactor.distance(halfwayMetres: 1, floor: 0, unknown: 100)
        var refused: [[ScoreFactor]] = [
            [.mark(Mark(Mark.count), present: 1, absent: 1)], [.anyMark([Mark(0), Mark(-1)], present: 1, absent: 1)],
            [.range(NumberRange(NumberSlot(16)), inside: 1, outside: 1)], Array(repeating: good, count: 33),
        ]
        for value in [-0.1, 100.1, .nan, .infinity] {
            refused.append([.mark(Mark(0), present: value, absent: 1)])
            refused.append([.range(NumberRange(.first), inside: 1, outside: value)])
            refused.append([.distance(halfwayMetres: 1, floor: value, unknown: 1)])
            refused.append([.distance(halfwayMetres: 1, floor: 0, unknown: value)])
        }
        for halfway in [0, -1, .nan, .infinity] {
            refused.append([.distance(halfwayMetres: halfway, floor: 0, unknown: 1)])
        }
        for factors in refused {
            let options = SearchOptions(place: place, factors: factors)
            #expect(await failure { _ = try await readers.search(.all, options) } == .invalidArgument)
        }
        let placeless = SearchOptions(factors: [good])
        #expect(await failure { _ = try await readers.search(.all, placeless) } == .invalidArgument)
        let most = SearchOptions(place: place, factors: Array(repeating: good, count: 32))
        #expect(await failure { _ = try await readers.search(.all, most) } == nil)
    }
}
