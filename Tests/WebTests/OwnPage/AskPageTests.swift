import Foundation
import HTTPTypes
import TestSupport
import Testing

/// Asking for an offer oneself.
@Suite struct AskPageTests {
    private static let answers = [
        ("name", "Ottoline Quarrington"), ("dob-day", "14"), ("dob-month", "9"), ("dob-year", "1951"),
        ("phone", "07700 900104"),
        ("reason", "My days are long."), ("practice", "ZZ0001"), ("report-back", "yes"), ("consent", "yes"),
    ]

    /// Kettle mornings takes people in this way from now on.
    private func open(_ town: Town) throws -> String {
        let offer = try town.place.offer("Kettle mornings")
        try town.place.execute("UPDATE offer SET joining = '[\"self-refer\"]' WHERE id = ?", [offer])
        return "/offers/\(offer)/ask"
    }

    @Test func onlyWhoeverLooksForThemselvesIsOfferedTheButton() async throws {
        try await Town.open { town in
            let offer = "/offers/\(try town.place.offer("Kettle mornings"))"
            let stranger = town.browser()
            #expect(try await !stranger.get(offer).markup.links.contains("\(offer)/ask"))
            #expect(try await stranger.get("\(offer)/ask").body.contains("You cannot ask for this here"))
            let refused = try await stranger.post("\(offer)/ask", Self.answers + [("key", UUID().uuidString)])
            try expectReturned(refused, "an offer that does not take people in this way")
            _ = try open(town)
            #expect(try await stranger.get(offer).markup.links.contains("\(offer)/ask"))
            #expect(try await !town.signedIn("linkworker").get(offer).markup.links.contains("\(offer)/ask"))
        }
    }

    @Test func theRequestReachesTheOrganisationAndThePersonGetsTheirCodeAtOnce() async throws {
        try await Town.open { town in
            let path = try open(town)
            let person = town.browser()
            let form = try Form(try await person.get(path), to: path).with(Self.answers)
            let before = try town.place.referralCount
            for _ in 1...2 { #expect(try await person.submit(form).location == "/me/letter?sent=1") }
            #expect(try town.place.referralCount == before + 1)
            let letter = try await person.get("/me/letter?sent=1")
            expectSound(letter.markup, "letter")
            let code = try OwnPaper.code(on: letter)
            #expect(letter.body.contains("Your request has been sent"))
            #expect(try await OwnPaper.enter(town.browser(), code, "1951").location == "/me")
            let me = try await person.get("/me")
            #expect(
                me.body.contains("If they are silent for weeks we ring them")
                    && me.body.contains("You asked The Tin Kettle Company")
            )
            let id = try town.place.text("SELECT id FROM referral WHERE origin = 'person'")
            let host = try await town.signedIn("vcse")
            let page = try await host.get("/referrals/\(id)")
            #expect(
                page.body.contains("Ottoline") && page.body.contains("themself")
                    && page.body.contains("14 September 1951")
            )
            try await Referring.move(host, "/referrals/\(id)", "decline", [("reason", "no capacity")])
            #expect(try town.place.text("SELECT loop FROM answer WHERE referralID = '\(id)'") == "sent")
            #expect(try await person.get("/me").body.contains("they have no room"))
            for stranger in ["linkworker", "gp"] {
                #expect(try await town.signedIn(stranger).get("/referrals/\(id)").status == .notFound)
            }
        }
    }

    @Test func theOrganisationThatWasAskedReplacesALostCodeAndNobodyElseDoes() async throws {
        try await Town.open { town in
            let path = try open(town)
            let person = town.browser()
            _ = try await person.submit(Form(try await person.get(path), to: path).with(Self.answers))
            let lost = try OwnPaper.code(on: try await person.get("/me/letter?sent=1"))
            let referral = "/referrals/\(try town.place.text("SELECT id FROM referral WHERE origin = 'person'"))"
            let host = try await town.signedIn("vcse")
            #expect(try await host.get(referral).markup.links.contains("\(referral)/own-page"))
            let page = try await host.get("\(referral)/own-page")
            expectSound(page.markup, "lost code")
            town.place.clock.advance(minutes: 1)
            let made = try await host.submit(Form(page, to: "\(referral)/own-page"))
            let code = try OwnPaper.code(on: try await host.follow(made))
            #expect(code != lost)
            #expect(try await OwnPaper.enter(town.browser(), code, "1951").location == "/me")
            #expect(try await OwnPaper.enter(town.browser(), lost, "1951").location != "/me")
            for stranger in ["linkworker", "gp"] {
                #expect(try await town.signedIn(stranger).get("\(referral)/own-page").status == .notFound)
            }
            let other = "/referrals/\(try town.place.referral(for: "vcse", state: "accepted"))"
            #expect(try await !host.get(other).markup.links.contains("\(other)/own-page"))
        }
    }

    @Test func whatIsMissingIsSaidBesideItsFieldAndNothingTypedIsLost() async throws {
        try await Town.open { town in
            let path = try open(town)
            let person = town.browser()
            let form = try Form(try await person.get(path), to: path)
            let before = try town.place.contents()
            try expectReturned(try await person.submit(form), keeping: form, but: ["key"], "nothing filled in")
            for field in ["name", "phone", "reason", "practice", "report-back", "consent"] {
                let lacking = form.with(Self.answers).without(field)
                try expectReturned(try await person.submit(lacking), "without \(field)")
            }
            for (field, value) in [
                ("dob-year", "2040"), ("phone", "ring me"), ("email", "x"), ("practice", "ZZ9999"),
                ("report-back", "maybe"),
                ("name", String(repeating: "x", count: 101)), ("reason", String(repeating: "x", count: 1_001)),
                ("key", "x"),
            ] {
                try expectReturned(try await person.submit(form.with(Self.answers + [(field, value)])), field)
            }
            let trapped = try await person.submit(form.with(Self.answers + [("fax", "1")]))
            #expect(trapped.status == .seeOther)
            #expect(try town.place.contents() == before)
        }
    }

    @Test func theStewardRingsASilentOrganisationAndEndsItWithoutKnowingAboutWhom() async throws {
        try await Town.open { town in
            let path = try open(town)
            let person = town.browser()
            try await person.submit(Form(try await person.get(path), to: path).with(Self.answers))
            let id = try town.place.text("SELECT id FROM referral WHERE origin = 'person'")
            town.place.clock.advance(days: 17)
            try await town.place.features.timers.run()
            let steward = try await town.signedIn("steward")
            let queue = try await steward.get("/steward")
            #expect(queue.body.contains("Somebody asked for this themself") && !queue.body.contains("Ottoline"))
            let form = try Form(queue, to: "/steward/referrals/\(id)")
            #expect(try await steward.submit(form.with([("do", "x")])).status == .badRequest)
            #expect(try await steward.submit(form.with([("do", "no-response")])).location == "/steward")
            #expect(try await steward.submit(form.with([("do", "ask-again")])).status == .conflict)
            #expect(try town.place.text("SELECT closure FROM referral WHERE id = '\(id)'") == "no response")
            #expect(try await !steward.get("/steward").body.contains("Somebody asked for this themself"))
        }
    }

    @Test func askingManyTimesIsStopped() async throws {
        try await Town.open { town in
            let path = try open(town)
            var statuses: [Int] = []
            for _ in 0..<12 {
                let person = town.browser()
                statuses.append(
                    try await person.submit(Form(try await person.get(path), to: path).with(Self.answers)).status.code
                )
            }
            #expect(statuses.filter { $0 == 303 }.count == 10 && statuses.last == 429)
        }
    }
}
