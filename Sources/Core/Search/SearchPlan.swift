import Foundation
import SearchIndex

/// A request, read and placed, as a search of the index.
struct SearchPlan {
    let query: Query
    let facets: FacetChoices
    let ranking: OfferRanking
    private(set) var options: SearchOptions

    private static let metresPerMile = 1_609.344
    /// Bytes.
    private static let snippetLength = 220

    /// - Parameter isAnywhere: distances are measured, and nothing is left out for being far.
    init(_ request: SearchRequest, results: Search.Results, marks: OfferMarks, isAnywhere: Bool, now: Date) {
        let words = OfferQuery(results.reading).query
        let radius = Double(results.radius) * SearchPlan.metresPerMile
        query = words ?? .all
        facets = FacetChoices(request, marks: marks, now: now)
        ranking = OfferRanking(
            results.reading,
            marks: marks,
            hasPlace: results.spot != nil,
            radiusMetres: radius,
            now: now
        )
        options = SearchOptions(
            offset: (request.page - 1) * SearchRequest.pageSize,
            limit: SearchRequest.pageSize,
            place: results.spot.map { SearchPlan.place($0, radius: isAnywhere ? nil : radius) },
            facets: facets.searched(counts: request.countsFacets),
            groupBelow: NumberRange(OfferDocument.Slot.unconfirmedFrom, min: now.timeIntervalSince1970.nextUp),
            factors: ranking.factors.map(\.factor),
            snippetLength: words == nil ? 0 : SearchPlan.snippetLength,
            explains: request.explains,
            ranking: Ranking(saturation: OfferQuery.Weight.saturation, lengthNormalisation: OfferQuery.Weight.length)
        )
        if !request.seesHidden {
            options.ranges = [NumberRange(OfferDocument.Slot.hiddenFrom, min: now.timeIntervalSince1970.nextUp)]
        }
        let isPlain = words == nil && results.reading.understood.allSatisfy(\.isPlace)
        options.sort = SearchPlan.sort(request, isPlain: isPlain, hasPlace: results.spot != nil)
    }

    /// Near enough, or for people who live there, or to be had wherever one lives.
    private static func place(_ spot: Spot, radius: Double?) -> PlaceFilter {
        PlaceFilter(
            centre: spot.coordinate,
            radiusMetres: radius,
            keepsDocumentsWithoutPlace: radius == nil,
            keepsAlso: NumberRange(OfferDocument.Slot.comesToYou, min: 1),
            keepsTerms: areas(of: spot)
        )
    }

    /// Names first: London has more outward postcodes than one search may ask for.
    private static func areas(of spot: Spot) -> [Term] {
        let outcodes = Set(spot.outcodes.map { $0.lowercased() })
        let inOrder = spot.areas.filter { !outcodes.contains($0) } + spot.areas.filter(outcodes.contains)
        return inOrder.prefix(PlaceFilter.maximumTerms).map { Term(.area, $0) }
    }

    /// - Parameter isPlain: nothing is said but perhaps a place, so nothing can be best.
    private static func sort(_ request: SearchRequest, isPlain: Bool, hasPlace: Bool) -> SearchIndex.SortOrder {
        if hasPlace, isPlain || request.order == .nearest { return .distance }
        return isPlain ? .number(OfferDocument.Slot.confirmedAt, ascending: false) : .relevance
    }
}

/// Why a hit stands where it does.
public struct Explanation: Sendable, Equatable {
    /// What its words give it (BM25).
    public let textScore: Double
    /// The query's terms that it holds, as the index stores them (see `TermPrefix`).
    public let terms: [String]
    /// What that was multiplied by, where it is not 1.
    public let factors: [Factor]

    public struct Factor: Sendable, Equatable {
        public let name: String
        public let value: Double
    }

    init(_ hit: Hit, factors names: [String]) {
        textScore = hit.textScore
        terms = hit.matchedTerms
        factors = zip(names, hit.factors).filter { $1 != 1 }.map(Factor.init)
    }
}

/// A facet with its values' counts.
public struct FacetCounts: Sendable, Equatable {
    public let name: FacetName
    public let values: [Value]

    public struct Value: Sendable, Equatable {
        /// As it stands in the address.
        public let key: String
        public let count: Int
        public let isChosen: Bool
    }
}

extension FacetChoices {
    func counts(_ counts: [[Int]]) -> [FacetCounts] {
        zip(facets, counts).map { facet, counts in
            let chosen = Set(request.choices[facet.name] ?? [])
            return FacetCounts(
                name: facet.name,
                values: zip(facet.values, counts).map {
                    FacetCounts.Value(key: $0.key, count: $1, isChosen: chosen.contains($0.key))
                }
            )
        }
    }
}
