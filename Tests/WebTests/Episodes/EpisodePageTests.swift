import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import Web

/// A link worker's people, as the link worker sees them in a browser.
@Suite struct EpisodePageTests {
    static let begin: [(String, String)] = [
        ("name", Referring.person), ("dob-day", "14"), ("dob-month", "9"), ("dob-year", "1951"),
        ("phone", "07700 900104"), ("practice", "ZZ0001"), ("telling", "everything"), ("method", "in person"),
        ("risk", "none known"), ("matters", "To dance once more."),
    ]

    func begin(_ browser: Browser, _ changes: [(String, String)] = []) async throws -> String {
        let form = try Form(try await browser.get("/episodes/new"), to: "/episodes").with(Self.begin).with(changes)
        let answer = try await browser.submit(form)
        try #require(answer.status == .seeOther, "\(answer.markup.summary)")
        return Referring.path(of: answer)
    }

    @Test func somebodyIsBegunWithReferredAndTheEpisodeEndsWithALookAtTheLetter() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            let episode = try await begin(worker)
            let page = try await worker.get(episode)
            #expect(page.body.contains("To dance once more.") && page.body.contains("None known"))
            let asked = try Form(try await worker.get("\(episode)/close"), to: "\(episode)/close")
            let search = try await worker.submit(Form(page, to: "\(episode)/refer"))
            #expect(search.location == "/search")
            let strip = try await worker.get("/search")
            #expect(strip.body.contains("You are looking for something for"))
            #expect(strip.markup.links.contains(episode))

            let offer = try town.place.offer("Kettle mornings")
            let form = try await worker.get("/referrals/new?offer=\(offer)")
            #expect(!form.body.contains("name=\"dob-day\"") && form.body.contains(Referring.person))
            let filled = try Form(form, to: "/referrals").with([
                ("reason", "She would like company."), ("consent", "yes"), ("method", "in person"),
                ("report-back", "yes"), ("follow-up", "yes"),
            ])
            let sent = try await worker.submit(filled)
            let referral = Referring.path(of: sent)
            try #require(sent.status == .seeOther, "\(sent.markup.summary)")
            let after = try await worker.get("/search")
            #expect(!after.body.contains("You are looking for something for"))
            #expect(try await worker.get(referral).markup.links.contains(episode))

            let early = try await worker.get("\(episode)/close")
            #expect(early.status == .ok && early.body.contains("Not everything has ended yet"))
            #expect(!early.markup.all("form").contains { $0["action"] == "\(episode)/close" })
            let late = try await worker.submit(asked.with(Referring.bothAnswers + [("do", "look")]))
            #expect(late.status == .conflict && late.body.contains("has not ended"))
            try await Referring.move(worker, referral, "withdraw", [("why", "person declined")])
            let look = try await close(worker, episode, "look")
            #expect(look.status == .ok && look.body.contains("This goes to Merrow Cross Surgery"))
            #expect(look.markup.all("h2").contains { $0["class"] == "sentence" }, "the letter itself")
            #expect(look.body.contains("They agreed to this letter"))
            #expect(try town.place.number("SELECT COUNT(*) FROM answer WHERE episodeID = '\(episode.suffix(36))'") == 0)
            let last = try Form(look, to: "\(episode)/close").with([("do", "close")])
            #expect(try await worker.submit(last).location == "\(episode)?closed=1")
            let ended = try await worker.get(episode)
            #expect(
                ended.body.contains("Sent to the practice, not opened yet") && ended.body.contains("Take it up again")
            )
        }
    }

    private func close(_ browser: Browser, _ episode: String, _ what: String) async throws -> Browser.Page {
        let form = try Form(try await browser.get("\(episode)/close"), to: "\(episode)/close")
        return try await browser.submit(form.with(Referring.bothAnswers + [("do", what)]))
    }

    @Test func anEmptyFormNamesWhatIsMissingAndKeepsWhatWasTyped() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            let form = try Form(try await worker.get("/episodes/new"), to: "/episodes").with([("name", "Only A Name")])
            let page = try await worker.submit(form)
            #expect(page.status == .badRequest)
            #expect(Set(page.markup.summary).isSuperset(of: ["#dob-day", "#practice", "#telling", "#method"]))
            #expect(try Form(page, to: "/episodes")["name"] == "Only A Name")
        }
    }

    @Test func somebodyWithoutAKnownPracticeCanBeHelped() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            let episode = try await begin(worker, [("practice", "none")])
            #expect(try await worker.get(episode).body.contains("No known GP practice"))
        }
    }

    @Test func whatTheyTellAboutThemselvesIsOptionalAndCanBeTakenOut() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            let episode = try await begin(worker, [("sex", "female"), ("ethnic-group", "White")])
            let part = "\(episode)/plan/person"
            func stored() throws -> String {
                try town.place.text(
                    "SELECT ifnull(sex, '-') || ' ' || ifnull(ethnicity, '-') FROM episode WHERE id = '\(episode.suffix(36))'"
                )
            }
            #expect(try stored() == "female White")
            let form = try Form(try await worker.get(part), to: part)
            #expect(form["sex"] == "female" && form["ethnic-group"] == "White")
            let wrong = try await worker.submit(form.with([("sex", "canary")]))
            #expect(wrong.status == .badRequest && wrong.markup.summary == ["#sex"])
            #expect(try await worker.submit(form.with([("ethnic-group", "")])).status == .seeOther)
            #expect(try stored() == "female -")
        }
    }

    @Test func whatThePracticeIsToldIsAskedWhereAReferralBeginsWithSomebody() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            let referral = try await Referring.refer(worker, town, [("telling", "everything")])
            let told = try town.place.text(
                "SELECT telling FROM episode JOIN referral ON episodeID = episode.id WHERE referral.id = '\(referral.suffix(36))'"
            )
            #expect(told == "everything")
            let form = try await Referring.form(worker, town).with([("telling", "canary")])
            #expect(try await worker.submit(form).markup.summary == ["#telling"])
            let offer = try town.place.offer("Kettle mornings")
            let doctor = try await town.signedIn("gp")
            #expect(try await !doctor.get("/referrals/new?offer=\(offer)").body.contains("name=\"telling\""))
        }
    }

    @Test func eachPartIsChangedByItselfAndAStalePageIsTold() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            let episode = try await begin(worker)
            let old = try await worker.get("\(episode)/plan/matters")
            let risks = try Form(try await worker.get("\(episode)/plan/risks"), to: "\(episode)/plan/risks")
            let unsaid = try await worker.submit(risks.with([("risk", "known"), ("risk-note", "")]))
            #expect(unsaid.status == .badRequest && unsaid.markup.summary == ["#risk-note"])
            #expect(
                try await worker.submit(risks.with([("risk", "known"), ("risk-note", "Falls.")])).status == .seeOther
            )
            let stale = try await worker.submit(Form(old, to: "\(episode)/plan/matters").with([("matters", "x")]))
            #expect(stale.status == .conflict && stale.body.contains("has changed since"))
            #expect(stale.markup.summary == ["#matters"])
            let kept = try Form(stale, to: "\(episode)/plan/matters")
            #expect(kept["matters"] == "x", "what was typed is not lost")
            #expect(try await worker.submit(kept).location == "\(episode)?saved=1")
            #expect(try await worker.get(episode).body.contains("Known: Falls."))
        }
    }

    @Test func whatThePersonAndTheOrganisationWroteForThePracticeBeginsTheClosingForm() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            let referral = try await OwnPaper.refer(worker, town)
            let host = try await town.signedIn("vcse")
            try await Referring.move(host, referral, "accept")
            try await Referring.move(host, referral, "start", Referring.date("started", "21", "11", "2026"))
            let asked = [("ask", "Please check her hearing."), ("remaining", "A hearing loop: the hall.")]
            try await Referring.move(host, referral, "close", Referring.bothAnswers + asked)
            let person = town.browser()
            _ = try await OwnPaper.enter(person, try await OwnPaper.code(worker, referral), "1951")
            for (words, mayRead) in [("I sing again.", true), ("My sister must not know.", false)] {
                let tick = mayRead ? [("for-practice", "yes")] : []
                let said = try Form(try await person.get("/me"), to: "/me/helped")
                    .with([("helped", "a lot"), ("words", words)] + tick)
                #expect(try await person.submit(said).location == "/me?done=said")
                town.place.clock.advance(minutes: 1)
            }
            let id = referral.suffix(36)
            let episode = try town.place.text("SELECT episodeID FROM referral WHERE id = '\(id)'")
            let risks = "/episodes/\(episode)/plan/risks"
            try await worker.submit(try Form(try await worker.get(risks), to: risks).with([("risk", "none known")]))
            let page = try await worker.get("/episodes/\(episode)/close")
            let form = try Form(page, to: "/episodes/\(episode)/close")
            #expect(form["words"] == "I sing again.")
            #expect(form["ask"] == "Please check her hearing." && form["remaining"] == "A hearing loop: the hall.")
            #expect(page.body.contains("Asked of the practice: Please check her hearing."))
        }
    }

    @Test func whatTheyTakeBackByTelephoneIsWrittenDownOnTheirPage() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            let episode = try await begin(worker)
            let path = "\(episode)/tell-nothing"
            let form = try Form(try await worker.get(episode), to: path)
            let unsaid = try await worker.submit(form)
            #expect(unsaid.status == .badRequest && unsaid.markup.summary == ["#how"])
            #expect(try await worker.submit(form.with([("how", "by telephone")])).status == .seeOther)
            let after = try await worker.get(episode)
            #expect(!after.body.contains("They do not want the practice told"))
            #expect(try town.place.text("SELECT telling FROM episode WHERE id = '\(episode.suffix(36))'") == "nothing")
        }
    }

    @Test func theFormThatBeginsWithSomebodyBeginsOnceHoweverOftenItIsSent() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            let form = try Form(try await worker.get("/episodes/new"), to: "/episodes").with(Self.begin)
            let before = try town.place.number("SELECT COUNT(*) FROM episode")
            let first = try await worker.submit(form)
            #expect(first.status == .seeOther)
            #expect(try await worker.submit(form).location == first.location)
            #expect(try town.place.number("SELECT COUNT(*) FROM episode") == before + 1)
        }
    }

    @Test func answersSentFromAStalePageAreKeptAndGoOnFromThere() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            let episode = try await begin(worker)
            let old = try Form(try await worker.get("\(episode)/close"), to: "\(episode)/close")
            let plan = "\(episode)/plan/matters"
            let change = try Form(try await worker.get(plan), to: plan).with([("matters", "To sing.")])
            #expect(try await worker.submit(change).status == .seeOther)
            let answers = Referring.bothAnswers + [("words", "I danced."), ("do", "look")]
            let stale = try await worker.submit(old.with(answers))
            #expect(stale.status == .conflict && stale.body.contains("has changed since"))
            let kept = try Form(stale, to: "\(episode)/close")
            #expect(kept["words"] == "I danced." && kept["engaged"] == "all")
            let look = try await worker.submit(kept.with([("do", "look")]))
            #expect(look.status == .ok && look.body.contains("I danced."))
        }
    }

    @Test func whatIsWrongIsSaidOfThatFieldAlone() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            let episode = try await begin(worker)
            let fields = [("csrf", try await worker.csrf()), ("version", "1")]
            for (action, field) in [("entered-in-error", "#error-note"), ("hand-over", "#to")] {
                let page = try await worker.post("\(episode)/\(action)", fields)
                #expect(page.status == .badRequest && page.markup.summary == [field], "\(action)")
            }
        }
    }
}
