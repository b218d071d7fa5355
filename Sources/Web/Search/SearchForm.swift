import Core

/// The search form as it stands on the page, filled with what was asked.
struct SearchForm: Sendable {
    struct Radius: Sendable {
        let value: Int
        let label: String
        let isSelected: Bool
    }

    let words: String
    let near: String
    let need: String?
    let radii: [Radius]

    init(_ request: SearchRequest) {
        words = request.words
        near = request.near
        need = request.need?.rawValue
        radii = SearchRequest.radii.map {
            Radius(value: $0, label: Words.count($0, "mile"), isSelected: $0 == request.radius)
        }
    }
}
