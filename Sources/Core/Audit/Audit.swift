import Crypto
import Foundation
import GRDB

/// Who did or saw what, and when: append-only, each row chained to the one before.
public struct Audit: Sendable {
    let database: AppDatabase

    /// What is recorded; views of a person's details are, too.
    public enum Action: String, Sendable, CaseIterable {
        case accountAdded = "account added"
        case accountDisabled = "account disabled"
        case signedIn = "signed in"
        case tokenMade = "token made"
        case tokenRevoked = "token revoked"
        case listingConfirmed = "listing confirmed"
        case listingEdited = "listing edited"
        case organisationEdited = "organisation edited"
        case changeSent = "change sent"
        case changeDecided = "change decided"
        case joinDecided = "join decided"
        case passwordSet = "password set"
        case listingsImported = "listings imported"
        case listingRetired = "listing retired"
        case listingClosed = "listing closed"
        case listingOpened = "listing opened again"
        case sourceAdded = "source added"
        case sourceRemoved = "source removed"
        case conflictSettled = "conflict settled"
        case duplicateMerged = "duplicate merged"
        case mergeUndone = "merge undone"
        case draftSaved = "draft saved"
        case draftThrownAway = "draft thrown away"
        case referralMade = "referral made"
        case referralMoved = "referral moved"
        case referralViewed = "referral viewed"
        case referralsListed = "referrals listed"
        case episodeOpened = "episode opened"
        case episodeChanged = "episode changed"
        case episodeViewed = "episode viewed"
        case episodesListed = "episodes listed"
        case personChanged = "person changed"
        case caseloadHandedOver = "caseload handed over"
        case consentWithdrawn = "consent withdrawn"
        case consentRenewed = "consent renewed"
        case ownPageMade = "own page made"
        case ownPageShown = "own page code shown"
        case ownPageOpened = "own page opened"
        case ownPageLocked = "own page locked"
        case ownPageUsed = "own page used"
        case outcomeReceived = "outcome received"
        case outcomeFiled = "outcome filed"
        case outcomePrinted = "outcome printed"
        case outcomePosted = "outcome posted"
        case outcomeRetried = "outcome tried again"
        case practiceChanged = "practice changed"
        case messagesViewed = "messages viewed"
        case measuresViewed = "measures viewed"
        case measureAnswered = "measure answered"
        case measureStruck = "measure struck"
        case paceSet = "time for an answer set"
        case letterMade = "letter made"
        case reportSettled = "report settled"
        case mailStopped = "mail stopped"
        case mailStarted = "mail started"
    }

    /// Writes a row in the caller's transaction; the subject is an identifier, never words about a person.
    static func record(_ action: Action, subject: String, by actor: Actor?, at now: Date, in db: Database) throws {
        let last = try Row.fetchOne(db, sql: "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1")
        var entry = Entry(
            sequence: (last?["sequence"] ?? 0) + 1,
            at: Entry.text(now),
            actorID: actor?.id.text,
            role: actor?.role.rawValue,
            action: action.rawValue,
            subject: subject,
            hash: Data()
        )
        entry.hash = entry.chained(to: last?["hash"] ?? Data())
        try entry.insert(db)
    }

    struct Entry: Codable, FetchableRecord, PersistableRecord {
        static let databaseTableName = "audit"
        var sequence: Int
        /// As SQLite holds it, so that what is hashed is what is stored.
        var at: String
        var actorID: String?
        var role: String?
        var action: String
        var subject: String
        var hash: Data

        static func text(_ date: Date) -> String { String.fromDatabaseValue(date.databaseValue) ?? "" }

        func chained(to previous: Data) -> Data {
            let fields = [String(sequence), at, actorID ?? "", role ?? "", action, subject]
            return Audit.hash(of: fields, after: previous)
        }
    }

    /// The next link of the chain: of the row before, and of what this one says.
    ///
    /// - Parameter fields: sequence, time, account, role, action and subject, as they are stored; empty for none.
    package static func hash(of fields: [String], after previous: Data) -> Data {
        var hasher = SHA256()
        hasher.update(data: previous)
        hasher.update(data: Data(fields.joined(separator: "\u{1f}").utf8))
        return Data(hasher.finalize())
    }

    /// The sequence number of the first row that was altered, or that follows a removed one; nil when all is sound.
    public func firstBrokenRow() async throws -> Int? {
        try await database.read { db in
            var previous = Data()
            var expected = 1
            let entries = try Entry.fetchCursor(db, sql: "SELECT * FROM audit ORDER BY sequence")
            while let entry = try entries.next() {
                guard entry.sequence == expected, entry.hash == entry.chained(to: previous) else {
                    return entry.sequence
                }
                previous = entry.hash
                expected += 1
            }
            return nil
        }
    }
}
