import Foundation
import GRDB

/// A referral that goes on from another one: somewhere else, or the same again.
extension Referrals {
    /// Ends the earlier referral, when it is still open, in the transaction that makes the new one. One that nobody
    /// answered ends as that; one that turned out not to be right is withdrawn.
    ///
    /// - Throws: `Failure.notFound` when it is not this actor's, or of another episode; `.invalid` under `name` when the
    ///   details are another person's.
    func endEarlier(
        of draft: ReferralDraft,
        for place: Casework.Place,
        by actor: Actor,
        at now: Date,
        in db: Database
    ) throws {
        guard let id = draft.basedOn else { return }
        let earlier = try store.one(id, where: ReferralStore.visible(to: actor), in: db)
        guard earlier.party(of: actor) == .referrer, earlier.state != .draft,
            earlier.episodeID == nil || earlier.episodeID == place.episodeID
        else { throw Failure.notFound }
        if earlier.episodeID == nil { try check(draft.person, isOf: earlier, in: db) }
        guard earlier.state.isOpen else { return }
        let note = "Referred to something else."
        let move: Referral.Move = earlier.state == .lapsed ? .noResponse(note: note) : .withdraw(.withdrawn, note: note)
        try apply(move, to: earlier, by: .referrer, actor, at: now, in: db)
    }

    /// Without an episode only their details say whether it is the same person.
    private func check(_ person: Person, isOf earlier: Referral, in db: Database) throws {
        let same = PersonStore(sealer: sealer).same(as: person)
        let request: SQLRequest<Bool> = """
            SELECT EXISTS (SELECT 1 FROM person WHERE id = \(earlier.personID) AND \(same))
            """
        guard try request.fetchOne(db) == true else {
            throw Failure.invalid([
                "name": "The referral that this goes on from is of another person. Refer this one from the listing."
            ])
        }
    }

    /// The other end of a link between two referrals.
    public struct Linked: Equatable, Sendable {
        public let id: Referral.ID
        public let offerName: String

        public init(id: Referral.ID, offerName: String) {
            self.id = id
            self.offerName = offerName
        }
    }

    /// The referral that this one goes on from, and those that go on from it, as far as this actor may see them. An
    /// organisation is not told where else somebody was referred.
    func linked(_ referral: Referral, for actor: Actor, in db: Database) throws -> (earlier: Linked?, later: [Linked]) {
        guard actor.role != .organisation else { return (nil, []) }
        let scope = ReferralStore.visible(to: actor)
        func find(_ condition: SQL) throws -> [Linked] {
            let request: SQLRequest<Row> = """
                SELECT referral.id, offer.name FROM referral JOIN offer ON offer.id = referral.offerID
                WHERE \(condition) AND referral.state NOT IN ('draft', 'entered in error') AND \(scope)
                ORDER BY referral.madeAt, referral.id
                """
            return try request.fetchAll(db).map { Linked(id: $0["id"], offerName: $0["name"]) }
        }
        let earlier = try referral.basedOn.map { try find("referral.id = \($0)") } ?? []
        return (earlier.first, try find("referral.basedOn = \(referral.id)"))
    }
}
