import Foundation
import HTTPTypes
import TestSupport
import Testing

/// The person's own page over HTTP: what they see, and what the organisation sees before and after.
@Suite struct OwnPageTests {
    /// Refers, makes the code on the link worker's page, and opens the person's page with it.
    private func opened(
        _ town: Town,
        as name: String = Referring.person
    ) async throws -> (referral: String, worker: Browser, person: Browser) {
        let worker = try await town.signedIn("linkworker")
        let referral = try await OwnPaper.refer(worker, town, as: name)
        let code = try await OwnPaper.code(worker, referral)
        let person = town.browser()
        let answer = try await OwnPaper.enter(person, code, "1951")
        #expect(answer.status == .seeOther && answer.location == "/me")
        return (referral, worker, person)
    }

    @Test func theLinkWorkerPrintsACodeThatStandsInNoAddress() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            let referral = try await OwnPaper.refer(worker, town)
            #expect(try await worker.get(referral).markup.links.contains("\(referral)/own-page"))
            let before = try await worker.get("\(referral)/own-page")
            let made = try await worker.submit(Form(before, to: "\(referral)/own-page"))
            #expect(made.location == "\(referral)/own-page")
            let page = try await worker.follow(made)
            expectSound(page.markup, "own page")
            let code = try OwnPaper.code(on: page)
            #expect(page.body.components(separatedBy: code).count >= 3, "in the letter and in the text message")
            #expect(!page.markup.links.contains { $0.contains(code) })
            #expect(!page.body.contains("E-mail the code"), "messages end as files here")
            for odd in ["9223372036854775807", "-9223372036854775808", "1e400", "x"] {
                let form = try Form(page, to: "\(referral)/own-page").with([("older", odd)])
                #expect(try await worker.submit(form).location == "\(referral)/own-page", "\(odd)")
            }
            #expect(try await OwnPaper.code(worker, referral) == code, "a number that is none of ours makes nothing")
            let host = try await town.signedIn("vcse")
            #expect(try await host.get("\(referral)/own-page").status == .notFound)
        }
    }

    @Test func theCodeAndTheYearOpenAPageWithWhatHappenedAndWhoLooked() async throws {
        try await Town.open { town in
            let (referral, _, person) = try await opened(town)
            let host = try await town.signedIn("vcse")
            try await host.get(referral)
            try await Referring.move(host, referral, "accept")
            let page = try await person.get("/me")
            expectSound(page.markup, "me")
            for words in [
                "Kettle mornings", Referring.person, "They said yes.", "Ruth Adeyemi follows this through",
                "was told your name and your telephone number", "somebody at The Tin Kettle Company", "a link worker",
            ] { #expect(page.body.contains(words), "\(words)") }
            #expect(!page.body.contains("999 040 6456") && !page.body.contains("Quince Yard"))
            #expect(try await person.get("/me/letter").body.contains("letter-code"))
            let cookie = try #require(try await OwnPaper.cookie(town, referral))
            #expect(cookie.contains("fingerpost-me=") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"))
            #expect(try await town.browser().get("/me").body.contains("Open my page"), "nobody else is in")
            #expect(try await person.get("/referrals").location?.hasPrefix("/sign-in") == true, "it is no account")
        }
    }

    @Test func wrongCodesAndYearsSaySoAndFiveWrongYearsLockIt() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            let code = try await OwnPaper.code(worker, OwnPaper.refer(worker, town))
            let browser = town.browser()
            for (code, year) in [
                ("", "1951"), ("x", "1951"), ("7K3QM-04XTR", "1951"), (code, ""), (code, "51"), (code, "born"),
                (code, "-1"),
            ] {
                try expectReturned(try await OwnPaper.enter(browser, code, year), "\(code) \(year)")
            }
            for left in ["4 tries", "3 tries", "2 tries", "1 try", "locked"] {
                let page = try await OwnPaper.enter(browser, code, "1950")
                #expect(page.status == .badRequest && page.body.contains(left), "\(left)")
            }
            #expect(try await OwnPaper.enter(browser, code, "1951").body.contains("locked"))
            #expect(try town.place.number("SELECT COUNT(*) FROM ownSession") == 0)
        }
    }

    @Test func guessingIsStopped() async throws {
        try await Town.open { town in
            let browser = town.browser()
            var statuses: [Int] = []
            for number in 0..<25 {
                statuses.append(try await OwnPaper.enter(browser, "\(10_000_00000 + number)", "1951").status.code)
            }
            #expect(statuses.first == 400 && statuses.filter { $0 == 429 }.count == 5)
        }
    }

    @Test func takingSharingBackHidesThemFromTheOrganisationAtOnce() async throws {
        try await Town.open { town in
            let (referral, worker, person) = try await opened(town)
            let host = try await town.signedIn("vcse")
            #expect(try await host.get(referral).body.contains(Referring.person))
            #expect(try await host.get("/referrals").body.contains(Referring.person))
            let done = try await OwnPaper.press(person, "/me/take-back", what: "share")
            #expect(done.location == "/me?done=taken-back")
            #expect(try await person.follow(done).body.contains("You have taken it back"))
            let after = try await host.get(referral)
            for secret in [Referring.person, "07700 900104", "Merrow Cross"] {
                #expect(!after.body.contains(secret), "\(secret)")
            }
            #expect(after.body.contains("Details no longer shared"))
            #expect(try await !host.get("/referrals").body.contains(Referring.person))
            #expect(
                try await host.post("\(referral)/accept", [("csrf", host.csrf()), ("version", "2")]).status == .conflict
            )
            #expect(try await worker.get(referral).body.contains("Taken back on"))
        }
    }

    @Test func whoMayNotTellThePracticeIsNotAskedWhatItShouldDo() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            let referral = try await OwnPaper.refer(worker, town)
            let host = try await town.signedIn("vcse")
            try await Referring.move(host, referral, "accept")
            try await Referring.move(host, referral, "start", Referring.date("started", "21", "11", "2026"))
            #expect(try await host.get(referral).body.contains("Is anything asked of the GP practice?"))
            let form = try Form(try await worker.get(referral), to: "\(referral)/take-back")
            try await worker.submit(form.with([("what", "report back"), ("how", "by telephone")]))
            #expect(try await !host.get(referral).body.contains("Is anything asked of the GP practice?"))
            try await Referring.move(host, referral, "close", Referring.bothAnswers)
        }
    }

    @Test func whatIsTakenBackByTelephoneIsWrittenDownByTheLinkWorker() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            let referral = try await OwnPaper.refer(worker, town)
            let form = try Form(try await worker.get(referral), to: "\(referral)/take-back")
            try expectReturned(try await worker.submit(form), "nothing chosen")
            let sent = try await worker.submit(form.with([("what", "report back"), ("how", "by telephone")]))
            #expect(sent.location == referral)
            #expect(
                try town.place.text(
                    "SELECT reportBack FROM referral WHERE id = '\(referral.split(separator: "/").last ?? "")'"
                ) == "0"
            )
            let share = try await worker.submit(form.with([("what", "share"), ("how", "by telephone")]))
            #expect(share.location == referral)
            let host = try await town.signedIn("vcse")
            #expect(try await !host.get(referral).body.contains(Referring.person))
            let page = try await worker.get(referral)
            #expect(page.body.contains("by telephone") && page.body.contains("The person said no"))
            let other = try await town.signedIn("linkworker2")
            let fields = [("csrf", try await other.csrf()), ("what", "share"), ("how", "online")]
            #expect(try await other.post("\(referral)/take-back", fields).status == .notFound)
        }
    }

    @Test func notHeardReachesTheListOfTheLinkWorkerAndNoLongerInterestedEndsIt() async throws {
        try await Town.open { town in
            let (referral, worker, person) = try await opened(town)
            let form = try Form(try await person.get("/me"), to: "/me/not-heard")
            #expect(try await person.submit(form).location == "/me?done=reminded")
            #expect(try await person.submit(form).status == .conflict)
            #expect(try await worker.get("/referrals").body.contains("They have not heard"))
            #expect(try await worker.get(referral).body.contains("that they have not heard"))
            let stop = try Form(try await person.get("/me"), to: "/me/stop")
            for _ in 1...2 { #expect(try await person.submit(stop).location == "/me?done=stopped") }
            #expect(
                try town.place.text(
                    "SELECT closedBy FROM referral WHERE id = '\(referral.split(separator: "/").last ?? "")'"
                ) == "person"
            )
        }
    }

    @Test func theirOwnWordsReachTheLinkWorker() async throws {
        try await Town.open { town in
            let (referral, worker, person) = try await opened(town)
            let host = try await town.signedIn("vcse")
            try await Referring.move(host, referral, "accept")
            try await Referring.move(host, referral, "start", Referring.date("started", "21", "11", "2026"))
            try await Referring.move(host, referral, "close", [("ending", "early")] + Referring.bothAnswers)
            let form = try Form(try await person.get("/me"), to: "/me/helped")
            try expectReturned(try await person.submit(form), keeping: form, "nothing chosen")
            let long = form.with([("helped", "some"), ("words", String(repeating: "x", count: 501))])
            try expectReturned(try await person.submit(long), keeping: long, "too long")
            let words = "I laughed <b>again</b> & again."
            #expect(
                try await person.submit(form.with([("helped", "some"), ("words", words)])).location == "/me?done=said"
            )
            #expect(try await worker.get(referral).body.contains("I laughed &lt;b&gt;again"))
            #expect(try await !host.get(referral).body.contains("I laughed"))
        }
    }

    @Test func wordsThatThePracticeMayNotReadAreNotPutIntoTheFormThatGoesToIt() async throws {
        try await Town.open { town in
            let (referral, worker, person) = try await opened(town)
            try await Referring.move(worker, referral, "accept")
            try await Referring.move(worker, referral, "start", Referring.date("started", "21", "11", "2026"))
            try await Referring.move(worker, referral, "close", [("ending", "early")] + Referring.bothAnswers)
            let said = try Form(try await person.get("/me"), to: "/me/helped")
            let words = [("helped", "some"), ("words", "I laughed again.")]
            #expect(try await person.submit(said.with(words)).location == "/me?done=said")
            try await Referring.move(worker, referral, "reopen", [("reopen-note", "It goes on.")])
            try await Referring.move(worker, referral, "start", Referring.date("started", "21", "11", "2026"))
            let page = try await worker.get(referral)
            #expect(page.body.contains("not for the practice"))
            #expect(try Form(page, to: "\(referral)/close")["words"] == "")
            try town.place.execute("UPDATE personWord SET forPractice = 1")
            #expect(try Form(try await worker.get(referral), to: "\(referral)/close")["words"] == "I laughed again.")
        }
    }

    @Test func formsOfAnotherPageOrSessionAreRefusedAndTheIdleAreAskedAgain() async throws {
        try await Town.open { town in
            let (referral, _, person) = try await opened(town)
            let stop = try Form(try await person.get("/me"), to: "/me/stop")
            let (_, _, other) = try await opened(town, as: "Somebody Else")
            for forged in [stop.with([("proof", "")]), stop.without("proof")] {
                #expect(try await person.submit(forged).status == .forbidden)
            }
            #expect(try await other.submit(stop).status == .forbidden)
            let theirs = try Form(try await other.get("/me"), to: "/me/stop")
            let stolen = theirs.with([("referral", stop["referral"] ?? "")])
            #expect(try await other.submit(stolen).status == .notFound)
            town.place.clock.advance(minutes: 31)
            #expect(try await person.submit(stop).location == "/me?over=1")
            #expect(try await person.get("/me").body.contains("Open my page"))
            #expect(
                try town.place.text(
                    "SELECT state FROM referral WHERE id = '\(referral.split(separator: "/").last ?? "")'"
                ) == "sent"
            )
        }
    }

    @Test func closingThePageEndsItOnThisPhoneAlone() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            let code = try await OwnPaper.code(worker, OwnPaper.refer(worker, town))
            let phones = [town.browser(), town.browser()]
            for phone in phones {
                _ = try await OwnPaper.enter(phone, code.lowercased().replacingOccurrences(of: "-", with: " "), "1951")
            }
            let leave = try Form(try await phones[0].get("/me"), to: "/me/leave")
            #expect(try await phones[0].submit(leave).location == "/")
            #expect(try await phones[0].get("/me").body.contains("Open my page"))
            #expect(try await phones[1].get("/me").body.contains("Kettle mornings"))
        }
    }
}

/// The way from the letter to the page.
enum OwnPaper {
    /// Somebody whom nobody in the demo place knows yet: the usual number for tests is somebody's there.
    static func refer(_ worker: Browser, _ town: Town, as name: String = Referring.person) async throws -> String {
        try await Referring.refer(worker, town, [("nhs-number", ""), ("name", name)])
    }

    static func code(_ worker: Browser, _ referral: String) async throws -> String {
        let before = try await worker.get("\(referral)/own-page")
        if before.body.contains("letter-code") { return try code(on: before) }
        return try code(on: try await worker.follow(try await worker.submit(Form(before, to: "\(referral)/own-page"))))
    }

    static func code(on page: Browser.Page) throws -> String {
        try #require(
            page.body.components(separatedBy: "letter-code\">").dropFirst().first.map { String($0.prefix(11)) }
        )
    }

    static func enter(_ browser: Browser, _ code: String, _ year: String) async throws -> Browser.Page {
        try await browser.post("/me", [("code", code), ("year", year)])
    }

    static func cookie(_ town: Town, _ referral: String) async throws -> String? {
        let id = String(referral.split(separator: "/").last ?? "")
        let (code, year) = try await town.place.ownCode(of: id)
        return try await enter(town.browser(), code, "\(year)").headers[.setCookie]
    }

    /// The form of one switch.
    static func press(_ person: Browser, _ action: String, what: String) async throws -> Browser.Page {
        let page = try await person.get("/me")
        let form = try Form(page, to: action)
        return try await person.submit(form.with([("what", what)]))
    }
}
