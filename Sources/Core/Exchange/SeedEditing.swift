import Foundation

/// What owners of the seed place have sent, and who asks to join, as it is written in `seed/place/editing.yaml`.
struct SeedEditing: Decodable {
    var changes: [Change]
    var joins: [Join]

    struct Change: Decodable {
        var offer: String
        var by: String
        var daysAgo: Int
        var description: String?
        var who: String?
    }

    struct Join: Decodable {
        var name: String
        var about: String
        var charity: String?
        var company: String?
        var website: String?
        var phone: String
        var contact: String
        var email: String
        var daysAgo: Int
    }

    /// Through the same verbs as real ones, each at its own time.
    func load(into database: AppDatabase, letters: Letters, now: Date, actor: (String) async throws -> Actor)
        async throws
    {
        for change in changes {
            let editing = Editing(database: database, clock: .fixed(now.adding(days: -change.daysAgo)))
            try await send(change, editing, by: try await actor(change.by))
        }
        for join in joins {
            let sentAt = now.adding(days: -join.daysAgo)
            try await Joins(database: database, clock: .fixed(sentAt), letters: letters).ask(
                JoinRequest(
                    key: "seed \(join.name)",
                    name: join.name,
                    about: join.about.trimmingCharacters(in: .whitespacesAndNewlines),
                    charityNumber: join.charity,
                    companyNumber: join.company,
                    website: join.website,
                    phone: join.phone,
                    contactName: join.contact,
                    contactEmail: join.email,
                    sentAt: sentAt
                )
            )
        }
    }

    private func send(_ change: Change, _ editing: Editing, by actor: Actor) async throws {
        let id = SeedListing.offerID(change.offer)
        for section in [EditSection.about, .who] {
            let sheet = try await editing.sheet(id, by: actor)
            var facts = sheet.working
            if let description = change.description {
                facts.description = description.trimmingCharacters(in: .whitespacesAndNewlines)
            }
            facts.eligibility = change.who ?? facts.eligibility
            let seen = sheet.working.fingerprint(of: section.facts)
            try await editing.save(section, facts, of: id, seen: seen, by: actor)
        }
        _ = try await editing.send(id, seen: editing.sheet(id, by: actor).fingerprint, by: actor)
    }
}
