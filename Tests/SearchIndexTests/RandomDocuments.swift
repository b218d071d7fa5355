import Foundation
import SearchIndex

/// The same numbers at every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Documents that differ in everything, and a plain way to work out what a search of them must give.
struct RandomDocuments {
    static let words = ["tea", "dance", "garden", "walk", "chess", "choir", "debt", "advice"]
    static let centre = Coordinate(latitude: 51.5, longitude: -0.1)

    let documents: [IndexDocument]
    private let byID: [String: IndexDocument]

    init(count: Int, seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        documents = (0..<count).map { Self.document($0, &generator) }
        byID = Dictionary(uniqueKeysWithValues: documents.map { ($0.id, $0) })
    }

    private static func document(_ number: Int, _ generator: inout SeededGenerator) -> IndexDocument {
        let text = (0..<Int.random(in: 3...30, using: &generator)).map { _ in
            // Words at the front of the list are more frequent.
            words[min(.random(in: 0..<8, using: &generator), .random(in: 0..<8, using: &generator))]
        }
        var document = IndexDocument(id: "\(number)", text: [TextField(.body, text.joined(separator: " "))])
        document.marks = Set(
            (0..<Mark.count).filter { _ in .random(in: 0..<10, using: &generator) == 0 }.map(Mark.init)
        )
        document.terms = [Term(.area, "area\(Int.random(in: 0..<20, using: &generator))")]
        if Bool.random(using: &generator) { document.numbers[.first] = .random(in: 0...100, using: &generator) }
        document.numbers[.last] = Double(number % 5)
        document.places = (0..<Int.random(in: 0...2, using: &generator)).map { _ in
            Coordinate(
                latitude: .random(in: 51.4...51.6, using: &generator),
                longitude: .random(in: -0.3...0.1, using: &generator)
            )
        }
        return document
    }

    subscript(id: String) -> IndexDocument? { byID[id] }
}

extension IndexDocument {
    func holds(_ range: NumberRange) -> Bool {
        guard let number = numbers[range.slot] else { return range.keepsMissing }
        return number >= range.min ?? -.infinity && number <= range.max ?? .infinity
    }

    func holds(_ value: FacetValue) -> Bool {
        switch value {
        case .mark(let mark): marks.contains(mark)
        case .range(let range): holds(range)
        }
    }

    func holdsChoice(of facet: Facet) -> Bool {
        let chosen = facet.chosen.map { facet.values[$0] }
        guard !chosen.isEmpty else { return true }
        return facet.needsAll ? chosen.allSatisfy(holds) : chosen.contains(where: holds)
    }

    /// All but the facets.
    func holdsConditions(_ options: SearchOptions) -> Bool {
        guard options.ranges.allSatisfy(holds) else { return false }
        guard let place = options.place else { return true }
        if place.keepsAlso.map(holds) == true || !Set(place.keepsTerms).isDisjoint(with: terms) { return true }
        guard let metres = metres(from: place.centre) else { return place.keepsDocumentsWithoutPlace }
        return metres <= place.radiusMetres ?? .infinity
    }

    /// By the haversine formula.
    func metres(from centre: Coordinate) -> Double? {
        func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }
        func haversine(_ angle: Double) -> Double { (1 - cos(angle)) / 2 }
        return places.map { place in
            let north = haversine(radians(place.latitude - centre.latitude))
            let east = haversine(radians(place.longitude - centre.longitude))
            let share = north + cos(radians(place.latitude)) * cos(radians(centre.latitude)) * east
            return 2 * 6_371_008.8 * asin(sqrt(share))
        }.min()
    }

    func value(of factor: ScoreFactor, centre: Coordinate) -> Double {
        switch factor {
        case .mark(let mark, let present, let absent): marks.contains(mark) ? present : absent
        case .anyMark(let any, let present, let absent): marks.isDisjoint(with: any) ? absent : present
        case .range(let range, let inside, let outside): holds(range) ? inside : outside
        case .distance(let halfway, let floor, let unknown):
            metres(from: centre).map { floor + (1 - floor) / (1 + ($0 / halfway) * ($0 / halfway)) } ?? unknown
        }
    }
}

extension SearchOptions {
    /// The counts that a search must give for documents that match its query, worked out facet by facet.
    func expectedCounts(_ documents: [IndexDocument]) -> [[Int]] {
        facets.enumerated().map { position, facet in
            facet.values.map { value in
                documents.count { document in
                    document.holdsConditions(self) && document.holds(value)
                        && facets.enumerated().allSatisfy { other, facet in
                            (other == position && !facet.needsAll) || document.holdsChoice(of: facet)
                        }
                }
            }
        }
    }

    func isHit(_ document: IndexDocument) -> Bool {
        document.holdsConditions(self) && facets.allSatisfy(document.holdsChoice)
    }
}
