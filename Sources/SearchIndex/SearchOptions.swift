/// A condition on a number of each document; the bounds are included.
public struct NumberRange: Hashable, Sendable {
    public var slot: NumberSlot
    public var min: Double?
    public var max: Double?
    /// Whether documents without the number pass.
    public var keepsMissing: Bool

    public init(_ slot: NumberSlot, min: Double? = nil, max: Double? = nil, keepsMissing: Bool = false) {
        self.slot = slot
        self.min = min
        self.max = max
        self.keepsMissing = keepsMissing
    }
}

/// A condition on how far a document's nearest place is; also what distances are measured from.
public struct PlaceFilter: Hashable, Sendable {
    /// All outward postcodes of London are 309, of the next largest county 102.
    public static let maximumTerms = 400

    public var centre: Coordinate
    /// nil to measure distances without leaving any document out for them.
    public var radiusMetres: Double?
    /// Whether documents without a place pass.
    public var keepsDocumentsWithoutPlace: Bool
    /// Documents that fulfil this pass wherever they are, such as those that come to the person.
    public var keepsAlso: NumberRange?
    /// Documents that hold any of these pass wherever they are, such as those that cover the person's area; at most
    /// `maximumTerms`. The first search after a commit reads the list of each: about 2 ms for 100,000 documents.
    public var keepsTerms: [Term]

    public init(
        centre: Coordinate,
        radiusMetres: Double? = nil,
        keepsDocumentsWithoutPlace: Bool = true,
        keepsAlso: NumberRange? = nil,
        keepsTerms: [Term] = []
    ) {
        self.centre = centre
        self.radiusMetres = radiusMetres
        self.keepsDocumentsWithoutPlace = keepsDocumentsWithoutPlace
        self.keepsAlso = keepsAlso
        self.keepsTerms = keepsTerms
    }
}

/// The order of hits. Equal ones go by score, then oldest document first.
public enum SortOrder: Hashable, Sendable {
    case relevance
    /// Nearest first, documents without a place last; needs `SearchOptions.place`.
    case distance
    /// Documents without the number last, either way.
    case number(NumberSlot, ascending: Bool)
}

/// The two dials of BM25.
public struct Ranking: Hashable, Sendable {
    /// How much a word's second and third occurrence still add (k1), 0 or more.
    public var saturation: Double
    /// How much longer documents are marked down (b), 0 to 1.
    public var lengthNormalisation: Double

    public init(saturation: Double = 1, lengthNormalisation: Double = 0.5) {
        self.saturation = saturation
        self.lengthNormalisation = lengthNormalisation
    }
}

/// Which of the matching documents to give, in what order, and what with them.
///
/// The order of the hits is exact, whatever `checkAtLeast`. Where words decide alone, and mostly with `factors` and
/// `groupBelow` too, documents of little weight are not looked at once enough were counted; a sort other than by
/// relevance, and factors or a divider for a query that gives no score, need a look at every match.
public struct SearchOptions: Hashable, Sendable {
    /// `offset` and `limit` together may not exceed this.
    public static let maximumDepth = 100_000
    public static let maximumFacets = 32
    /// Values of all facets together.
    public static let maximumFacetValues = 512
    public static let maximumFactors = 32

    public var offset: Int
    public var limit: Int
    /// Totals and counts are exact up to this many hits, and lower bounds above it.
    public var checkAtLeast: Int
    /// All of these must hold.
    public var ranges: [NumberRange]
    public var place: PlaceFilter?
    public var facets: [Facet]
    public var sort: SortOrder
    /// Documents that fail this come after all that fulfil it, and are marked.
    public var groupBelow: NumberRange?
    /// What scores are multiplied by.
    public var factors: [ScoreFactor]
    /// About how many bytes of sample to show; 0 for no snippets.
    public var snippetLength: Int
    /// Whether hits say which of the query's terms they hold.
    public var explains: Bool
    public var ranking: Ranking

    public init(
        offset: Int = 0,
        limit: Int = 20,
        checkAtLeast: Int = 10_000,
        ranges: [NumberRange] = [],
        place: PlaceFilter? = nil,
        facets: [Facet] = [],
        sort: SortOrder = .relevance,
        groupBelow: NumberRange? = nil,
        factors: [ScoreFactor] = [],
        snippetLength: Int = 0,
        explains: Bool = false,
        ranking: Ranking = Ranking()
    ) {
        self.offset = offset
        self.limit = limit
        self.checkAtLeast = checkAtLeast
        self.ranges = ranges
        self.place = place
        self.facets = facets
        self.sort = sort
        self.groupBelow = groupBelow
        self.factors = factors
        self.snippetLength = snippetLength
        self.explains = explains
        self.ranking = ranking
    }
}
