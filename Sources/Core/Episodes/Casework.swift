import Foundation
import GRDB

/// Where a new referral belongs: whose person it is about, and in which episode.
struct Casework {
    let sealer: Sealer

    struct Place {
        let personID: Person.ID
        let episodeID: Episode.ID?
    }

    private var people: PersonStore { PersonStore(sealer: sealer) }
    private var episodes: EpisodeStore { EpisodeStore(sealer: sealer) }

    func place(_ draft: ReferralDraft, by actor: Actor, at now: Date, in db: Database) throws -> Place {
        guard actor.role == .linkWorker else {
            return Place(personID: try add(draft.person, at: now, in: db), episodeID: nil)
        }
        let known = try episode(for: draft, by: actor, in: db)
        if let episode = known, draft.episodeID != nil || draft.samePerson != .another {
            try update(episode.personID, with: draft, in: db)
            return Place(personID: episode.personID, episodeID: episode.id)
        }
        var person = try draft.person.tidied()
        // A number cannot be two people's; whose it is has to be found out first.
        if let known, try people.person(known.personID, in: db).nhsNumber == person.nhsNumber { person.nhsNumber = nil }
        let personID = try add(person, at: now, in: db)
        let opening = EpisodeOpening(
            practiceCode: draft.practiceCode,
            // Who agreed that the organisation tells has not agreed that the link worker tells everything.
            telling: draft.telling ?? (draft.consent.reportBack ? .onlyThatItEnded : .nothing),
            consent: draft.consent
        )
        let episode = try open(opening, for: person, id: personID, by: actor, at: now, in: db)
        return Place(personID: personID, episodeID: episode.id)
    }

    /// - Throws: `Failure.notFound` when the episode is not this actor's, `.conflict` when it has ended.
    private func episode(for draft: ReferralDraft, by actor: Actor, in db: Database) throws -> Episode? {
        if let id = draft.episodeID {
            let episode = try episodes.one(id, where: EpisodeStore.visible(to: actor), in: db)
            guard episode.state == .open else {
                throw Failure.conflict("This person's episode has ended. Begin a new one.")
            }
            return episode
        }
        let same = people.same(as: draft.person)
        let request: SQLRequest<Episode> = """
            SELECT episode.* FROM episode JOIN person ON person.id = episode.personID
            WHERE episode.linkWorkerID = \(actor.id) AND episode.state = 'open' AND \(same) LIMIT 1
            """
        return try request.fetchOne(db)
    }

    /// New details take the place of old ones, and what is empty leaves what is there.
    ///
    /// - Throws: `Failure.invalid` under `same-person` when the name, the date of birth or the NHS number is another than
    ///   what is written down, unless the draft says that it is the same person.
    private func update(_ id: Person.ID, with draft: ReferralDraft, in db: Database) throws {
        let known = try people.person(id, in: db)
        if draft.episodeID == nil, draft.samePerson == nil, people.differs(draft.person, from: known) {
            throw Failure.invalid([
                "same-person":
                    "You work with \(known.name), born on \(PlainWords.date(known.dateOfBirth)), who has the same NHS number or the same name and date of birth. Is it the same person?"
            ])
        }
        try people.update(draft.person.filled(from: known), id: id, in: db)
    }

    private func add(_ person: Person, at now: Date, in db: Database) throws -> Person.ID {
        let id = Person.ID()
        try people.insert(person, id: id, at: now, in: db)
        return id
    }

    func open(
        _ opening: EpisodeOpening,
        for person: Person,
        id personID: Person.ID,
        by actor: Actor,
        at now: Date,
        in db: Database
    ) throws -> Episode {
        let episode = Episode(
            id: Episode.ID(),
            version: 1,
            state: .open,
            stateSince: now,
            personID: personID,
            practiceCode: opening.practiceCode,
            linkWorkerID: actor.id,
            openedAt: now,
            openedBy: actor.id,
            telling: opening.telling,
            ageBand: AgeBand(age: person.age(on: Day(now))).rawValue,
            sex: opening.background.sex?.rawValue,
            ethnicity: opening.background.ethnicGroup?.rawValue
        )
        try episodes.insert(episode, plan: opening.plan, key: opening.key, by: actor, in: db)
        try ConsentStore.record(
            .tellThePractice,
            of: .episode(episode.id),
            opening.consent,
            isGiven: opening.telling != .nothing,
            by: actor,
            at: now,
            in: db
        )
        try Audit.record(.episodeOpened, subject: episode.id.text, by: actor, at: now, in: db)
        return episode
    }
}

/// What is written down when a link worker begins with somebody.
public struct EpisodeOpening: Equatable, Sendable {
    public var practiceCode: Practice.Code?
    public var telling: Episode.Telling
    public var consent: Consent
    public var plan: EpisodePlan
    public var background: PersonBackground
    /// Made with the form, so that sending it twice begins once; nil where there is no form.
    public var key: String?

    public init(
        practiceCode: Practice.Code?,
        telling: Episode.Telling,
        consent: Consent,
        plan: EpisodePlan = EpisodePlan(),
        background: PersonBackground = PersonBackground(),
        key: String? = nil
    ) {
        self.practiceCode = practiceCode
        self.telling = telling
        self.consent = consent
        self.plan = plan
        self.background = background
        self.key = key
    }
}

/// Coarse enough to count by without saying who it is.
public enum AgeBand: String, Codable, Sendable, CaseIterable {
    case under18 = "under 18"
    case from18 = "18 to 24"
    case from25 = "25 to 39"
    case from40 = "40 to 64"
    case from65 = "65 to 79"
    case from80 = "80 and over"

    init(age: Int) {
        switch age {
        case ..<18: self = .under18
        case ..<25: self = .from18
        case ..<40: self = .from25
        case ..<65: self = .from40
        case ..<80: self = .from65
        default: self = .from80
        }
    }
}
