import GRDB

/// Whether the same person is here already: a second referral, or a second link worker, should be meant.
struct DuplicateCheck {
    let sealer: Sealer

    /// - Throws: `Failure.invalid` under `duplicate`, unless the draft says that it is meant.
    func check(_ draft: ReferralDraft, by actor: Actor, in db: Database) throws {
        guard !draft.isMeant else { return }
        let same = PersonStore(sealer: sealer).same(as: draft.person)
        // The person first: an offer may have had very many referrals.
        let twice: SQLRequest<Bool> = """
            SELECT EXISTS (SELECT 1 FROM person CROSS JOIN referral ON referral.personID = person.id
                WHERE referral.offerID = \(draft.offerID) AND referral.state NOT IN ('draft', 'closed', 'entered in error') AND \(same))
            """
        if try twice.fetchOne(db) == true {
            throw Failure.invalid([
                "duplicate":
                    "Somebody with this name and date of birth, or this NHS number, has an open referral to this already."
            ])
        }
        let elsewhere: SQLRequest<String> = """
            SELECT account.name FROM episode JOIN person ON person.id = episode.personID
                JOIN account ON account.id = episode.linkWorkerID
            WHERE episode.state = 'open' AND episode.linkWorkerID <> \(actor.id) AND \(same) LIMIT 1
            """
        guard let name = try elsewhere.fetchOne(db) else { return }
        throw Failure.invalid([
            "duplicate":
                "\(name) is already working with somebody of this name and date of birth, or this NHS number. Talk with them first."
        ])
    }
}
