internal import CXapianShim

/// A query and its options laid out for the shim.
struct EncodedSearch {
    private let query: EncodedQuery
    private let ranges: [xs_number_range]
    private let place: PlaceFilter?
    private let leading: xs_number_range?
    private var layout = xs_search()

    /// Throws `invalidArgument` for options out of their range.
    init(_ query: Query, _ options: SearchOptions) throws(SearchIndexError) {
        try Self.validate(options)
        self.query = try EncodedQuery(query)
        ranges = options.ranges.map(xs_number_range.init)
        place = options.place
        leading = options.groupBelow.map(xs_number_range.init)
        layout.offset = UInt32(options.offset)
        layout.limit = UInt32(options.limit)
        layout.check_at_least = UInt32(options.checkAtLeast)
        layout.snippet_bytes = UInt32(options.snippetLength)
        layout.saturation = options.ranking.saturation
        layout.length_normalisation = options.ranking.lengthNormalisation
        switch options.sort {
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

    private static func validate(_ options: SearchOptions) throws(SearchIndexError) {
        let depth = 0...SearchOptions.maximumDepth
        guard depth.contains(options.offset), depth.contains(options.limit),
            depth.contains(options.offset + options.limit)
        else { throw SearchIndexError(.invalidArgument, "a search goes \(depth.upperBound) hits deep") }
        guard (0...Int(Int32.max)).contains(options.checkAtLeast), (0...65_536).contains(options.snippetLength) else {
            throw SearchIndexError(.invalidArgument, "checkAtLeast or snippetLength is out of range")
        }
        guard options.ranking.isValid else {
            throw SearchIndexError(.invalidArgument, "the ranking's dials are out of range")
        }
        guard options.slots.allSatisfy(\.isValid) else {
            throw SearchIndexError(.invalidArgument, "there is no such number slot")
        }
        guard options.place?.centre.isOnEarth != false, options.place?.radiusMetres.map({ $0 >= 0 }) != false else {
            throw SearchIndexError(.invalidArgument, "the place is not on Earth, or its radius is below 0")
        }
        guard options.sort != .distance || options.place != nil else {
            throw SearchIndexError(.invalidArgument, "sorting by distance needs a place")
        }
    }

    func withLayout<Result>(_ body: (UnsafePointer<xs_search>) -> Result) -> Result {
        query.arena.withBytes { bytes in
            query.steps.withUnsafeBufferPointer { steps in
                ranges.withUnsafeBufferPointer { ranges in
                    withPointer(to: leading) { leading in
                        withPlace { place in
                            var whole = layout
                            whole.arena = bytes
                            (whole.steps, whole.step_count) = (steps.baseAddress, steps.count)
                            (whole.ranges, whole.range_count) = (ranges.baseAddress, ranges.count)
                            whole.leading = leading
                            whole.place = place
                            return body(&whole)
                        }
                    }
                }
            }
        }
    }

    private func withPlace<Result>(_ body: (UnsafePointer<xs_place_filter>?) -> Result) -> Result {
        guard let place else { return body(nil) }
        return withPointer(to: place.keepsAlso.map(xs_number_range.init)) { exempt in
            let filter = xs_place_filter(
                centre: xs_place(latitude: place.centre.latitude, longitude: place.centre.longitude),
                radius_metres: place.radiusMetres ?? .infinity,
                keeps_placeless: place.keepsDocumentsWithoutPlace,
                exempt: exempt
            )
            return withUnsafePointer(to: filter, body)
        }
    }
}

private func withPointer<Value, Result>(to value: Value?, _ body: (UnsafePointer<Value>?) -> Result) -> Result {
    guard let value else { return body(nil) }
    return withUnsafePointer(to: value) { body($0) }
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

extension Ranking {
    fileprivate var isValid: Bool {
        saturation >= 0 && saturation.isFinite && (0...1).contains(lengthNormalisation)
    }
}

extension SearchOptions {
    fileprivate var slots: [NumberSlot] {
        let conditions = ranges + [groupBelow, place?.keepsAlso].compactMap(\.self)
        guard case .number(let slot, _) = sort else { return conditions.map(\.slot) }
        return conditions.map(\.slot) + [slot]
    }
}
