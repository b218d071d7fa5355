import Foundation
import GRDB

/// What the person does on their page. Each verb finds the row only among the person's own.
extension OwnPages {
    /// Takes back one thing that they agreed to, with effect at once.
    public func takeBack(_ purpose: Consent.Purpose, of id: Referral.ID, in session: Session) async throws {
        try await act(on: id, in: session) { referral, now, db in
            try TakingBack(referrals: referrals)
                .take(back: purpose, of: referral, by: .person, nil, how: .online, at: now, in: db)
        }
    }

    /// The practice is told nothing when the time with the link worker ends.
    public func stopTelling(_ id: Episode.ID, in session: Session) async throws {
        let now = clock.now
        try await database.write { db in
            let own: SQL = "(personID IN \(try rows(of: session, in: db)) AND state <> 'entered in error')"
            let episode = try EpisodeStore(sealer: sealer).one(id, where: own, in: db)
            try TakingBack(referrals: referrals)
                .tellNothing(about: episode, by: .person, nil, how: .online, at: now, in: db)
            try audit(.ownPageUsed, session.code, at: now, in: db)
        }
    }

    /// "I am no longer interested." Said twice, it is said once.
    ///
    /// - Throws: `Failure.conflict` when it has ended in another way.
    public func stop(_ id: Referral.ID, in session: Session) async throws {
        try await act(on: id, in: session) { referral, now, db in
            if referral.state == .closed, referral.closedBy == .person { return }
            _ = try referrals.apply(
                .withdraw(.personDeclined, note: nil),
                to: referral,
                by: .person,
                nil,
                at: now,
                in: db
            )
        }
    }

    /// "I still have not heard": puts it into the list of whoever follows it through, and reminds the organisation.
    ///
    /// - Throws: `Failure.conflict` when it was said within the week, or it has gone on meanwhile.
    public func notHeard(_ id: Referral.ID, in session: Session) async throws {
        try await act(on: id, in: session) { referral, now, db in
            let store = PersonWordStore(sealer: sealer)
            guard referral.mayBeReminded(after: try store.words(about: referral.id, in: db), at: now) else {
                throw Failure.conflict(
                    "You have told us this week already, or something has happened since. Look below."
                )
            }
            let word = PersonWord(kind: .notHeard, at: now, helped: nil, words: nil, forPractice: false)
            try store.add(word, about: referral.id, in: db)
            try letters.personWaits(referral, at: now, in: db)
        }
    }

    /// "Did it help?" in their own words. The newest counts; what was sent before is not changed by it.
    ///
    /// - Throws: `Failure.invalid` by form field.
    public func sayWhetherItHelped(
        _ helped: Outcome.Helped,
        words: String?,
        forPractice: Bool,
        about id: Referral.ID,
        in session: Session
    ) async throws {
        if let words, words.count > PersonWord.longest {
            throw Failure.invalid(["words": "Your words must be \(PersonWord.longest) characters or fewer."])
        }
        try await act(on: id, in: session) { referral, now, db in
            guard referral.mayBeJudged else { throw Failure.conflict("This goes on. You are asked when it has ended.") }
            let store = PersonWordStore(sealer: sealer)
            let word = PersonWord(kind: .didItHelp, at: now, helped: helped, words: words, forPractice: forPractice)
            if let last = try store.last(.didItHelp, about: referral.id, in: db), last.isSame(as: word) { return }
            try store.add(word, about: referral.id, in: db)
        }
    }

    private func act(
        on id: Referral.ID,
        in session: Session,
        _ body: @Sendable @escaping (Referral, Date, Database) throws -> Void
    ) async throws {
        let now = clock.now
        try await database.write { db in
            let rows = try rows(of: session, in: db)
            let own: SQL = "(referral.personID IN \(rows) AND referral.state NOT IN ('draft', 'entered in error'))"
            try body(try referrals.store.one(id, where: own, in: db), now, db)
            try audit(.ownPageUsed, session.code, at: now, in: db)
        }
    }
}

extension PersonWord {
    /// The same form, sent twice.
    fileprivate func isSame(as other: PersonWord) -> Bool {
        kind == other.kind && helped == other.helped && words == other.words && forPractice == other.forPractice
    }
}
