import Foundation
import GRDB

/// Every term that offers are published with: our needs, whom and how they are for, and what came with imported lists.
///
/// A term is known by its list and its code (or name where it has none), so that one which comes back from a feed
/// of our own is the same term and not a second one.
struct TermCatalogue: Sendable {
    /// Where a term stands with an offer.
    enum Source: Sendable, Hashable {
        case need(Need.ID)
        case audience(Offer.Audience)
        case way(Offer.Way)
        case joining(Offer.Joining)
        case attribute(OfferAttribute.Key)
    }

    /// In the order of their identifiers.
    private(set) var terms: [OpenReferral.TaxonomyTerm] = []
    private(set) var taxonomies: [OpenReferral.Taxonomy] = []
    private var termBySource: [Source: OpenReferral.TaxonomyTerm] = [:]
    private var sourcesByTerm: [String: [Source]] = [:]

    init(in db: Database) throws {
        for need in try Need.fetchAll(db) {
            let said =
                need.layWords.isEmpty ? need.name : "\(need.name). Also: \(need.layWords.joined(separator: ", "))."
            add(.need(need.id), to: .needs, code: need.id.rawValue, name: need.name, description: said)
        }
        for word in Offer.Audience.allCases { add(.audience(word), to: .audience, code: word.rawValue) }
        for word in Offer.Way.allCases { add(.way(word), to: .ways, code: word.rawValue) }
        for word in Offer.Joining.allCases { add(.joining(word), to: .joining, code: word.rawValue) }
        let rows = try Row.fetchCursor(db, sql: "SELECT DISTINCT taxonomy, code, name FROM attribute ORDER BY 1, 2, 3")
        while let row = try rows.next() {
            let key = OfferAttribute.Key(taxonomy: row[0], code: row[1], name: row[2])
            add(.attribute(key), to: .named(key.taxonomy), code: key.code, name: key.name)
        }
        terms.sort { $0.id < $1.id }
        taxonomies.sort { $0.id < $1.id }
    }

    private mutating func add(
        _ source: Source,
        to list: OpenReferral.Taxonomy,
        code: String?,
        name: String? = nil,
        description: String? = nil
    ) {
        let name = name ?? code.map { $0.prefix(1).uppercased() + $0.dropFirst() } ?? ""
        let id = OpenReferral.id("term \(list.name) \(code ?? name)")
        if sourcesByTerm[id] == nil {
            if !taxonomies.contains(where: { $0.id == list.id }) { taxonomies.append(list) }
            let term = OpenReferral.TaxonomyTerm(
                id: id,
                code: code,
                name: name,
                description: description ?? name,
                taxonomy: list.name,
                taxonomyId: list.id
            )
            terms.append(term)
            termBySource[source] = term
        } else {
            termBySource[source] = sourcesByTerm[id]?.first.flatMap { termBySource[$0] }
        }
        sourcesByTerm[id, default: []].append(source)
    }

    /// The terms of an offer, each once.
    func terms(of listing: Listing) -> [OpenReferral.TaxonomyTerm] {
        let offer = listing.offer
        let sources: [Source] =
            listing.needs.map(Source.need) + offer.audience.map(Source.audience) + offer.ways.map(Source.way)
            + offer.joining.map(Source.joining) + listing.attributes.map { .attribute($0.key) }
        var seen: Set<String> = []
        return sources.compactMap { termBySource[$0] }.filter { seen.insert($0.id).inserted }
    }

    /// What a term asked for stands for: by its identifier, or by its code, which many clients know it by.
    func sources(ofTerm asked: String) -> [Source] {
        if let sources = sourcesByTerm[asked.lowercased()] { return sources }
        return terms.filter { $0.code == asked }.flatMap { sourcesByTerm[$0.id] ?? [] }
    }

    func sources(ofTaxonomy asked: String) -> [Source] {
        let id = asked.lowercased()
        return terms.filter { $0.taxonomyId == id || $0.taxonomy == asked }.flatMap { sourcesByTerm[$0.id] ?? [] }
    }
}

extension OpenReferral.Taxonomy {
    static let needs = own("Fingerpost needs", "Why people come, in the words of our list.")
    static let audience = own("Fingerpost who it is for", "Whom an offer is mainly for.")
    static let ways = own("Fingerpost ways", "How an offer takes place.")
    static let joining = own("Fingerpost joining", "How a person comes to an offer.")

    /// - Parameter name: as it came with an imported list; nil where a term came without one.
    static func named(_ name: String?) -> Self {
        let name = name.flatMap { $0.isEmpty ? nil : $0 } ?? "Other terms"
        for known in [needs, audience, ways, joining] where known.name == name { return known }
        return own(name, "Terms as they came with listings from elsewhere.")
    }

    private static func own(_ name: String, _ description: String) -> Self {
        Self(id: OpenReferral.id("taxonomy \(name)"), name: name, description: description)
    }
}

extension OfferAttribute {
    /// What makes it the same as another.
    struct Key: Sendable, Hashable {
        let taxonomy: String?
        let code: String?
        let name: String
    }

    var key: Key { Key(taxonomy: taxonomy, code: code, name: name) }
}
