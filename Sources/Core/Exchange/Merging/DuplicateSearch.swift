import Foundation
import GRDB

/// Two entries of which one is to stay.
struct Duplicate: Equatable, Sendable {
    let kind: Merge.Kind
    let keptID: String
    let mergedID: String
    let reason: String
}

/// Finds what one source brought that was here from elsewhere. Within one source nothing is merged: it knows best what
/// it lists twice.
struct DuplicateSearch {
    private let source: Source.ID
    /// The offers that this source lists.
    private let own: Set<Offer.ID>

    init(source: Source.ID, in db: Database) throws {
        self.source = source
        own = try Offer.ID.fetchSet(
            db,
            sql: "SELECT offerID FROM sourceOffer WHERE sourceID = ?",
            arguments: [source]
        )
    }

    // MARK: Organisations

    func organisations(in db: Database) throws -> [Duplicate] {
        let traits = try traits(in: db)
        let mine = traits.filter(\.isOwn).map(\.traits)
        var others: [String: [OrganisationTraits]] = [:]
        for entry in traits where !entry.isOwn {
            for name in entry.traits.names { others[name, default: []].append(entry.traits) }
        }
        var pairs: [Duplicate] = []
        var taken: Set<String> = []
        for one in mine.sorted(by: { $0.organisation.id.text < $1.organisation.id.text }) {
            for other in one.names.flatMap({ others[$0] ?? [] }) {
                guard let reason = Likeness.reason(one, other),
                    let pair = try pair(one.organisation, other.organisation, reason, in: db),
                    !taken.contains(pair.keptID), !taken.contains(pair.mergedID)
                else { continue }
                taken.formUnion([pair.mergedID])
                pairs.append(pair)
                break
            }
        }
        // One that goes must not be what another goes into.
        let kept = Set(pairs.map(\.keptID))
        return pairs.filter { !kept.contains($0.mergedID) }
    }

    private func traits(in db: Database) throws -> [(traits: OrganisationTraits, isOwn: Bool)] {
        var postcodes: [Organisation.ID: Set<String>] = [:]
        var ownCount: [Organisation.ID: (own: Int, all: Int)] = [:]
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT offer.id, organisationID, postcode FROM offer
                LEFT JOIN offerLocation ON offerLocation.offerID = offer.id
                LEFT JOIN location ON location.id = locationID AND kind = 'physical'
                """
        )
        while let row = try rows.next() {
            let id: Organisation.ID = row["organisationID"]
            var count = ownCount[id] ?? (0, 0)
            count.own += own.contains(row["id"]) ? 1 : 0
            count.all += 1
            ownCount[id] = count
            if let text: String = row["postcode"], let code = Postcode(text), code.inward != nil {
                postcodes[id, default: []].insert(code.text)
            }
        }
        return try Organisation.fetchAll(db).compactMap { organisation in
            guard let count = ownCount[organisation.id] else { return nil }
            let traits = OrganisationTraits(organisation: organisation, postcodes: postcodes[organisation.id] ?? [])
            return (traits, count.own == count.all)
        }
    }

    /// The one that people here work with stays, or else the one that was here first.
    private func pair(
        _ one: Organisation,
        _ other: Organisation,
        _ reason: String,
        in db: Database
    ) throws -> Duplicate? {
        guard try !Merge.hasBeen(one.id.text, other.id.text, in: db) else { return nil }
        let areUsed = try [one, other].map { try isUsed($0.id, in: db) }
        guard areUsed != [true, true] else { return nil }
        let isFirstKept =
            areUsed[0] || !areUsed[1] && (one.addedAt, one.id.text) < (other.addedAt, other.id.text)
        let (kept, merged) = isFirstKept ? (one, other) : (other, one)
        return Duplicate(kind: .organisation, keptID: kept.id.text, mergedID: merged.id.text, reason: reason)
    }

    private func isUsed(_ id: Organisation.ID, in db: Database) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM account WHERE organisationID = ?)
                    OR EXISTS (SELECT 1 FROM referral WHERE organisationID = ?)
                    OR EXISTS (SELECT 1 FROM organisationFieldOwner WHERE organisationID = ?)
                """,
            arguments: [id, id, id]
        ) ?? false
    }

    // MARK: Offers

    /// Offers of this source beside others of the same organisation.
    func offers(in db: Database) throws -> [Duplicate] {
        let ids = try Offer.ID.fetchAll(
            db,
            sql: """
                SELECT id FROM offer WHERE status IN ('active', 'temporarily closed') AND organisationID IN (
                    SELECT organisationID FROM offer JOIN sourceOffer ON offerID = offer.id WHERE sourceID = ?)
                """,
            arguments: [source]
        )
        let listings = try ids.chunks(of: 500).flatMap { try DirectoryStore.listings($0, in: db) }
        var pairs: [Duplicate] = []
        var gone: Set<Offer.ID> = []
        for group in Dictionary(grouping: listings, by: \.offer.organisationID).values {
            let others = group.filter { !own.contains($0.offer.id) }
            for one in group where own.contains(one.offer.id) {
                guard
                    let other = others.first(where: { !gone.contains($0.offer.id) && Likeness.areSame(one, $0) }),
                    let pair = try pair(one.offer, other.offer, in: db), let merged = Offer.ID(pair.mergedID)
                else { continue }
                gone.insert(merged)
                pairs.append(pair)
            }
        }
        return pairs
    }

    private func pair(_ one: Offer, _ other: Offer, in db: Database) throws -> Duplicate? {
        guard try !Merge.hasBeen(one.id.text, other.id.text, in: db) else { return nil }
        let areUsed = try [one, other].map { try isUsed($0.id, in: db) }
        guard areUsed != [true, true] else { return nil }
        let isFirstKept =
            areUsed[0] || !areUsed[1] && (one.addedAt, one.id.text) < (other.addedAt, other.id.text)
        let (kept, merged) = isFirstKept ? (one, other) : (other, one)
        return Duplicate(kind: .offer, keptID: kept.id.text, mergedID: merged.id.text, reason: "same name and place")
    }

    private func isUsed(_ id: Offer.ID, in db: Database) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM referral WHERE offerID = ?)
                    OR EXISTS (SELECT 1 FROM fieldOwner WHERE offerID = ?)
                """,
            arguments: [id, id]
        ) ?? false
    }
}

extension OrganisationTraits {
    /// What it may be found by: its numbers and its name.
    fileprivate var names: [String] {
        [
            organisation.charityNumber.map { "charity \($0)" }, organisation.companyNumber.map { "company \($0)" },
            "name \(Likeness.key(organisation.name))",
        ].compactMap { $0 }
    }
}

extension Array {
    fileprivate func chunks(of size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
