/// What somebody may mean who is still typing.
public enum Suggestion: Equatable, Sendable {
    /// All offers for a need. `said` is the lay phrase that led to it; nil where the need's own name did.
    case need(Need, said: String?)
    case offer(Offer.ID, OfferCard)
    case organisation(Organisation.ID, name: String)
    /// The words before the name of a place, empty when there are none, searched for near that place.
    /// `near` finds the place again, as `Gazetteer.spot(typed:)` reads it.
    case place(Spot, words: String, near: String)
}

/// What there is to suggest of each kind, the likeliest first.
struct SuggestionKinds {
    var needs: [Suggestion] = []
    var offers: [Suggestion] = []
    var organisations: [Suggestion] = []
    var places: [Suggestion] = []

    /// Rows that each kind has for itself, so that none is crowded out: needs, offers, organisations, places. Chosen, not measured.
    private static let shares = [2, 3, 2, 1]

    /// At most `limit`, kind by kind. Rows that one kind has no use for go to the others, offers first.
    func best(_ limit: Int) -> [Suggestion] {
        let kinds = [needs, offers, organisations, places]
        var counts = zip(kinds, SuggestionKinds.shares).map { min($0.count, $1) }
        for kind in [1, 0, 2, 3] {
            let spare = max(0, limit - counts.reduce(0, +))
            counts[kind] += min(spare, kinds[kind].count - counts[kind])
        }
        return Array(zip(kinds, counts).flatMap { $0.prefix($1) }.prefix(limit))
    }
}
