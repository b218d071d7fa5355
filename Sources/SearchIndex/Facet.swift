/// Something that a document has or has not, to choose by.
public enum FacetValue: Hashable, Sendable {
    case mark(Mark)
    case range(NumberRange)
}

/// Values of one kind, of which a person may choose some.
///
/// With a choice, hits have any of the chosen values, or with `needsAll` every one. A value's count is the number of
/// documents with it that pass everything else and every other facet's choice. A facet's own choice does not lower
/// its own counts, as another value of it can be chosen as well; with `needsAll` it does.
public struct Facet: Hashable, Sendable {
    public var values: [FacetValue]
    /// Positions in `values`; others are refused with `invalidArgument`.
    public var chosen: Set<Int>
    public var needsAll: Bool

    public init(_ values: [FacetValue], chosen: Set<Int> = [], needsAll: Bool = false) {
        self.values = values
        self.chosen = chosen
        self.needsAll = needsAll
    }
}
