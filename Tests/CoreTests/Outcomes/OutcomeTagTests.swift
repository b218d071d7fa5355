import Testing

@testable import Core

@Suite("The tag of an answer")
struct OutcomeTagTests {
    /// All 5 × 4 × 2 × 2 answers.
    private static let all: [Outcome] = Outcome.Engaged.allCases.flatMap { engaged in
        Outcome.Helped.allCases.flatMap { helped in
            [nil, "A benefits check."].flatMap { remaining in
                [nil, "Please review the tablets."].map { ask in
                    Outcome(engaged: engaged, helped: helped, saidBy: .person, remaining: remaining, askOfPractice: ask)
                }
            }
        }
    }

    @Test("is ACTION exactly when the practice is asked for something")
    func action() {
        #expect(Self.all.count == 100)
        for outcome in Self.all {
            #expect((OutcomeTag.tag(for: outcome) == .action) == (outcome.askOfPractice != nil))
        }
    }

    @Test("is FILE only when they came, it helped, and nothing remains")
    func file() {
        let filed = Self.all.filter { OutcomeTag.tag(for: $0) == .file }
        #expect(filed.count == 6)
        for outcome in filed {
            #expect(outcome.engaged != .none && [.lot, .some].contains(outcome.helped))
            #expect(outcome.remaining == nil && outcome.askOfPractice == nil)
        }
    }

    @Test("is AWARE for a referral that ended without an answer")
    func noAnswer() { #expect(OutcomeTag.tag(for: nil) == .aware) }
}

@Suite("The life of an answer")
struct LoopTests {
    private static let promised: [String: Loop] = [
        "due written": .drafted, "due rewritten": .drafted, "drafted rewritten": .drafted, "failed rewritten": .drafted,
        "drafted sent": .sent, "failed sent": .sent,
        "sent opened": .received, "failed opened": .received, "received opened": .received, "filed opened": .filed,
        "received filed": .filed,
        "due failed": .failed, "drafted failed": .failed, "sent failed": .failed,
        "due withheld": .withheld, "drafted withheld": .withheld, "failed withheld": .withheld,
    ]

    @Test("goes where the table says and nowhere else", arguments: Loop.allCases)
    func table(_ loop: Loop) {
        for event in Loop.Event.allCases {
            #expect(loop.after(event) == Self.promised["\(loop.rawValue) \(event.rawValue)"])
        }
    }

    @Test("is closed only when the practice has it")
    func closed() { #expect(Loop.allCases.filter(\.isClosed) == [.received, .filed]) }
}
