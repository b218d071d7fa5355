import Foundation
import GRDB

/// What somebody who knows says about one listing.
public struct ListingAnswer: Sendable {
    /// The facts that are not right any more, each with what is right instead; empty where that was not said.
    public var different: [Fact: String]
    /// Whether new people are taken now; nil when it was not asked.
    public var intake: Offer.Intake?
    public var isRunning: Bool
    /// Of the form, so that sending it twice is sending it once.
    public var key: String

    public init(
        different: [Fact: String] = [:],
        intake: Offer.Intake? = nil,
        isRunning: Bool = true,
        key: String = UUID().uuidString
    ) {
        self.different = different
        self.intake = intake
        self.isRunning = isRunning
        self.key = key
    }

    /// The characters that may be told about one fact.
    public static let longestWords = 500
}

/// Who answers, and by which way.
struct Answerer {
    let kind: Evidence.Kind
    /// Whoever is signed in; nil for a link or a letter.
    let actor: Actor?
}

/// Answers act at once where little can go wrong (taking people, still running); the rest goes to the steward.
enum AnswerStore {
    /// - Returns: false when the same form was stored before.
    @discardableResult
    static func apply(
        _ answer: ListingAnswer,
        to offer: Offer,
        by answerer: Answerer,
        sealer: Sealer,
        at now: Date,
        in db: Database
    ) throws -> Bool {
        let name = try Organisation.fetchOne(db, key: offer.organisationID)?.name ?? ""
        let isNew = try EvidenceStore.record(
            kind(of: answer, by: answerer),
            of: offer.id,
            by: name,
            actor: answerer.actor,
            note: note(on: answer, about: offer, by: answerer),
            once: "answer \(answer.key) \(offer.id)",
            at: now,
            in: db
        )
        guard isNew else { return false }
        if answer.isRunning, let intake = answer.intake, intake != offer.intake,
            let listing = try DirectoryStore.listings([offer.id], in: db).first
        {
            try EditStore.keeping(listing, by: name, actor: answerer.actor, at: now, in: db) {
                try setIntake(intake, of: offer, by: answerer, at: now, in: db)
            }
        }
        if !answer.isRunning || !answer.different.isEmpty {
            try ReportStore.insert(
                ListingReport.Draft(
                    offerID: offer.id,
                    kind: answer.isRunning ? .different : .closed,
                    source: .organisation,
                    words: answer.different.reduce(into: [:]) { $0[$1.key.rawValue] = $1.value },
                    key: "answer \(answer.key) \(offer.id)"
                ),
                sealer: sealer,
                at: now,
                in: db
            )
        }
        try Audit.record(.listingConfirmed, subject: offer.id.text, by: answerer.actor, at: now, in: db)
        return true
    }

    /// A listing with something wrong in it is not confirmed: whoever is sent there should ring first.
    private static func kind(of answer: ListingAnswer, by answerer: Answerer) -> Evidence.Kind {
        guard answer.isRunning else { return .reportedClosed }
        return answer.different.isEmpty ? answerer.kind : .reportedWrong
    }

    /// Names of facts only: what was said in words is for the steward.
    private static func note(on answer: ListingAnswer, about offer: Offer, by answerer: Answerer) -> String? {
        var parts: [String] = []
        if !answer.isRunning || !answer.different.isEmpty { parts.append(answerer.kind.rawValue) }
        if !answer.isRunning { parts.append("not running any more") }
        let different = Fact.allCases.filter { answer.different[$0] != nil }.map { $0.label.lowercased() }
        if !different.isEmpty { parts.append("not right: \(different.joined(separator: ", "))") }
        if answer.isRunning, let intake = answer.intake, intake != offer.intake {
            parts.append("taking new people: \(intake.rawValue)")
        }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }

    private static func setIntake(
        _ intake: Offer.Intake,
        of offer: Offer,
        by answerer: Answerer,
        at now: Date,
        in db: Database
    ) throws {
        try db.execute(
            sql: """
                UPDATE offer SET intake = ?1, wait = CASE WHEN ?1 = 'waiting list' THEN wait END, lastModified = ?2,
                    version = version + 1
                WHERE id = ?3
                """,
            arguments: [intake.rawValue, now, offer.id]
        )
        let owner = answerer.actor?.id.text ?? answerer.kind.rawValue
        try FieldOwners.claim(["intake", "wait"], of: offer.id, by: owner, at: now, in: db)
        try DirectoryStore.markDirty(offer.id, in: db)
    }
}
