import Core

/// The search form as it stands on the page, filled with what was asked.
struct SearchForm: Sendable {
    struct Radius: Sendable {
        let value: String
        let label: String
        let isSelected: Bool
    }

    /// What was chosen besides, and goes along.
    struct Hidden: Sendable {
        let name: String
        let value: String
    }

    let words: String
    let near: String
    let radii: [Radius]
    let hidden: [Hidden]
    /// Where the field for words asks what may be meant.
    let suggest = Path.suggest.text

    init(_ request: SearchRequest) {
        words = request.words
        near = request.near
        radii =
            [Radius(value: "", label: "nearby", isSelected: request.radius == nil)]
            + SearchRequest.radii.map {
                Radius(value: String($0), label: Words.count($0, "mile"), isSelected: $0 == request.radius)
            }
        hidden = request.choicesInAddress().map { Hidden(name: $0.0, value: $0.1) }
    }
}
