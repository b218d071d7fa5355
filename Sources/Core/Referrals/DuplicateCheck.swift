import GRDB

/// Whether the same person is here already: a second referral, or a second link worker, should be meant.
struct DuplicateCheck {
    let sealer: Sealer

    /// - Parameter personID: of the draft's person in this actor's own casework.
    /// - Throws: `Failure.invalid` under `duplicate`, unless the draft says that it is meant.
    func check(_ draft: ReferralDraft, personID: Person.ID, by actor: Actor, in db: Database) throws {
        guard !draft.isMeant else { return }
        let same = PersonStore(sealer: sealer).same(as: draft.person)
        let twice: SQLRequest<Bool> = """
            SELECT EXISTS (SELECT 1 FROM referral JOIN person ON person.id = referral.personID
                WHERE referral.offerID = \(draft.offerID) AND referral.state NOT IN ('closed', 'entered in error') AND \(same))
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
