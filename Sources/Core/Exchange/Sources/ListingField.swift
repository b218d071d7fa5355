import Foundation

/// One fact of a listing that somebody here can own, by the name of its property in `Offer` or `Listing`.
///
/// Whoever edits a listing claims the fields by these names (`FieldOwners.claim`); from then on no source overwrites them.
struct ListingField: Sendable {
    let name: String
    /// As JSON, for comparing and keeping.
    let json: @Sendable (Listing) throws -> String
    let copy: @Sendable (_ from: Listing, _ to: inout Listing) -> Void
    let set: @Sendable (_ json: String, _ listing: inout Listing) throws -> Void
    /// Whether the listing says nothing here: a silent source contradicts nobody.
    let isEmpty: @Sendable (Listing) throws -> Bool

    static let all: [ListingField] = [
        field("name", \.offer.name), field("alternateName", \.offer.alternateName),
        field("description", \.offer.description), field("eligibility", \.offer.eligibility),
        field("minimumAge", \.offer.minimumAge), field("maximumAge", \.offer.maximumAge),
        field("audience", \.offer.audience), field("ways", \.offer.ways), field("joining", \.offer.joining),
        field("website", \.offer.website), field("email", \.offer.email),
        field("feesDescription", \.offer.feesDescription), field("howToRefer", \.offer.howToRefer),
        field("introduction", \.offer.introduction), field("firstVisit", \.offer.firstVisit),
        field("intake", \.offer.intake), field("wait", \.offer.wait), field("status", \.offer.status),
        field("locations", \.locations), field("schedules", \.schedules), field("costs", \.costs),
        field("phones", \.phones), field("contacts", \.contacts), field("languages", \.languages),
        field("areas", \.areas), field("attributes", \.attributes), needs,
    ]

    /// Also one of the organisation's.
    static func named(_ name: String) -> ListingField? {
        all.first { $0.name == name } ?? ofOrganisation(named: name)?.field
    }

    /// Needs are chosen here from our own list; a source has none to disagree with.
    private static let needs = ListingField(
        name: "needs",
        json: { try text($0.needs.map(\.rawValue)) },
        copy: { $1.needs = $0.needs },
        set: { _, _ in },
        isEmpty: { _ in true }
    )

    static func field<Value: Codable & Sendable>(
        _ name: String,
        _ path: WritableKeyPath<Listing, Value> & Sendable
    ) -> ListingField {
        ListingField(
            name: name,
            json: { try text($0[keyPath: path]) },
            copy: { $1[keyPath: path] = $0[keyPath: path] },
            set: { $1[keyPath: path] = try JSONDecoder().decode(Value.self, from: Data($0.utf8)) },
            isEmpty: { ["null", "[]", "\"\""].contains(try text($0[keyPath: path])) }
        )
    }

    private static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
