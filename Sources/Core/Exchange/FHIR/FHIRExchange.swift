import Foundation
import GRDB

/// FHIR's verbs: search, read, and the document of an answer.
public struct FHIRExchange: Sendable {
    let database: AppDatabase
    let clock: AppClock
    let openReferral: OpenReferral
    let referrals: Referrals
    let outcomes: Outcomes

    // MARK: Searching

    /// - Parameter actor: nil is enough for what is open to everyone.
    /// - Throws: `Failure.invalid` by the name of the parameter, `.forbidden` when the actor has nothing to search there.
    public func search(_ kind: FHIR.Kind, _ search: FHIR.Search, for actor: Actor?) async throws -> FHIR.Page {
        if let rows = FHIRDirectory.rows(kind) {
            return try await openReferral.read { context, db in
                let (keys, total, next) = try FHIRRows(kind: kind, rows: rows).page(search, in: db)
                let found = try FHIRDirectory(terms: context.terms).resources(kind, keys, in: db)
                return FHIR.Page(resources: found, total: total, next: next)
            }
        }
        guard let actor else { throw Failure.forbidden }
        let now = clock.now
        return try await database.write { db in
            guard let rows = FHIRReferralRows.rows(kind, for: actor, on: Day(now)) else { throw Failure.forbidden }
            try Audit.record(.referralsListed, subject: actor.id.text, by: actor, at: now, in: db)
            let (keys, total, next) = try FHIRRows(kind: kind, rows: rows).page(search, in: db)
            return FHIR.Page(
                resources: try resources(kind, keys, for: actor, at: now, in: db),
                total: total,
                next: next
            )
        }
    }

    // MARK: Reading

    /// - Throws: `Failure.notFound`, also for what this actor may not see.
    public func read(_ kind: FHIR.Kind, id: String, for actor: Actor?) async throws -> FHIR.AnyResource {
        var search = FHIR.Search()
        search.values[.id] = [[id]]
        search.count = 1
        if let rows = FHIRDirectory.rows(kind) {
            return try await openReferral.read { [search] context, db in
                let (keys, _, _) = try FHIRRows(kind: kind, rows: rows).page(search, in: db)
                return try FHIRExchange.one(FHIRDirectory(terms: context.terms).resources(kind, keys, in: db))
            }
        }
        guard let actor else { throw Failure.forbidden }
        let now = clock.now
        return try await database.write { [search] db in
            guard let rows = FHIRReferralRows.rows(kind, for: actor, on: Day(now)) else { throw Failure.notFound }
            let (keys, _, _) = try FHIRRows(kind: kind, rows: rows).page(search, in: db)
            return try FHIRExchange.one(resources(kind, keys, for: actor, at: now, in: db))
        }
    }

    private static func one(_ resources: [FHIR.AnyResource]) throws -> FHIR.AnyResource {
        guard let resource = resources.first else { throw Failure.notFound }
        return resource
    }

    /// Opens an answer: for the practice that is its receipt, as opening its page is.
    public func document(_ id: PracticeAnswer.ID, by actor: Actor) async throws -> FHIR.AnyResource {
        let reading = try await outcomes.open(id, by: actor)
        return FHIR.AnyResource(try OutcomeDocument(answer: reading.answer, letter: reading.letter).bundle())
    }

    // MARK: Parts

    /// Each with an audit row of its own, because each is as much as the page about it shows.
    private func resources(
        _ kind: FHIR.Kind,
        _ keys: [FHIRRows.Key],
        for actor: Actor,
        at now: Date,
        in db: Database
    ) throws -> [FHIR.AnyResource] {
        let scope = ReferralStore.visible(to: actor)
        var audited: Set<Referral.ID> = []
        let measures = try FHIRMeasures(sealer: referrals.sealer, actor: actor, now: now).found(keys, in: db)
        return try keys.compactMap { key in
            if let measure = measures[key.id] { return try FHIRExchange.resource(kind, measure, at: key.at) }
            guard let id = FHIRReferralRows.referral(key.id) else { return nil }
            let referral = try referrals.store.one(id, where: scope, in: db)
            if audited.insert(id).inserted {
                try Audit.record(.referralViewed, subject: id.text, by: actor, at: now, in: db)
            }
            let mapping = FHIRReferralMapping(
                sheet: try referrals.sheet(of: referral, for: actor, at: now, in: db),
                actor: actor,
                earlier: try earlier(than: referral, where: scope, in: db)
            )
            guard let resource = mapping.resource(kind, id: key.id) else { return nil }
            return try FHIR.AnyResource(resource.versioned(at: key.at))
        }
    }

    private static func resource(_ kind: FHIR.Kind, _ measure: FHIRMeasure, at date: Date) throws -> FHIR.AnyResource? {
        switch kind {
        case .questionnaireResponse: FHIR.AnyResource(try measure.response.versioned(at: date))
        case .observation: FHIR.AnyResource(try measure.observation.versioned(at: date))
        default: nil
        }
    }

    /// The referral that this one goes on from, where this actor may see it.
    private func earlier(than referral: Referral, where scope: SQL, in db: Database) throws -> Referral.ID? {
        guard let id = referral.basedOn else { return nil }
        let request: SQLRequest<Referral.ID> =
            "SELECT id FROM referral WHERE id = \(id) AND \(scope) AND state <> 'draft'"
        return try request.fetchOne(db)
    }
}
