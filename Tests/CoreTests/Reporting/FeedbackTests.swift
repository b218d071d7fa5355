import Foundation
import TestSupport
import Testing

@testable import Core

@Suite("Feedback about an offer")
struct FeedbackTests {
    @Test("says nothing but how many under ten")
    func tooFew() async throws {
        let place = try await ReportPlace()
        try await place.add(9, .helped)
        let feedback = try await place.features.feedback.of(place.small.garden.offer.id)
        #expect(feedback.count == 9 && feedback.answer.median == nil)
        #expect(feedback.started == nil && feedback.helped == nil && feedback.byThePerson == nil)
        #expect(feedback.declined.isEmpty && feedback.notStarted.isEmpty)
    }

    @Test("has each share with its denominator, in tenths, and the reasons that several gave")
    func shares() async throws {
        let place = try await ReportPlace()
        try await place.add(12, .helped)
        try await place.add(
            4,
            .with {
                $0 = .helped
                ($0.helped, $0.saidBy) = ("not at all", "organisation")
            }
        )
        try await place.add(
            3,
            .with {
                ($0.answers, $0.state, $0.closure, $0.reason) = ([("accept", 58)], "closed", "did not start", "cost")
            }
        )
        try await place.add(
            2,
            .with {
                ($0.answers, $0.state, $0.closure, $0.reason) = ([("accept", 58)], "closed", "did not start", "unwell")
            }
        )
        // Under way, moved away, silent, or a mistake: none of these speaks for or against it.
        try await place.add(5, .with { ($0.answers, $0.state) = ([("accept", 58)], "accepted") })
        try await place.add(
            5,
            .with { ($0.answers, $0.state, $0.closure, $0.closedBy) = ([("accept", 58)], "closed", "moved", "person") }
        )
        try await place.add(5, .with { $0.state = "lapsed" })
        try await place.add(5, .with { $0.state = "entered in error" })
        try await place.add(5, .with { $0.daysAgo = 900 })
        let feedback = try await place.features.feedback.of(place.small.garden.offer.id)
        #expect(feedback.count == 36)
        #expect(feedback.started?.of == 21 && feedback.started?.tenths == 8)
        #expect(feedback.helped?.of == 16 && feedback.helped?.tenths == 8)
        #expect(feedback.byThePerson?.tenths == 8)
        #expect(feedback.notStarted == [.cost] && feedback.declined.isEmpty)
        #expect(feedback.answer.count == 31 && feedback.answer.median == 3 && feedback.usualAnswer == 3)
    }

    @Test("tells a list of results the same usual answers as each offer’s page, of those where enough is known")
    func usualAnswers() async throws {
        let place = try await ReportPlace()
        try await place.add(29, .helped)
        try await place.add(1, .with { ($0.answers, $0.state) = ([("wait", 40), ("accept", 30)], "accepted") })
        try await place.add(
            29,
            .with {
                $0 = .helped
                $0.isAtCafe = true
            }
        )
        // Silence, a mistake and what is old are no answers.
        try await place.add(5, .with { ($0.state, $0.isAtCafe) = ("lapsed", true) })
        try await place.add(
            5,
            .with { ($0.answers, $0.state, $0.isAtCafe) = ([("accept", 58)], "entered in error", true) }
        )
        try await place.add(5, .with { ($0.answers, $0.daysAgo, $0.isAtCafe) = ([("accept", 890)], 900, true) })
        let (garden, cafe) = (place.small.garden.offer.id, place.small.cafe.offer.id)
        let feedback = place.features.feedback
        #expect(try await feedback.usualAnswers([garden, cafe]) == [garden: 3])
        #expect(try await feedback.of(garden).usualAnswer == 3)
        #expect(try await feedback.of(cafe).usualAnswer == nil)
        #expect(try await feedback.usualAnswers([]).isEmpty)
    }

    @Test("is for those who refer, those who keep the directory, and the organisation itself")
    func readers() {
        let (own, other) = (Organisation.ID(), Organisation.ID())
        func account(_ role: Role) -> Account {
            Account(email: "a@b", name: "A", role: role, organisationID: own, passwordHash: "", createdAt: Sample.now)
        }
        for role in Role.allCases {
            let isOpen = Feedback.isOpen(to: account(role), about: other)
            #expect(isOpen == [.linkWorker, .practice, .steward, .administrator].contains(role), "\(role)")
        }
        #expect(Feedback.isOpen(to: account(.organisation), about: own))
        #expect(!Feedback.isOpen(to: nil, about: own))
    }
}
