import Crypto
import Foundation
import TestSupport
import Testing

@testable import Core

@Suite("What identifies a person")
struct SecrecyTests {
    private static let canaries = [
        "Zebedee", "Quillfeather", "9434765919", "943 476 5919", "1931-04-05", "07700900461", "zebedee.q@",
        "Marigold Mews",
        "wanders at night", "declined-canary", "words-canary", "remaining-canary", "asked-canary", "withdrawn-canary",
        "matters-canary", "risk-canary", "own-words-canary", "asked-myself-canary",
    ]

    private static let person = Person(
        name: "Zebedee Quillfeather",
        dateOfBirth: Sample.day("1931-04-05"),
        nhsNumber: "943 476 5919",
        phone: "07700900461",
        email: "zebedee.q@example.org",
        address: "7 Marigold Mews"
    )

    /// Every kind of words that a referral can hold.
    private func fill(_ small: SmallPlace) async throws {
        let referrals = small.features.referrals
        let outcome = Outcome(
            engaged: .some,
            helped: .some,
            saidBy: .person,
            personWords: "words-canary",
            remaining: "remaining-canary",
            askOfPractice: "asked-canary"
        )
        let endings: [[(Referral.Move, Actor)]] = [
            [(.decline(.other, note: "declined-canary"), small.gardener)],
            [(.withdraw(.withdrawn, note: "withdrawn-canary"), small.linkWorker)],
            [
                (.accept, small.gardener), (.start(on: Sample.today), small.gardener),
                (.close(outcome, leftEarly: false), small.gardener),
            ],
        ]
        for moves in endings {
            let draft = small.draft(
                for: Self.person,
                reason: "He wanders at night.",
                sharing: Set(SharedField.allCases)
            )
            let referrer = moves[0].1 == small.linkWorker ? small.linkWorker : small.doctor
            let id = try await referrals.make(draft, by: referrer)
            for (index, (move, actor)) in moves.enumerated() {
                try await referrals.move(id, seen: index + 1, move, by: actor)
            }
            try await useOwnPage(small, id, by: referrer)
            if referrer == small.linkWorker { try await close(small, id) }
            _ = try await small.features.outcomes.open(small.answer(about: id).id, by: small.doctor)
            #expect(try await referrals.sheet(id, for: referrer).person.name == Self.person.name)
        }
    }

    /// The person says what they can on their own page, gets its code by mail, and asks for something themself.
    private func useOwnPage(_ small: SmallPlace, _ id: Referral.ID, by referrer: Actor) async throws {
        let pages = small.features.ownPages
        try await pages.give(for: id, insteadOf: nil, by: referrer)
        try await pages.email(for: id, by: referrer, mailReachesPeople: true)
        let key = try #require(try await pages.invitation(for: id, by: referrer, mailReachesPeople: true).key)
        let token = Data(SHA256.hash(data: Data(id.text.utf8)))
        #expect(try await pages.enter(key.code, yearOfBirth: 1931, tokenHash: token) == .opened)
        let session = try #require(try await pages.session(tokenHash: token))
        if try await small.referral(id).mayBeJudged {
            try await pages.sayWhetherItHelped(
                .some,
                words: "own-words-canary",
                forPractice: true,
                about: id,
                in: session
            )
        }
        try await pages.takeBack(.followUp, of: id, in: session)
        try await small.place.execute("UPDATE offer SET joining = '[\"self-refer\"]'")
        let request = SelfReferral(
            offerID: small.garden.offer.id,
            person: Self.person,
            practiceCode: nil,
            reason: "asked-myself-canary",
            reportBack: false,
            followUp: false,
            idempotencyKey: id.text
        )
        try await pages.ask(request, tokenHash: Data(SHA256.hash(data: token)))
        let codes = [key.code, pages.key(for: session).code].flatMap { [$0.text, $0.description] }
        let rows = try await small.place.messages().map { "\($0)" }.joined()
        #expect(!codes.contains { rows.contains($0) })
    }

    private func close(_ small: SmallPlace, _ id: Referral.ID) async throws {
        let episode = try await small.episode(of: id)
        let plan = EpisodePlan(whatMatters: "matters-canary", risk: .known, riskNote: "risk-canary")
        let outcome = Outcome(engaged: .none, helped: .unknown, saidBy: .linkWorker, remaining: "remaining-canary")
        let episodes = small.features.episodes
        try await episodes.move(episode.id, seen: 1, .change(plan, telling: .everything), by: small.linkWorker)
        try await episodes.move(episode.id, seen: 2, .close(outcome), by: small.linkWorker)
    }

    @Test("cannot be read in any file of the data folder: database, write-ahead log, index, messages")
    func nothingOnDisk() async throws {
        let small = try await SmallPlace()
        try await fill(small)
        try await small.features.indexer.drain()
        #expect(try await small.features.outbox.deliver() > 0)
        let everything = try contents(of: small.place.folder)
        let names = everything.map(\.name)
        #expect(names.contains("fingerpost.sqlite") && names.contains("fingerpost.sqlite-wal"))
        #expect(names.contains { $0.hasSuffix(".eml") } && names.contains { $0.hasPrefix("index/") })
        // The search works: what may be read is found.
        #expect(everything.contains { $0.bytes.range(of: Data("Growing together".utf8)) != nil })
        for (name, bytes) in everything {
            for canary in Self.canaries {
                #expect(bytes.range(of: Data(canary.utf8)) == nil, "\(canary) in \(name)")
            }
        }
    }

    @Test("is in no message, also when its base64 is decoded")
    func nothingInMessages() async throws {
        let small = try await SmallPlace()
        try await fill(small)
        let messages = try await small.place.messages()
        #expect(messages.count >= 6)
        for message in messages {
            for canary in Self.canaries {
                #expect(!(message.subject + message.body + message.once + message.recipient).contains(canary))
            }
        }
    }

    @Test("is in no row of the audit")
    func nothingInAudit() async throws {
        let small = try await SmallPlace()
        try await fill(small)
        let rows = try await small.place.database.read { try Audit.Entry.fetchAll($0) }
        #expect(rows.count > 10)
        for row in rows {
            #expect(!Self.canaries.contains { "\(row)".contains($0) })
        }
    }

    private func contents(of folder: URL) throws -> [(name: String, bytes: Data)] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        return try paths.compactMap { path in
            let url = folder.appendingPathComponent(path)
            let isFile = try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
            return isFile ? (path, try Data(contentsOf: url)) : nil
        }
    }
}
