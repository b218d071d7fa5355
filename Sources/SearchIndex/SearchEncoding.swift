internal import CXapianShim

/// A query and its options laid out for the shim.
struct EncodedSearch {
    private let memory = LayoutMemory()
    private var arena: Arena
    private var layout = xs_search()

    /// Throws `invalidArgument` for options out of their range.
    init(_ query: Query, _ options: SearchOptions) throws(SearchIndexError) {
        try options.validate()
        let query = try EncodedQuery(query)
        arena = query.arena
        (layout.steps, layout.step_count) = (memory.copy(query.steps), query.steps.count)
        setNumbers(options)
        setSort(options.sort)
        try setPlace(options.place)
        setFacets(options.facets)
        let ranges = options.ranges.map(xs_number_range.init)
        (layout.ranges, layout.range_count) = (memory.copy(ranges), ranges.count)
        layout.leading = memory.copy(options.groupBelow.map(xs_number_range.init))
        let factors = options.factors.map(xs_factor.init)
        (layout.factors, layout.factor_count) = (memory.copy(factors), factors.count)
    }

    func withLayout<Result>(_ body: (UnsafePointer<xs_search>) -> Result) -> Result {
        withExtendedLifetime(memory) {
            arena.withBytes { bytes in
                var whole = layout
                whole.arena = bytes
                return body(&whole)
            }
        }
    }

    private mutating func setNumbers(_ options: SearchOptions) {
        layout.offset = UInt32(options.offset)
        layout.limit = UInt32(options.limit)
        layout.check_at_least = UInt32(options.checkAtLeast)
        layout.snippet_bytes = UInt32(options.snippetLength)
        layout.explains = options.explains
        layout.saturation = options.ranking.saturation
        layout.length_normalisation = options.ranking.lengthNormalisation
    }

    private mutating func setSort(_ sort: SortOrder) {
        switch sort {
        case .relevance:
            layout.sort = XS_BY_RELEVANCE
        case .distance:
            layout.sort = XS_BY_DISTANCE
        case .number(let slot, let ascending):
            layout.sort = XS_BY_NUMBER
            layout.sort_slot = UInt32(slot.index)
            layout.sort_descending = !ascending
        }
    }

    private mutating func setFacets(_ facets: [Facet]) {
        let values = facets.flatMap { facet in
            facet.values.enumerated().map { xs_facet_value($1, isChosen: facet.chosen.contains($0)) }
        }
        let sizes = facets.map { xs_facet(value_count: UInt32($0.values.count), needs_all: $0.needsAll) }
        (layout.facets, layout.facet_count) = (memory.copy(sizes), sizes.count)
        (layout.facet_values, layout.facet_value_count) = (memory.copy(values), values.count)
    }

    private mutating func setPlace(_ place: PlaceFilter?) throws(SearchIndexError) {
        guard let place else { return }
        var terms: [xs_span] = []
        for term in place.keepsTerms.compactMap(\.stored) { terms.append(try arena.add(term)) }
        let filter = xs_place_filter(
            centre: xs_place(latitude: place.centre.latitude, longitude: place.centre.longitude),
            radius_metres: place.radiusMetres ?? .infinity,
            keeps_placeless: place.keepsDocumentsWithoutPlace,
            exempt: memory.copy(place.keepsAlso.map(xs_number_range.init)),
            exempt_terms: memory.copy(terms),
            exempt_term_count: terms.count
        )
        layout.place = memory.copy(filter)
    }
}

extension xs_number_range {
    fileprivate init(_ range: NumberRange) {
        self.init(
            slot: UInt32(range.slot.index),
            low: range.min ?? -.infinity,
            high: range.max ?? .infinity,
            keeps_missing: range.keepsMissing
        )
    }
}

extension xs_facet_value {
    fileprivate init(_ value: FacetValue, isChosen: Bool) {
        self.init()
        is_chosen = isChosen
        switch value {
        case .mark(let mark):
            self.mark = UInt32(mark.index)
        case .range(let range):
            is_range = true
            self.range = xs_number_range(range)
        }
    }
}

extension xs_factor {
    fileprivate init(_ factor: ScoreFactor) {
        self.init()
        switch factor {
        case .mark(let mark, let present, let absent):
            (kind, high, low, marks) = (XS_FACTOR_MARKS, present, absent, xs_marks([mark]))
        case .anyMark(let marks, let present, let absent):
            (kind, high, low, self.marks) = (XS_FACTOR_MARKS, present, absent, xs_marks(marks))
        case .range(let range, let inside, let outside):
            (kind, high, low, self.range) = (XS_FACTOR_RANGE, inside, outside, xs_number_range(range))
        case .distance(let halfway, let floor, let unknown):
            (kind, high, low, self.unknown) = (XS_FACTOR_DISTANCE, 1, floor, unknown)
            halfway_metres = halfway
        }
    }
}
