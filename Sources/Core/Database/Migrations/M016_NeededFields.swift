import GRDB

/// What an offer needs to know about somebody, drafts of referrals, and for whom a link worker is looking.
///
/// - `offer.neededFields`: a JSON array of `SharedField`; NULL while its owner has said nothing.
/// - `referralDetail.draft`: the half-filled form, sealed; only while the referral is a draft.
/// - `session.errandEpisodeID`: whom the search of this session is for; it goes with the session.
enum M016_NeededFields {
    static let name = "M016 needed fields"

    static func migrate(_ db: Database) throws {
        try db.execute(
            sql: """
                ALTER TABLE offer ADD COLUMN neededFields TEXT CHECK (neededFields IS NULL OR json_valid(neededFields));
                ALTER TABLE referralDetail ADD COLUMN draft BLOB;
                ALTER TABLE session ADD COLUMN errandEpisodeID TEXT REFERENCES episode(id) ON DELETE SET NULL;
                ALTER TABLE session ADD COLUMN errandReferralID TEXT REFERENCES referral(id) ON DELETE SET NULL;
                """
        )
    }
}
