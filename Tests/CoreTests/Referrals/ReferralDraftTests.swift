import TestSupport
import Testing

@testable import Core

@Suite("A referral form")
struct ReferralDraftTests {
    private func draft(_ change: (inout ReferralDraft) -> Void = { _ in }) -> ReferralDraft {
        var draft = ReferralDraft(
            offerID: Offer.ID(named: "offer"),
            person: Sample.person(),
            practiceCode: SmallPlace.practice,
            reason: "Is alone.",
            shared: [.phone],
            consent: Consent(share: true, reportBack: false, method: .telephone),
            idempotencyKey: "key"
        )
        change(&draft)
        return draft
    }

    private func fields(_ draft: ReferralDraft) -> [String] { draft.problems(today: Sample.today).keys.sorted() }

    @Test("that is complete has no problems")
    func complete() { #expect(fields(draft()).isEmpty) }

    @Test("always shares the name: nobody can be met without one")
    func name() {
        #expect(draft().shared == [.name, .phone])
        #expect(fields(draft { $0.person.name = "" }) == ["name"])
    }

    @Test("needs a date of birth from 125 years ago to today")
    func birth() {
        #expect(fields(draft { $0.person.dateOfBirth = Sample.today }).isEmpty)
        #expect(fields(draft { $0.person.dateOfBirth = Sample.today.adding(days: 1) }) == ["dob"])
        #expect(fields(draft { $0.person.dateOfBirth = Sample.day("1901-01-01") }).isEmpty)
        #expect(fields(draft { $0.person.dateOfBirth = Sample.day("1900-12-31") }) == ["dob"])
    }

    @Test("needs a reason of at most a thousand characters")
    func reason() {
        #expect(fields(draft { $0.reason = "" }) == ["reason"])
        #expect(fields(draft { $0.reason = String(repeating: "é", count: 1_000) }).isEmpty)
        #expect(fields(draft { $0.reason = String(repeating: "é", count: 1_001) }) == ["reason"])
    }

    @Test("needs the person's consent to pass their details on")
    func consent() { #expect(fields(draft { $0.consent.share = false }) == ["consent"]) }

    @Test("is shared until today or later, and goes along today or within two years")
    func days() {
        #expect(fields(draft { $0.consent.expiresOn = Sample.today }).isEmpty)
        #expect(fields(draft { $0.consent.expiresOn = Sample.today.adding(days: -1) }) == ["until"])
        #expect(fields(draft { $0.accompaniedOn = Sample.today.adding(days: -1) }) == ["accompanied"])
        #expect(fields(draft { $0.accompaniedOn = Sample.today.adding(days: 730) }).isEmpty)
        #expect(fields(draft { $0.accompaniedOn = Sample.today.adding(days: 731) }) == ["accompanied"])
    }

    @Test("needs one way to get in touch, and that one shared")
    func reachable() {
        #expect(fields(draft { $0.person.phone = nil }) == ["phone"])
        #expect(fields(draft { $0.shared = [.name, .email] }) == ["share"])
        #expect(
            fields(
                draft {
                    $0.person.phone = nil
                    $0.person.address = "1 High Street"
                    $0.shared = [.address]
                }
            ).isEmpty
        )
    }

    @Test("takes no NHS number or a plausible one, and says what is wrong with another")
    func number() {
        #expect(fields(draft { $0.person.nhsNumber = "943 476 5919" }).isEmpty)
        var sentences: Set<String> = []
        for wrong in ["123", "94347659I9", "9434765918", "1111111111"] {
            let problems = draft { $0.person.nhsNumber = wrong }.problems(today: Sample.today)
            #expect(Array(problems.keys) == ["nhs-number"])
            sentences.formUnion(problems.values)
        }
        #expect(sentences.count == 4)
    }
}
