import Foundation
import GRDB

/// What people answered to measures, for whoever may open the page of their measures.
enum FHIRMeasureRows {
    /// The same columns as those of referrals have. An answer belongs to no referral, so `based-on` finds none of them;
    /// its day is found at noon, which is the same day in England and in UTC.
    static func rows(for actor: Actor) -> SQL {
        let visible = EpisodeStore.visible(to: actor)
        return """
            SELECT measureResponse.id, recordedAt AS at, answeredOn || ' 12:00:00.000' AS authored, NULL AS request
            FROM episode JOIN measureResponse ON measureResponse.episodeID = episode.id
            WHERE \(visible) AND struckAt IS NULL
            """
    }
}

/// The answers of a page of a search, opened.
struct FHIRMeasures {
    let sealer: Sealer
    let actor: Actor
    let now: Date

    /// By identifier; what among the keys is no answer to a measure is not among them. Each episode gets the audit row
    /// that opening its page of measures would get.
    func found(_ keys: [FHIRRows.Key], in db: Database) throws -> [String: FHIRMeasure] {
        let store = MeasureStore(sealer: sealer)
        let visible = EpisodeStore.visible(to: actor)
        let ids = keys.map(\.id)
        let request: SQLRequest<Episode> = """
            SELECT * FROM episode WHERE \(visible) AND id IN (SELECT episodeID FROM measureResponse WHERE id IN \(ids))
            """
        var found: [String: FHIRMeasure] = [:]
        for episode in try request.fetchAll(db) {
            try Audit.record(.measuresViewed, subject: episode.id.text, by: actor, at: now, in: db)
            let person = try PersonStore(sealer: sealer).person(episode.personID, in: db)
            let goals = try store.goals(of: episode.id, in: db)
            for response in try store.responses(of: episode.id, in: db) where ids.contains(response.id.text) {
                guard let measure = try MeasureCatalogue.definition(response.measure, response.version, in: db) else {
                    continue
                }
                var answer = FHIRMeasure(response, of: measure, goals: goals)
                answer.subject = FHIR.Reference(person)
                answer.episode = FHIR.Extension(episode: episode.id)
                answer.isError = episode.state == .enteredInError
                found[answer.id] = answer
            }
        }
        return found
    }
}

extension FHIR.Reference {
    /// Somebody who is no resource here.
    init(_ person: Person) {
        self.init(
            identifier: person.nhsNumber.map {
                FHIR.BusinessIdentifier(system: FHIR.BusinessIdentifier.nhsNumber, value: $0)
            },
            display: person.name
        )
    }
}
