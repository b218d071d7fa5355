import Foundation
import GRDB

/// What somebody of the seed place answered, as `seed/place/referrals.yaml` has it below a referral.
struct SeedAnswer: Decodable {
    var measure: String
    var stage: Measure.Stage
    var daysAgo: Int
    var mode: MeasureResponse.Mode?
    /// By question; blanks are left out.
    var answers: [String: Double]
    /// Of goals.
    var words: [String: String]?
}

extension SeedReferring {
    /// Through the same verbs as real ones, before the episode goes on, so that its letter has them.
    func answer(_ answers: [SeedAnswer], about referral: Referral.ID, key: String, by actor: Actor, now: Date)
        async throws
    {
        guard !answers.isEmpty else { return }
        let place = try await database.read { db in
            (
                episode: try Episode.ID.fetchOne(
                    db,
                    sql: "SELECT episodeID FROM referral WHERE id = ?",
                    arguments: [referral]
                ),
                versions: try MeasureCatalogue.offered(in: db).reduce(into: [String: Int]()) {
                    $0[$1.code] = $1.version
                }
            )
        }
        guard let episode = place.episode else {
            throw Failure.unavailable("The seed place has answers without an episode.")
        }
        for (index, seed) in answers.enumerated() {
            let at = now.adding(days: -seed.daysAgo)
            let entry = MeasureEntry(
                measure: seed.measure,
                version: place.versions[seed.measure] ?? 1,
                stage: seed.stage,
                answeredOn: Day(at),
                mode: seed.mode ?? .themself,
                answers: seed.answers,
                words: seed.words ?? [:],
                key: "\(key) \(index)"
            )
            try await Measures(database: database, clock: .fixed(at), sealer: sealer).record(
                entry,
                of: episode,
                by: actor
            )
        }
    }
}

extension SeedPlace {
    /// What people said without a name about two offers: one of which the answers may be shown, one of which not yet.
    func loadExperiences(now: Date) async throws {
        let answers = [
            ("tin-kettle-mornings", 70, [1, 1, 2, 1, 3, 1, 2, 1]), ("tin-kettle-mornings", 40, [1, 2, 6]),
            ("sparrow-yard-knit-natter", 40, [1, 2, 1]),
        ]
        for (offer, daysAgo, values) in answers {
            let id = SeedListing.offerID(offer)
            guard try await database.read({ try Offer.exists($0, key: id) }) else { continue }
            let past = FriendsAndFamily(database: database, clock: .fixed(now.adding(days: -daysAgo)), sealer: sealer)
            for (index, value) in values.enumerated() {
                try await past.answer(value, words: "", about: id, key: "seed \(daysAgo) \(index)")
            }
        }
    }
}
