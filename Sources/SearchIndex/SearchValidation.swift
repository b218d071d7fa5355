extension SearchOptions {
    /// Throws `invalidArgument` for options out of their range.
    func validate() throws(SearchIndexError) {
        try validatePage()
        try validatePlace()
        try validateFacets()
        try validateFactors()
        try require(ranking.isValid, "the ranking's dials are out of range")
        try require(slots.allSatisfy(\.isValid), "there is no such number slot")
        try require(marks.allSatisfy(\.isValid), "there is no such mark")
    }

    private func validatePage() throws(SearchIndexError) {
        let depth = 0...Self.maximumDepth
        let isWithin = depth.contains(offset) && depth.contains(limit) && depth.contains(offset + limit)
        try require(isWithin, "a search goes \(depth.upperBound) hits deep")
        let isCountable = (0..<Int(Int32.max)).contains(checkAtLeast) && (0...65_536).contains(snippetLength)
        try require(isCountable, "checkAtLeast or snippetLength is out of range")
    }

    private func validatePlace() throws(SearchIndexError) {
        guard let place else {
            return try require(sort != .distance, "sorting by distance needs a place")
        }
        let isSensible = place.centre.isOnEarth && place.radiusMetres.map { $0 >= 0 } != false
        try require(isSensible, "the place is not on Earth, or its radius is below 0")
        try require(place.keepsTerms.count <= PlaceFilter.maximumTerms, "a place keeps too many terms")
    }

    private func validateFacets() throws(SearchIndexError) {
        let valueCount = facets.reduce(0) { $0 + $1.values.count }
        let areFew = facets.count <= Self.maximumFacets && valueCount <= Self.maximumFacetValues
        try require(areFew, "a search has too many facets, or values in them")
        let areThere = facets.allSatisfy { $0.chosen.allSatisfy($0.values.indices.contains) }
        try require(areThere, "a facet has no value at a chosen position")
    }

    private func validateFactors() throws(SearchIndexError) {
        try require(factors.count <= Self.maximumFactors, "a search has too many factors")
        try require(factors.allSatisfy(\.isValid), "a factor is out of range")
        let areMeasurable = place != nil || !factors.contains(where: \.isByDistance)
        try require(areMeasurable, "a factor by distance needs a place")
    }

    private func require(_ condition: Bool, _ message: String) throws(SearchIndexError) {
        guard condition else { throw SearchIndexError(.invalidArgument, message) }
    }

    private var slots: [NumberSlot] {
        var conditions = ranges + [groupBelow, place?.keepsAlso].compactMap(\.self)
        conditions += facets.flatMap(\.values).compactMap(\.range) + factors.compactMap(\.range)
        guard case .number(let slot, _) = sort else { return conditions.map(\.slot) }
        return conditions.map(\.slot) + [slot]
    }

    private var marks: [Mark] {
        facets.flatMap(\.values).compactMap(\.mark) + factors.flatMap(\.marks)
    }
}

extension Ranking {
    fileprivate var isValid: Bool {
        saturation >= 0 && saturation.isFinite && (0...1).contains(lengthNormalisation)
    }
}

extension FacetValue {
    fileprivate var mark: Mark? {
        if case .mark(let mark) = self { mark } else { nil }
    }

    fileprivate var range: NumberRange? {
        if case .range(let range) = self { range } else { nil }
    }
}

extension ScoreFactor {
    fileprivate var isValid: Bool {
        let allowed = 0.0...100.0
        return switch self {
        case .mark(_, let one, let other), .anyMark(_, let one, let other), .range(_, let one, let other):
            allowed.contains(one) && allowed.contains(other)
        case .distance(let halfway, let floor, let unknown):
            halfway > 0 && halfway.isFinite && (0...1).contains(floor) && allowed.contains(unknown)
        }
    }

    fileprivate var isByDistance: Bool {
        if case .distance = self { true } else { false }
    }

    fileprivate var range: NumberRange? {
        if case .range(let range, _, _) = self { range } else { nil }
    }

    fileprivate var marks: [Mark] {
        switch self {
        case .mark(let mark, _, _): [mark]
        case .anyMark(let marks, _, _): marks
        case .range, .distance: []
        }
    }
}
