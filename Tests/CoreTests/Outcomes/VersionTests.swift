import Foundation
import TestSupport
import Testing

@testable import Core

@Suite("A new version of an answer")
struct VersionTests {
    private static let better = Outcome(engaged: .most, helped: .some, saidBy: .person, remaining: "A lift there.")

    @Test("takes the place of the one before in the tray, as new")
    func replaces() async throws {
        let small = try await SmallPlace()
        let first = try await small.ended()
        _ = try await small.features.outcomes.open(first.id, by: small.doctor)
        try await small.features.outcomes.file(first.id, by: small.doctor)
        let second = try await small.endedAgain(first, Self.better)
        #expect(second.number == 2 && second.loop == .sent && second.tag == .aware)
        let tray = try await small.features.outcomes.tray(for: small.doctor)
        #expect(tray.map(\.answer.id) == [second.id])
    }

    @Test("leaves what was read as it was read, with the way from each to the other")
    func olderReadable() async throws {
        let small = try await SmallPlace()
        let first = try await small.ended()
        let before = try await small.features.outcomes.open(first.id, by: small.doctor).letter
        let second = try await small.endedAgain(first, Self.better)
        let old = try await small.features.outcomes.open(first.id, by: small.doctor)
        #expect(old.letter == before && !old.answer.isCurrent)
        #expect(old.versions.map(\.id) == [second.id] && old.versions.allSatisfy(\.isCurrent))
        let new = try await small.features.outcomes.open(second.id, by: small.doctor)
        #expect(new.versions.map(\.number) == [1] && new.letter.remaining == "A lift there.")
        await #expect(throws: Failure.notFound) { try await small.features.outcomes.file(first.id, by: small.doctor) }
        await #expect(throws: Failure.notFound) {
            try await small.features.outcomes.open(first.id, by: small.otherDoctor)
        }
    }

    @Test("is what a link to an unread older one leads to, for that practice alone")
    func unread() async throws {
        let small = try await SmallPlace()
        let first = try await small.ended()
        let second = try await small.endedAgain(first, Self.better)
        await #expect(throws: Failure.notFound) { try await small.features.outcomes.open(first.id, by: small.doctor) }
        #expect(try await small.features.outcomes.current(insteadOf: first.id, for: small.doctor) == second.id)
        #expect(try await small.features.outcomes.current(insteadOf: first.id, for: small.otherDoctor) == nil)
    }

    @Test("has a code of its own on paper")
    func ownCode() async throws {
        let small = try await SmallPlace()
        try await small.way(.letter)
        let first = try await small.ended()
        let old = try await small.features.deliveries.paper(first.id, for: small.linkWorker).code
        let second = try await small.endedAgain(first, Self.better)
        let new = try await small.features.deliveries.paper(second.id, for: small.linkWorker).code
        #expect(old != new)
        #expect(try await small.features.deliveries.list(for: small.linkWorker).map(\.answer.id) == [second.id])
    }
}

@Suite("A letter says")
struct LetterContentTests {
    private static let full = Outcome(
        engaged: .most,
        helped: .some,
        saidBy: .person,
        personWords: "A word-canary.",
        remaining: "A remaining-canary.",
        askOfPractice: "An ask-canary.",
        askBy: Sample.today.adding(days: 7)
    )
    private static let plan = EpisodePlan(risk: .known, riskNote: "A risk-canary.")

    private func letter(_ telling: Episode.Telling) async throws -> OutcomeLetter {
        let small = try await SmallPlace()
        let answer = try await small.ended(Self.full, telling: telling, plan: Self.plan)
        return try await small.features.outcomes.open(answer.id, by: small.doctor).letter
    }

    @Test(
        "everything that the person agreed to: what is asked and by when, their words, risks, consent and whom to ask"
    )
    func everything() async throws {
        let letter = try await letter(.everything)
        #expect(letter.tag == .action && letter.ask == "An ask-canary." && letter.askBy == Sample.today.adding(days: 7))
        #expect(letter.personWords == "A word-canary." && letter.remaining == "A remaining-canary.")
        #expect(letter.risk == .known && letter.riskNote == "A risk-canary.")
        #expect(letter.services.map(\.name) == ["Growing together"] && letter.practiceCode == SmallPlace.practice)
        #expect(letter.consent.hasPrefix("Given in person on ") && letter.contact == "linkworker")
        #expect(letter.contactAt == "linkworker@people.example.org")
    }

    @Test("nothing but that it has ended, when the person chose so")
    func shortened() async throws {
        let letter = try await letter(.onlyThatItEnded)
        #expect(letter.isShortened && letter.tag == .file)
        let stored = String(decoding: try JSONEncoder().encode(letter), as: UTF8.self)
        #expect(!stored.contains("canary") && !stored.contains("Growing"))
        #expect(letter.askBy == nil && letter.services.isEmpty && letter.risk == .notAsked)
    }

    @Test("no more words than a practice reads in twenty seconds")
    func limits() throws {
        let forty = Array(repeating: "word", count: LetterLimit.wordsOfField).joined(separator: " ")
        var outcome = Outcome(engaged: .all, helped: .some, saidBy: .person, personWords: forty, remaining: forty)
        outcome.askOfPractice = forty
        try outcome.check(today: Sample.today)
        for path in [\Outcome.personWords, \.remaining, \.askOfPractice] {
            var long = outcome
            long[keyPath: path] = forty + " more"
            #expect(throws: Failure.self) { try long.check(today: Sample.today) }
            long[keyPath: path] = String(repeating: "a", count: LetterLimit.charactersOfField + 1)
            #expect(throws: Failure.self) { try long.check(today: Sample.today) }
        }
        outcome.askBy = Sample.today.adding(days: -1)
        #expect(throws: Failure.invalid(["ask-by": "The day for what is asked must be today or later."])) {
            try outcome.check(today: Sample.today)
        }
        (outcome.askBy, outcome.askOfPractice) = (Sample.today, nil)
        #expect(throws: Failure.invalid(["ask-by": "Say what is asked, or leave its day empty."])) {
            try outcome.check(today: Sample.today)
        }
    }

    @Test("what fits: notes share the words that are left, and a long risk is a pointer to whom to ask")
    func fitted() async throws {
        var letter = try await letter(.everything)
        let note = Array(repeating: "note", count: 100).joined(separator: " ")
        letter.services = Array(repeating: letter.services[0], count: 9)
        for index in letter.services.indices { letter.services[index].note = note }
        letter.riskNote = note
        letter.measures = Array(repeating: .init(name: "ONS4", first: "3", last: nil), count: 10)
        let fitted = letter.fitted
        let texts = [fitted.letter.ask, fitted.letter.personWords, fitted.letter.remaining, fitted.letter.riskNote]
        let words = (texts + fitted.letter.services.map(\.note)).compactMap { $0 }.map(LetterLimit.count).reduce(0, +)
        #expect(words <= LetterLimit.words && words > LetterLimit.words - 4)
        #expect(fitted.letter.riskNote == nil && fitted.letter.risk == .known)
        #expect(fitted.moreServices == 3 && fitted.moreMeasures == 2)
        #expect(fitted.letter.ask == letter.ask && fitted.letter.personWords == letter.personWords)
    }
}
