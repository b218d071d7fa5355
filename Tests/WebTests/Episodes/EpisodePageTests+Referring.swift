import Core
import Foundation
import TestSupport
import Testing

@testable import Web

/// Referring somebody whose episode is open, and handing everybody over.
extension EpisodePageTests {
    @Test func aReferralIsSavedFinishedAndThrownAway() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            let episode = try await begin(worker)
            let offer = try town.place.offer("Kettle mornings")
            let address = "/referrals/new?offer=\(offer)&episode=\(episode.suffix(36))"
            func save() async throws -> String {
                let form = try Form(try await worker.get(address), to: "/referrals")
                let saved = try await worker.submit(form.with([("do", "save"), ("reason", "Half a sentence")]))
                #expect(saved.location == "\(episode)?saved=1")
                let page = try await worker.get(episode)
                return try #require(page.markup.links.first { $0.hasPrefix("/referrals/new?draft=") })
            }
            let draft = try await save()
            let page = try await worker.get(draft)
            let form = try Form(page, to: "/referrals")
            #expect(form["reason"] == "Half a sentence")
            let vcse = try await town.signedIn("vcse")
            #expect(try await vcse.get("/referrals/\(draft.suffix(36))").status == .notFound)
            let sent = try await worker.submit(
                form.with([("consent", "yes"), ("method", "in person"), ("report-back", "no"), ("do", "send")])
            )
            #expect(Referring.path(of: sent) == "/referrals/\(draft.suffix(36))")
            let other = try await save()
            let discard = "/referrals/\(other.suffix(36))/discard"
            #expect(
                try await worker.submit(Form(try await worker.get(other), to: discard)).location
                    == "\(episode)?thrown=1"
            )
            #expect(try await worker.get(other).status == .notFound)
        }
    }

    @Test func aReferralThatNobodyAnsweredGoesElsewhereAndBothPagesSaySo() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            let old = "/referrals/\(try town.place.referral(for: "linkworker", state: "lapsed"))"
            let away = try await worker.submit(Form(try await worker.get(old), to: "\(old)/elsewhere"))
            #expect(away.location == "/search")
            let offer = try town.place.offer("Kettle mornings")
            let form = try Form(try await worker.get("/referrals/new?offer=\(offer)"), to: "/referrals").with([
                ("reason", "She would like company."), ("consent", "yes"), ("method", "in person"),
                ("report-back", "yes"),
                ("duplicate", "yes"), ("age", "yes"),
            ])
            let new = Referring.path(of: try await worker.submit(form))
            #expect(try await worker.get(new).markup.links.contains(old))
            let first = try await worker.get(old)
            #expect(first.markup.links.contains(new) && first.body.contains("Given up: nobody answered"))
        }
    }

    @Test func theSafetyNoteIsReadOnceMoreBeforeItIsShared() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            let form = try await Referring.form(worker, town).with([("safety-note", "A dog that bites.")])
            let page = try await worker.submit(form)
            #expect(page.status == .badRequest && page.markup.summary == ["#safety-reviewed"])
            let referral = try await Referring.refer(
                worker,
                town,
                [("safety-note", "A dog that bites."), ("safety-reviewed", "yes"), ("priority", "urgent")]
            )
            let host = try await town.signedIn("vcse")
            let seen = try await host.get(referral)
            #expect(seen.body.contains("A dog that bites.") && seen.body.contains("Urgent"))
            #expect(seen.body.contains("Not shared") && !seen.body.contains("Refer to something else"))
        }
    }

    @Test func somebodyOfAnotherAgeIsAskedAboutFirst() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            let form = try await Referring.form(worker, town).with([("dob-year", "2015")])
            let page = try await worker.submit(form)
            #expect(page.status == .badRequest && page.markup.summary == ["#age"])
            #expect(try await worker.submit(Form(page, to: "/referrals").with([("age", "yes")])).status == .seeOther)
        }
    }

    @Test func aLateMoveIsToldWhatIsPossibleNow() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            let referral = try await Referring.refer(worker, town)
            let host = try await town.signedIn("vcse")
            let old = try await host.get(referral)
            try await Referring.move(host, referral, "accept")
            let late = try await host.submit(Form(old, to: "\(referral)/decline").with([("reason", "other")]))
            #expect(late.status == .conflict && late.body.contains("What you can do now: “They have started”"))
        }
    }

    @Test func everybodyIsHandedOverByTheLinkWorkerOrTheAdministrator() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            let form = try Form(try await worker.get("/episodes/hand-over"), to: "/episodes/hand-over")
            let wrong = try await worker.submit(form)
            #expect(wrong.status == .badRequest && wrong.markup.summary == ["#to", "#sure"])
            let other = try town.place.text("SELECT id FROM account WHERE email LIKE 'linkworker2@%'")
            let unsure = try await worker.submit(form.with([("to", other)]))
            #expect(unsure.status == .badRequest && unsure.markup.summary == ["#sure"])
            let own = try town.place.text("SELECT id FROM account WHERE email LIKE 'linkworker@%'")
            #expect(
                try await worker.submit(form.with([("to", other), ("sure", "yes")])).location == "/episodes?done=1"
            )
            #expect(try await worker.get("/episodes").body.contains("You work with nobody at the moment."))
            let admin = try await town.signedIn("admin")
            let back = try Form(try await admin.get("/admin"), to: "/admin/hand-over").with([
                ("from", other), ("to", own), ("sure", "yes"),
            ])
            let done = try await admin.submit(back)
            #expect(done.location?.hasPrefix("/admin?handed=") == true)
            #expect(
                try town.place.number("SELECT COUNT(*) FROM episode WHERE linkWorkerID = '\(other)' AND state = 'open'")
                    == 0
            )
        }
    }

    @Test(arguments: ["linkworker2", "gp", "vcse", "admin", "steward", "reception"])
    func somebodyElsesPersonIsNotFound(_ stranger: String) async throws {
        try await Town.open { town in
            let episode = try await begin(try await town.signedIn("linkworker"))
            let browser = try await town.signedIn(stranger)
            let csrf = try await browser.csrf()
            let pages = [
                try await browser.get(episode), try await browser.get("\(episode)/close"),
                try await browser.post("\(episode)/refer", [("csrf", csrf)]),
            ]
            for page in pages { #expect(page.status == .notFound || page.status == .forbidden) }
        }
    }

    @Test func theOwnerSaysWhatIsNeededAndTheFormTicksIt() async throws {
        try await Town.open { town in
            let host = try await town.signedIn("vcse")
            let offer = try town.place.offer("Kettle mornings")
            let desk = "/organisation/offers/\(offer)"
            let joining = try Form(try await host.get("\(desk)/joining"), to: "\(desk)/joining").with([
                ("needed[]", "phone"), ("needed[]", "address"),
            ])
            #expect(try await host.submit(joining).status == .seeOther)
            let sent = try await host.submit(Form(try await host.get(desk), to: "\(desk)/send"))
            #expect(sent.status == .seeOther)
            let worker = try await town.signedIn("linkworker")
            let page = try await worker.get("/referrals/new?offer=\(offer)")
            let ticked = try Form(page, to: "/referrals").values("share[]")
            #expect(Set(ticked) == ["phone", "address"])
            #expect(page.body.contains("They ask for: telephone number and address"))
            let open = try await worker.get("/open-referral/v3/services/\(offer)")
            #expect(!open.body.contains("neededFields") && !open.body.contains("needed_fields"))
        }
    }
}
