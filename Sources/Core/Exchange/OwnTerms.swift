/// What a record says by terms of our own lists (`TermCatalogue`): a feed of another Fingerpost arrives as what it was,
/// instead of being guessed anew from words.
struct OwnTerms {
    private(set) var needs: [Need.ID] = []
    private(set) var audience: [Offer.Audience] = []
    private(set) var ways: [Offer.Way] = []
    private(set) var joining: [Offer.Joining] = []
    /// Terms of other lists, and those of ours that are not known here.
    private(set) var others: [OfferAttribute] = []

    /// Whether it has any: a feed that knows nothing of our lists leaves what was chosen here as it is.
    var areThere: Bool { !(needs.isEmpty && audience.isEmpty && ways.isEmpty && joining.isEmpty) }

    /// - Parameter knowsNeed: whether our list of needs has it.
    init(_ attributes: [OfferAttribute], knowsNeed: (Need.ID) -> Bool) {
        for attribute in attributes where !take(attribute, knowsNeed) { others.append(attribute) }
    }

    private mutating func take(_ attribute: OfferAttribute, _ knowsNeed: (Need.ID) -> Bool) -> Bool {
        guard let code = attribute.code else { return false }
        switch attribute.taxonomy {
        case OpenReferral.Taxonomy.needs.name:
            let need = Need.ID(rawValue: code)
            guard knowsNeed(need) else { return false }
            needs.append(need)
            return true
        case OpenReferral.Taxonomy.audience.name: return OwnTerms.add(code, to: &audience)
        case OpenReferral.Taxonomy.ways.name: return OwnTerms.add(code, to: &ways)
        case OpenReferral.Taxonomy.joining.name: return OwnTerms.add(code, to: &joining)
        default: return false
        }
    }

    private static func add<Choice: RawRepresentable<String>>(_ code: String, to list: inout [Choice]) -> Bool {
        guard let choice = Choice(rawValue: code) else { return false }
        list.append(choice)
        return true
    }
}
