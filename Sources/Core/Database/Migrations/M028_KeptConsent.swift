import GRDB

/// What was agreed before stays on record when something else is agreed, the form that begins an episode has a key, and all
/// of a person's episodes and codes are found without reading everybody's.
///
/// Only an episode's consent is ever agreed anew. `consentOfReferral` stays as it is: deleting a draft looks through it.
enum M028_KeptConsent {
    static let name = "M028 kept consent"

    static func migrate(_ db: Database) throws {
        try db.execute(
            sql: """
                ALTER TABLE consent ADD COLUMN replacedAt TEXT;
                DROP INDEX consentOfEpisode;
                CREATE UNIQUE INDEX consentOfEpisode ON consent(episodeID, purpose)
                    WHERE episodeID IS NOT NULL AND replacedAt IS NULL;
                CREATE INDEX consentBefore ON consent(episodeID) WHERE replacedAt IS NOT NULL;

                ALTER TABLE episode ADD COLUMN formKey TEXT;
                CREATE UNIQUE INDEX episodeByFormKey ON episode(openedBy, formKey) WHERE formKey IS NOT NULL;
                """
        )
    }
}
