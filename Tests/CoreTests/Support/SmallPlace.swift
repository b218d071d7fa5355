import Foundation
import GRDB
import TestSupport

@testable import Core

/// An empty place with two organisations, two practices and somebody in every role.
struct SmallPlace {
    let place: TestPlace
    let garden: Listing
    let cafe: Listing
    let linkWorker: Actor
    let otherLinkWorker: Actor
    let gardener: Actor
    let cook: Actor
    let doctor: Actor
    let otherDoctor: Actor
    let receptionist: Actor
    let steward: Actor
    let administrator: Actor
    let commissioner: Actor

    static let practice = Practice.Code(rawValue: "A00001")
    static let otherPractice = Practice.Code(rawValue: "A00002")
    static let absentPractice = Practice.Code(rawValue: "A00003")

    var features: Features { place.features }

    init() async throws {
        place = try await TestPlace.empty()
        garden = Sample.listing("Growing together", of: Sample.organisation("The Garden", email: "garden@example.org"))
        cafe = Sample.listing("Soup and company", of: Sample.organisation("The Cafe", email: "cafe@example.org"))
        try await place.save([garden, cafe])
        try await place.database.write { db in
            for code in [SmallPlace.practice, SmallPlace.otherPractice, SmallPlace.absentPractice] {
                try Practice(
                    code: code,
                    name: "Practice \(code.rawValue)",
                    address: "1 High Street",
                    postcode: "E8 1AA",
                    phone: nil,
                    takesPart: false
                ).insert(db)
            }
        }
        let people = place.features.people
        func add(
            _ name: String,
            _ role: Role,
            organisation: Organisation.ID? = nil,
            practice: Practice.Code? = nil
        ) async throws -> Actor {
            let account = Account(
                email: "\(name)@people.example.org",
                name: name,
                role: role,
                organisationID: organisation,
                practiceCode: practice,
                passwordHash: "none",
                createdAt: Sample.now
            )
            try await people.add(account)
            return account.actor
        }
        linkWorker = try await add("linkworker", .linkWorker)
        otherLinkWorker = try await add("other.linkworker", .linkWorker)
        gardener = try await add("gardener", .organisation, organisation: garden.organisation.id)
        cook = try await add("cook", .organisation, organisation: cafe.organisation.id)
        doctor = try await add("doctor", .practice, practice: SmallPlace.practice)
        otherDoctor = try await add("other.doctor", .practice, practice: SmallPlace.otherPractice)
        receptionist = try await add("receptionist", .receptionist, practice: SmallPlace.practice)
        steward = try await add("steward", .steward)
        administrator = try await add("administrator", .administrator)
        commissioner = try await add("commissioner", .commissioner)
    }

    var everybody: [Actor] {
        [
            linkWorker, otherLinkWorker, gardener, cook, doctor, otherDoctor, receptionist, steward, administrator,
            commissioner,
        ]
    }

    // MARK: Referrals

    func draft(
        for person: Person = Sample.person(),
        to offer: Offer.ID? = nil,
        practice: Practice.Code = SmallPlace.practice,
        reason: String = "Has been alone since the move.",
        sharing shared: Set<SharedField> = [.phone, .reason],
        reportBack: Bool = true,
        key: String = UUID().uuidString
    ) -> ReferralDraft {
        var draft = ReferralDraft(
            offerID: offer ?? garden.offer.id,
            person: person,
            practiceCode: practice,
            reason: reason,
            shared: shared,
            consent: Consent(share: true, reportBack: reportBack, method: .inPerson),
            idempotencyKey: key
        )
        draft.telling = reportBack ? .everything : .nothing
        // Most tests refer one invented person again and again.
        draft.isMeant = true
        return draft
    }

    /// A referral that has come to that state; by the link worker, unless somebody else is named.
    func referral(
        in state: Referral.State = .sent,
        outcome: Outcome = Outcome(engaged: .all, helped: .lot, saidBy: .person),
        reportBack: Bool = true,
        by referrer: Actor? = nil
    ) async throws -> Referral.ID {
        let referrer = referrer ?? linkWorker
        let id = try await features.referrals.make(draft(reportBack: reportBack), by: referrer)
        let later = Sample.today.adding(days: 7)
        let started: [Referral.Move] = [.accept, .start(on: Sample.today)]
        let steps: [Referral.Move] =
            switch state {
            case .draft, .sent: []
            case .waiting: [.wait(expectedOn: later)]
            case .accepted: [.accept]
            case .active: started
            case .paused: started + [.pause(until: later, note: nil)]
            case .lapsed: [.lapse]
            case .closed: started + [.close(outcome, leftEarly: false)]
            case .enteredInError: [.enterInError(note: "The wrong person.")]
            }
        for step in steps {
            let party: Party = step.name == .lapse ? .system : step.name == .enterInError ? .referrer : .organisation
            try await apply(step, to: id, by: party, party == .system ? nil : party == .referrer ? referrer : gardener)
        }
        return id
    }

    /// One step by any side, as the timers and the person's page take it.
    func apply(_ step: Referral.Move, to id: Referral.ID, by party: Party, _ actor: Actor?) async throws {
        let (referrals, now) = (features.referrals, place.clock.now)
        try await place.database.write { db in
            guard let referral = try Referral.fetchOne(db, key: id) else { throw Failure.notFound }
            try referrals.apply(step, to: referral, by: party, actor, at: now, in: db)
        }
    }

    /// The answer about a practice's own referral that has ended.
    func answered(
        _ outcome: Outcome = Outcome(engaged: .all, helped: .lot, saidBy: .person),
        reportBack: Bool = true
    ) async throws -> PracticeAnswer.ID {
        try await answer(about: referral(in: .closed, outcome: outcome, reportBack: reportBack, by: doctor)).id
    }

    func answer(about id: Referral.ID) async throws -> PracticeAnswer {
        let answer = try await place.database.read { db in
            try PracticeAnswer.fetchOne(
                db,
                sql: """
                    SELECT answer.* FROM answer JOIN referral ON referral.id = ? WHERE isCurrent
                        AND (answer.referralID = referral.id OR answer.episodeID = referral.episodeID)
                    """,
                arguments: [id]
            )
        }
        guard let answer else { throw Failure.notFound }
        return answer
    }

    func answer(_ id: PracticeAnswer.ID) async throws -> PracticeAnswer {
        try await place.database.read { db in
            guard let answer = try PracticeAnswer.fetchOne(db, key: id) else { throw Failure.notFound }
            return answer
        }
    }

    /// Begun with somebody whom nobody has referred yet.
    func openEpisode() async throws -> Episode.ID {
        let opening = EpisodeOpening(
            practiceCode: SmallPlace.practice,
            telling: .everything,
            consent: Consent(share: false, reportBack: true, method: .inPerson),
            key: "form"
        )
        return try await features.episodes.open(opening, for: Sample.person(), by: linkWorker)
    }

    func episode(of id: Referral.ID) async throws -> Episode {
        try await place.database.read { db in
            let episode = try Episode.fetchOne(
                db,
                sql: "SELECT episode.* FROM episode JOIN referral ON episodeID = episode.id WHERE referral.id = ?",
                arguments: [id]
            )
            guard let episode else { throw Failure.notFound }
            return episode
        }
    }

    /// Every referral that this actor may see, as their pages say it.
    func lines(for actor: Actor) async throws -> [Referrals.Line] {
        let (referrals, now) = (features.referrals, place.clock.now)
        return try await place.database.read {
            try referrals.lines(where: ReferralStore.visible(to: actor), for: actor, at: now, in: $0)
        }
    }

    func worklist(of actor: Actor) async throws -> Worklist {
        try await features.worklists.list(Worklist.Request(), for: actor)
    }

    func referral(_ id: Referral.ID) async throws -> Referral {
        try await place.database.read { db in
            guard let referral = try Referral.fetchOne(db, key: id) else { throw Failure.notFound }
            return referral
        }
    }
}

extension TestPlace {
    func save(_ listings: [Listing]) async throws {
        try await database.write { db in
            for listing in listings { try DirectoryStore.save(listing, in: db) }
        }
    }

    /// What the queue of messages holds, oldest first.
    func messages() async throws -> [OutboxMessage] {
        try await database.read {
            try OutboxMessage.fetchAll($0, sql: "SELECT * FROM outboxMessage ORDER BY createdAt, id")
        }
    }

    func count(_ table: String) async throws -> Int {
        try await database.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM \(table)") ?? -1 }
    }

    func execute(_ sql: String, _ arguments: StatementArguments = []) async throws {
        try await database.write { try $0.execute(sql: sql, arguments: arguments) }
    }
}
