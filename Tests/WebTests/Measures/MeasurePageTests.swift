import Core
import Foundation
import TestSupport
import Testing

@testable import Web

/// Asking how somebody is, at the contact, on paper and afterwards.
@Suite struct MeasurePageTests {
    private static let answers = [
        ("item-satisfied", "4"), ("item-worthwhile", "3"), ("item-happy", "none"), ("item-anxious", "7"),
    ]

    /// The measures of an episode without any, and a browser of its link worker.
    private func open(_ town: Town) async throws -> (browser: Browser, measures: String) {
        let worker = try await town.signedIn("linkworker")
        let referral = try await Referring.refer(worker, town)
        let episode = try #require(
            try await worker.get(referral).markup.links.first { $0.hasPrefix("/episodes/") }
        )
        let page = try await worker.get(episode)
        let link = try #require(page.markup.links.first { $0.hasSuffix("/measures") })
        return (worker, link)
    }

    @Test func aLinkWorkerAsksAtTheContactAndSeesItFromFirstToLast() async throws {
        try await Town.open { town in
            let (worker, measures) = try await open(town)
            let list = try await worker.get(measures)
            #expect(list.body.contains("Nothing has been answered yet") && list.body.contains("To ask now"))
            let ask = try #require(list.markup.links.first { $0.contains("/ons4?stage=start") })
            let page = try await worker.get(ask)
            #expect(page.body.contains("how satisfied are you with your life nowadays?"))
            let form = try Form(page, to: "\(measures)/ons4").with(Self.answers + [("mode", "with help")])
            #expect(form["stage"] == "start" && form["answered-day"] == "21")
            let saved = try await worker.follow(worker.submit(form))
            #expect(saved.body.contains("4, low (with help)") && saved.body.contains("1 left blank"))
            #expect(!saved.body.contains("<svg class=\"trend\""))
            #expect(try await worker.submit(form).status == .seeOther)
            let again = try Form(try await worker.get("\(measures)/ons4?stage=end"), to: "\(measures)/ons4")
                .with([("item-satisfied", "7"), ("mode", "self")])
            let both = try await worker.follow(worker.submit(again))
            #expect(
                both.body.contains("Better by 3; no rule for one person") && both.body.contains("2 answered of 2 asked")
            )
            #expect(both.body.contains("Satisfied with life: 4, low (with help) at start; 7, high at end"))
            #expect(
                try town.place.number("SELECT COUNT(*) FROM measureResponse WHERE formKey = '\(form["key"] ?? "")'")
                    == 1
            )
        }
    }

    @Test func aFormThatCannotBeTakenSaysWhyBesideItsFieldsAndKeepsWhatWasTyped() async throws {
        try await Town.open { town in
            let (worker, measures) = try await open(town)
            let page = try await worker.get("\(measures)/ons4")
            let empty = try Form(page, to: "\(measures)/ons4").without("mode", "stage")
            try expectReturned(try await worker.submit(empty), "empty")
            let blank = try Form(page, to: "\(measures)/ons4").with([("mode", "self")])
            let said = try await worker.submit(blank)
            try expectReturned(said, keeping: blank, "no answers")
            #expect(said.body.contains("Answer at least one question"))
            let off = try Form(page, to: "\(measures)/ons4").with([("item-happy", "11"), ("mode", "self")])
            try expectReturned(try await worker.submit(off), "off the scale")
            let future = try Form(page, to: "\(measures)/ons4").with([
                ("item-happy", "1"), ("mode", "self"), ("answered-year", "2027"),
            ])
            try expectReturned(try await worker.submit(future), keeping: future, "in the future")
            for odd in ["-1", "3,5", "NaN", "1e3", "28", "李"] {
                let phq = try Form(try await worker.get("\(measures)/phq-9"), to: "\(measures)/phq-9").with([
                    ("item-total", odd), ("mode", "self"),
                ])
                try expectReturned(try await worker.submit(phq), keeping: phq, odd)
            }
            let goal = try Form(try await worker.get("\(measures)/goals"), to: "\(measures)/goals").with([
                ("item-goal-2", "3"), ("mode", "self"),
            ])
            let asked = try await worker.submit(goal)
            try expectReturned(asked, keeping: goal, "a goal without words")
            #expect(asked.body.contains("Write what goal 2 is"))
            let old = try Form(page, to: "\(measures)/ons4").with(Self.answers + [("mode", "self"), ("version", "0")])
            try expectReturned(try await worker.submit(old), "an older version")
        }
    }

    @Test func aScoreWorkedOutElsewhereIsTypedInAndTakenOutAgain() async throws {
        try await Town.open { town in
            let (worker, measures) = try await open(town)
            let page = try await worker.get("\(measures)/dialog")
            #expect(!page.body.contains("Print it for paper"))
            let form = try Form(page, to: "\(measures)/dialog").with([("item-life", "4.25"), ("stage", "start")])
            let saved = try await worker.follow(worker.submit(form))
            #expect(saved.body.contains("4.25, 4 or above"))
            let struck = try await worker.follow(worker.submit(Form(saved, to: measures)))
            #expect(
                struck.body.contains("The answer was taken out")
                    && struck.body.contains("Nothing has been answered yet")
            )
            #expect(try await worker.submit(Form(saved, to: measures)).status == .conflict)
        }
    }

    @Test func aSheetForPaperHasTheQuestionsAndNoName() async throws {
        try await Town.open { town in
            let (worker, measures) = try await open(town)
            for code in ["ons4", "gad-7", "goals", "two-questions"] {
                let sheet = try await worker.get("\(measures)/\(code)/paper")
                #expect(sheet.status == .ok && !sheet.body.contains(Referring.person), "\(code)")
            }
            #expect(
                try await worker.get("\(measures)/gad-7/paper").body.contains("Feeling nervous, anxious or on edge")
            )
            for code in ["pam", "fft", "nothing"] {
                #expect(try await worker.get("\(measures)/\(code)/paper").status == .notFound, "\(code)")
            }
            #expect(try await worker.get("\(measures)/fft").status == .notFound)
        }
    }

    @Test func anotherLinkWorkerFindsNothing() async throws {
        try await Town.open { town in
            let (_, measures) = try await open(town)
            let other = try await town.signedIn("linkworker2")
            for path in [measures, "\(measures)/ons4", "\(measures)/ons4/paper"] {
                #expect(try await other.get(path).status == .notFound)
            }
        }
    }
}

/// How it was, from people without a name.
@Suite struct FriendsAndFamilyPageTests {
    @Test func anybodySaysHowItWasAndIsNotAskedWho() async throws {
        try await Town.open { town in
            let offer = try town.place.offer("Kettle mornings")
            let browser = town.browser()
            #expect(try await browser.get("/offers/\(offer)").markup.links.contains("/fft/\(offer)"))
            let page = try await browser.get("/fft/\(offer)")
            let before = try town.place.number("SELECT COUNT(*) FROM experience")
            let form = try Form(page, to: "/fft/\(offer)").with([("answer", "2"), ("words", "Kind people.")])
            let sent = try await browser.submit(form)
            #expect(try await browser.follow(sent).body.contains("It has no name on it"))
            #expect(try await browser.submit(form).status == .seeOther)
            #expect(try town.place.number("SELECT COUNT(*) FROM experience") == before + 1)
            try expectReturned(try await browser.submit(form.without("answer")), "no answer")
            try expectReturned(try await browser.submit(form.with([("answer", "9")])), "no such answer")
            #expect(try await browser.get("/fft/\(UUID().uuidString)").status == .notFound)
        }
    }

    @Test func staffSeeCountsFromSevenOnAndNothingBefore() async throws {
        try await Town.open { town in
            let steward = try await town.signedIn("steward")
            let shown = try await steward.get("/offers/\(try town.place.offer("Kettle mornings"))/experience")
            #expect(shown.body.contains("88% of 8 answers"))
            let few = try town.place.text("SELECT offerID FROM experience GROUP BY offerID HAVING COUNT(*) = 3")
            let hidden = try await steward.get("/offers/\(few)/experience")
            #expect(hidden.body.contains("Fewer than 7 answers") && !hidden.body.contains("<td>"))
        }
    }

    @Test func aProgramThatAnswersForEverybodyIsStopped() async throws {
        try await Town.open { town in
            let offer = try town.place.offer("Kettle mornings")
            let browser = town.browser()
            var statuses: [Int] = []
            for _ in 0..<31 {
                let form = try Form(try await browser.get("/fft/\(offer)"), to: "/fft/\(offer)").with([("answer", "1")])
                statuses.append(try await browser.submit(form).status.code)
            }
            #expect(statuses.filter { $0 == 303 }.count == 30 && statuses.last == 429)
        }
    }
}
