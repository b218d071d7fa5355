import GRDB

/// Every change of the schema that was ever released, in order; a name once used stays.
enum Migrations {
    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration(M001_Directory.name, migrate: M001_Directory.migrate)
        migrator.registerMigration(M002_People.name, migrate: M002_People.migrate)
        migrator.registerMigration(M003_Referrals.name, migrate: M003_Referrals.migrate)
        migrator.registerMigration(M004_Outbox.name, migrate: M004_Outbox.migrate)
        migrator.registerMigration(M005_Places.name, migrate: M005_Places.migrate)
        migrator.registerMigration(M006_Signposts.name, migrate: M006_Signposts.migrate)
        migrator.registerMigration(M007_Shortlists.name, migrate: M007_Shortlists.migrate)
        migrator.registerMigration(M008_Evidence.name, migrate: M008_Evidence.migrate)
        migrator.registerMigration(M009_Mail.name, migrate: M009_Mail.migrate)
        migrator.registerMigration(M010_Versions.name, migrate: M010_Versions.migrate)
        migrator.registerMigration(M011_Sources.name, migrate: M011_Sources.migrate)
        migrator.registerMigration(M012_Findings.name, migrate: M012_Findings.migrate)
        migrator.registerMigration(M013_Queue.name, migrate: M013_Queue.migrate)
        migrator.registerMigration(M014_Openings.name, migrate: M014_Openings.migrate)
        migrator.registerMigration(M015_Episodes.name, migrate: M015_Episodes.migrate)
        migrator.registerMigration(M016_NeededFields.name, migrate: M016_NeededFields.migrate)
        migrator.registerMigration(M017_Timers.name, migrate: M017_Timers.migrate)
        migrator.registerMigration(M018_OwnPage.name, migrate: M018_OwnPage.migrate)
        migrator.registerMigration(M019_Receipts.name, migrate: M019_Receipts.migrate)
        migrator.registerMigration(M020_Measures.name, migrate: M020_Measures.migrate)
        migrator.registerMigration(M021_Reporting.name, migrate: M021_Reporting.migrate)
        migrator.registerMigration(M022_APITokens.name, migrate: M022_APITokens.migrate)
        migrator.registerMigration(M023_OrganisationNames.name, migrate: M023_OrganisationNames.migrate)
        migrator.registerMigration(M024_UnheldReferrals.name, migrate: M024_UnheldReferrals.migrate)
        migrator.registerMigration(M025_QueryPlans.name, migrate: M025_QueryPlans.migrate)
        migrator.registerMigration(M026_Commissioner.name, migrate: M026_Commissioner.migrate)
        migrator.registerMigration(M027_Standing.name, migrate: M027_Standing.migrate)
        migrator.registerMigration(M028_KeptConsent.name, migrate: M028_KeptConsent.migrate)
        migrator.registerMigration(M031_LastDayOfSharing.name, migrate: M031_LastDayOfSharing.migrate)
        migrator.registerMigration(M032_NobodyReferredYet.name, migrate: M032_NobodyReferredYet.migrate)
        return migrator
    }()
}
