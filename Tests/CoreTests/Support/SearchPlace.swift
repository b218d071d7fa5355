import Foundation
import SearchIndex
import TestSupport

@testable import Core

/// Places to search: a directory of a few listings, indexed.
extension TestPlace {
    static func with(_ listings: [Listing]) async throws -> TestPlace {
        let place = try await TestPlace.empty()
        try await place.save(listings)
        try await place.features.indexer.reconcile()
        return place
    }

    func find(_ words: String, _ change: (inout SearchRequest) -> Void = { _ in }) async throws -> Search.Results {
        var request = SearchRequest(words: words)
        change(&request)
        return try await features.search.find(request)
    }

    func titles(_ words: String, _ change: (inout SearchRequest) -> Void = { _ in }) async throws -> [String] {
        try await find(words, change).found.map(\.title)
    }

    /// As after somebody deleted it; searches go on without.
    func removeIndex() async throws {
        await features.indexer.close()
        try FileManager.default.removeItem(at: folder.appendingPathComponent("index"))
    }
}

/// Points in the towns that tests speak of.
enum Town {
    static let reading = Coordinate(latitude: 51.4538, longitude: -0.9737)
    static let wells = Coordinate(latitude: 51.2086, longitude: -2.6472)
    static let peckham = Coordinate(latitude: 51.4751, longitude: -0.0684)
    static let newCross = Coordinate(latitude: 51.4759, longitude: -0.0395)
    static let nunhead = Coordinate(latitude: 51.4588, longitude: -0.0560)
    static let bartonInOxford = Coordinate(latitude: 51.7645, longitude: -1.1939)
    static let bartonInGloucester = Coordinate(latitude: 51.8584, longitude: -2.2329)
    static let balsallHeath = Coordinate(latitude: 52.4587, longitude: -1.8837)
    static let hackney = Coordinate(latitude: 51.541, longitude: -0.063)
    static let leeds = Coordinate(latitude: 53.797, longitude: -1.543)
}

extension Coordinate {
    func moved(northMetres: Double) -> Coordinate {
        Coordinate(latitude: latitude + northMetres / 111_195, longitude: longitude)
    }
}
