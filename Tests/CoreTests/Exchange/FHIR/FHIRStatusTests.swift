import Foundation
import GRDB
import Testing

@testable import Core

/// The one table of what a referral's state is called in FHIR.
@Suite struct FHIRStatusTests {
    @Test func everyStateAndEveryEndingStandsInTheTableOnce() {
        for state in Referral.State.allCases where state != .closed {
            #expect(FHIRStatus.table.count { $0.state == state && $0.closure == nil } == 1, "\(state)")
        }
        for closure in Referral.Closure.allCases {
            #expect(FHIRStatus.table.count { $0.state == .closed && $0.closure == closure } == 1, "\(closure)")
        }
        #expect(FHIRStatus.table.count == Referral.State.allCases.count - 1 + Referral.Closure.allCases.count)
    }

    @Test(arguments: [
        (Referral.State.sent, nil as Referral.Closure?, "active", "requested", nil as String?),
        (.accepted, nil, "active", "accepted", "contacting"), (.waiting, nil, "active", "accepted", "waiting-list"),
        (.active, nil, "active", "in-progress", nil), (.paused, nil, "active", "on-hold", nil),
        (.lapsed, nil, "active", "requested", "lapsed"), (.closed, .completed, "completed", "completed", nil),
        (.closed, .declined, "revoked", "rejected", nil), (.closed, .noResponse, "revoked", "cancelled", nil),
        (.enteredInError, nil, "entered-in-error", "entered-in-error", nil),
    ])
    func isCalledAsTheNotesSay(
        _ state: Referral.State,
        _ closure: Referral.Closure?,
        _ request: String,
        _ task: String,
        _ business: String?
    ) {
        let status = FHIRStatus.of(state, closure)
        #expect(status.request.rawValue == request && status.task.rawValue == task && status.business == business)
    }

    /// A person is not a failure.
    @Test func nothingIsEverCalledFailed() {
        #expect(!FHIRStatus.TaskStatus.allCases.map(\.rawValue).contains("failed"))
    }
}

/// Dates as searches ask for them.
@Suite struct FHIRDateTests {
    private func moment(_ iso: String) -> Date { Sample.moment(iso) }

    @Test func aDateStandsForAllThatItsDigitsLeaveOpen() throws {
        let year = try #require(FHIR.DateCondition("2026"))
        #expect(year.from == moment("2026-01-01T00:00:00Z") && year.until == moment("2027-01-01T00:00:00Z"))
        let month = try #require(FHIR.DateCondition("ge2026-12"))
        #expect(month.prefix == .ge && month.until == moment("2027-01-01T00:00:00Z"))
        let summer = try #require(FHIR.DateCondition("lt2026-07-01"))
        #expect(summer.from == moment("2026-06-30T23:00:00Z"), "a day in England")
        let second = try #require(FHIR.DateCondition("gt2026-11-21T10:00:00Z"))
        #expect(second.until == second.from.addingTimeInterval(1))
    }

    @Test(arguments: [
        "", "yesterday", "2026-13", "2026-02-30", "gt", "ap2026", "20261121", "2026-11-21T25:00:00Z", "eqeq2026",
    ])
    func whatIsNoDateIsNone(_ text: String) {
        #expect(FHIR.DateCondition(text) == nil)
    }
}

/// Text as R4 allows it.
@Suite struct FHIRTextTests {
    @Test func controlCharactersAndNothingAreLeftOut() {
        #expect(FHIR.text(" a\u{0}b\u{7}\r\n ") == "ab")
        #expect(FHIR.text(" \n\t") == nil && FHIR.text(nil) == nil)
    }

    @Test func narrativesHoldNoMarkupOfAnybodyElses() {
        let div = FHIR.Narrative(["<b>\"Jo\" & co</b>", "", "\"\u{301}>"]).div
        let expected = "<p>&lt;b&gt;&quot;Jo&quot; &amp; co&lt;/b&gt;</p><p>&quot;\u{301}&gt;</p>"
        #expect(div == "<div xmlns=\"http://www.w3.org/1999/xhtml\">\(expected)</div>")
    }

    @Test func aBlankItemOfAMeasureIsNoAnswerAndNeverNought() throws {
        var measure = FHIRMeasure(
            id: "m",
            name: "ONS4",
            definition: "1",
            answeredOn: Sample.today,
            items: [
                .init(id: "satisfied", question: "How satisfied?", value: 7),
                .init(id: "anxious", question: "How anxious?"),
            ],
            scores: [.init(name: "Satisfied", value: 7), .init(name: "Anxious")]
        )
        #expect(measure.response.item?.map { $0.answer == nil } == [false, true])
        #expect(measure.observation.valueQuantity == nil && measure.observation.component?.count == 2)
        #expect(measure.observation.component?.last?.dataAbsentReason != nil)
        measure.scores = [.init(name: "Total")]
        #expect(measure.observation.valueQuantity == nil && measure.observation.dataAbsentReason != nil)
        measure.scores = [.init(name: "Total", value: 4, band: "low")]
        #expect(measure.observation.valueQuantity?.value == 4 && measure.observation.component == nil)
    }
}
