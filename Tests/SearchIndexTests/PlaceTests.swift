import SearchIndex
import Testing

@Suite struct PlaceTests {
    private static let london = Coordinate(latitude: 51.5074, longitude: -0.1278)
    private static let croydon = Coordinate(latitude: 51.3762, longitude: -0.0982)
    private static let paris = Coordinate(latitude: 48.8566, longitude: 2.3522)
    private static let documents: [IndexDocument] = [
        .at("paris", paris), .at("nowhere"), .at("both", paris, croydon), .at("london", london),
    ]

    private func search(
        _ place: PlaceFilter,
        sort: SortOrder = .distance,
        documents: [IndexDocument] = documents
    ) async throws -> [Hit] {
        let readers = try await TemporaryIndex().holding(documents)
        return try await readers.search(.all, SearchOptions(place: place, sort: sort)).hits
    }

    @Test func nearestComesFirstAndPlacelessLast() async throws {
        let hits = try await search(PlaceFilter(centre: Self.london))
        #expect(hits.map(\.id) == ["london", "both", "paris", "nowhere"])
    }

    /// Metres by the haversine formula, worked out apart from this code.
    @Test func distanceIsInMetresToTheNearestPlace() async throws {
        let hits = try await search(PlaceFilter(centre: Self.london))
        let metres = hits.map(\.distanceMetres)
        #expect(metres.count == 4)
        #expect(metres[3] == nil)
        for (distance, expected) in zip(metres, [0, 14_732.3, 343_556.5]) {
            #expect(abs(try #require(distance) - expected) < 1)
        }
    }

    @Test func radiusLeavesOutWhatIsFarther() async throws {
        let near = try await search(
            PlaceFilter(centre: Self.london, radiusMetres: 20_000, keepsDocumentsWithoutPlace: false)
        )
        #expect(near.map(\.id) == ["london", "both"])
        let withPlaceless = try await search(PlaceFilter(centre: Self.london, radiusMetres: 20_000))
        #expect(withPlaceless.map(\.id) == ["london", "both", "nowhere"])
        let nothing = try await search(
            PlaceFilter(centre: Self.paris, radiusMetres: 0, keepsDocumentsWithoutPlace: false)
        )
        #expect(nothing.map(\.id) == ["paris", "both"])
    }

    @Test func documentsThatComeToThePersonStay() async throws {
        var travelling = IndexDocument.at("travelling", Self.paris)
        travelling.numbers = [.last: 1]
        let filter = PlaceFilter(
            centre: Self.london,
            radiusMetres: 1000,
            keepsDocumentsWithoutPlace: false,
            keepsAlso: NumberRange(.last, min: 1)
        )
        let hits = try await search(filter, documents: Self.documents + [travelling])
        #expect(hits.map(\.id) == ["london", "travelling"])
    }

    @Test func documentsThatCoverTheAreaStay() async throws {
        var covering = IndexDocument.at("covering", Self.paris)
        covering.terms = [Term(.area, "Southwark")]
        var elsewhere = IndexDocument.at("elsewhere", Self.paris)
        elsewhere.terms = [Term(.area, "Montmartre")]
        var filter = PlaceFilter(
            centre: Self.london,
            radiusMetres: 1000,
            keepsDocumentsWithoutPlace: false,
            keepsTerms: [Term(.area, "Southwark"), Term(.area, "London"), Term(.area, ""), Term(.area, "Southwark")]
        )
        let documents = Self.documents + [covering, elsewhere]
        let hits = try await search(filter, documents: documents)
        #expect(hits.map(\.id) == ["london", "covering"])
        #expect(abs(try #require(hits.last?.distanceMetres) - 343_556.5) < 1)
        filter.keepsTerms = Array(repeating: Term(.area, "London"), count: PlaceFilter.maximumTerms + 1)
        #expect(await failure { _ = try await search(filter) } == .invalidArgument)
    }

    @Test func distanceIsRightAcrossTheDateLineAndAtThePoles() async throws {
        let fiji = Coordinate(latitude: 0, longitude: 179.999)
        let pole = Coordinate(latitude: 90, longitude: 0)
        let documents: [IndexDocument] = [.at("fiji", fiji), .at("pole", pole)]
        let here = PlaceFilter(centre: Coordinate(latitude: 0, longitude: -179.999))
        let metres = try await search(here, documents: documents).compactMap(\.distanceMetres)
        #expect(metres.count == 2)
        #expect(abs(metres[0] - 222.4) < 0.1)
        #expect(abs(metres[1] - 10_007_557) < 1)
    }

    @Test func distanceFollowsAMovedDocument() async throws {
        let index = try TemporaryIndex()
        let readers = try await index.holding(Self.documents)
        let options = SearchOptions(limit: 1, place: PlaceFilter(centre: Self.paris), sort: .distance)
        #expect(try await readers.ids(.all, options) == ["paris"])
        let writer = try await index.writer()
        try await writer.replace([.at("paris", Self.london), .at("both", Self.london), .at("new", Self.croydon)])
        try await writer.commit()
        #expect(try await readers.ids(.all, options) == ["new"])
    }

    @Test func placesOffTheEarthAreRefused() async throws {
        let writer = try await TemporaryIndex().writer()
        for (latitude, longitude) in [(90.1, 0), (0, -180.1), (Double.nan, 0), (0, .infinity)] {
            let place = Coordinate(latitude: latitude, longitude: longitude)
            #expect(await failure { try await writer.replace(.at("a", place)) } == .invalidArgument)
            #expect(await failure { _ = try await search(PlaceFilter(centre: place)) } == .invalidArgument)
        }
        let inward = PlaceFilter(centre: Self.london, radiusMetres: -1)
        #expect(await failure { _ = try await search(inward) } == .invalidArgument)
    }

    @Test func sortingByDistanceNeedsAPlace() async throws {
        let readers = try await TemporaryIndex().holding(Self.documents)
        let options = SearchOptions(sort: .distance)
        #expect(await failure { _ = try await readers.search(.all, options) } == .invalidArgument)
    }
}
