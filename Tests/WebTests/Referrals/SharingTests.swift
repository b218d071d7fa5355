import Core
import Foundation
import TestSupport
import Testing

@testable import Web

/// Who sees which referral, and how much of it.
@Suite struct SharingTests {
    private static let secrets = [
        "14 September 1951", "999 040 6456", "9990406456", "7 Quince Yard", "ottoline@example.org",
    ]

    @Test func theOrganisationSeesOnlyWhatWasShared() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            let host = try await town.signedIn("vcse")
            let little = try await Referring.refer(worker, town)
            let page = try await host.get(little)
            for secret in Self.secrets + ["The days are long"] { #expect(!page.body.contains(secret), "\(secret)") }
            #expect(page.body.contains(Referring.person) && page.body.contains("07700 900104"))
            #expect(page.body.contains("Not shared"))
            let everything = SharedField.allCases.filter { $0 != .name }.map { ("share[]", $0.rawValue) }
            let much = try await host.get(Referring.refer(worker, town, everything))
            for secret in Self.secrets where secret != "9990406456" { #expect(much.body.contains(secret), "\(secret)") }
            #expect(much.body.contains("The days are long"))
            let own = try await worker.get(little)
            for side in [page, own] {
                let parts = side.body.components(separatedBy: "<dt>Organisation reports back</dt>")
                #expect(parts.count == 2, "what they agreed to stands there once")
            }
            #expect(own.body.contains("999 040 6456") && own.body.contains("7 Quince Yard"))
        }
    }

    @Test func sharingThatHasALastDayGoesOnWhenThePersonSaysSo() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            let endless = try await worker.get(Referring.refer(worker, town))
            #expect(!endless.body.contains("Sharing goes on"))
            let referral = try await Referring.refer(worker, town, Referring.date("until", "24", "11", "2026"))
            let form = try Form(try await worker.get(referral), to: "\(referral)/share-on")
            let wrong = try await worker.submit(form.with(Referring.date("share-until", "24", "11", "2025")))
            #expect(wrong.status == .badRequest && wrong.body.contains("Say how they agreed"))
            let answers = Referring.date("share-until", "24", "12", "2026") + [("share-how", "by telephone")]
            #expect(try await worker.submit(form.with(answers)).location == referral)
            #expect(try await worker.get(referral).body.contains("Until 24 December 2026"))
            let other = try await town.signedIn("linkworker2")
            let stolen = [("csrf", try await other.csrf())] + answers
            #expect(try await other.post("\(referral)/share-on", stolen).status == .notFound)
        }
    }

    /// Also on the pages that come back after a wrong answer or too late.
    @Test func whatWasNotSharedIsNotOnAPageThatComesBackEither() async throws {
        try await Town.open { town in
            let referral = try await Referring.refer(try await town.signedIn("linkworker"), town)
            let host = try await town.signedIn("vcse")
            let wrong = try await Referring.move(host, referral, "decline")
            #expect(wrong.status == .badRequest)
            let late = try await host.post("\(referral)/accept", [("csrf", try await host.csrf()), ("version", "9")])
            #expect(late.status == .conflict)
            for secret in Self.secrets + ["The days are long"] {
                #expect(!wrong.body.contains(secret) && !late.body.contains(secret), "\(secret)")
            }
        }
    }

    @Test(arguments: ["linkworker2", "gp", "gp2", "the-breather-carers"])
    func whatIsSomebodyElsesIsNotFound(_ stranger: String) async throws {
        try await Town.open { town in
            let referral = try await Referring.refer(try await town.signedIn("linkworker"), town)
            let browser = try await town.signedIn(stranger)
            let csrf = try await browser.csrf()
            let answer = referral.replacingOccurrences(of: "/referrals/", with: "/practice/")
            let before = try town.place.contents()
            let isOrganisation = stranger == "the-breather-carers"
            let moves =
                isOrganisation
                ? ["accept", "wait", "decline", "start", "close"] : ["withdraw", "accept", "entered-in-error"]
            #expect(try await browser.get(referral).status == .notFound)
            for move in moves {
                let fields = [("csrf", csrf), ("version", "1"), ("why", "x"), ("reason", "other")]
                #expect(try await browser.post("\(referral)/\(move)", fields).status == .notFound, "\(move)")
            }
            #expect(try await !browser.get("/referrals").body.contains(Referring.person))
            // Not ended yet, so there is no answer that any practice could read.
            let expected: Int = stranger.hasPrefix("gp") ? 404 : 403
            #expect(try await browser.get(answer).status.code == expected)
            #expect(try town.place.contents() == before)
        }
    }

    @Test func theAnswerIsForThePersonsOwnPracticeAlone() async throws {
        try await Town.open { town in
            let answer = try town.place.text("SELECT id FROM answer WHERE practiceCode = 'ZZ0001' AND loop = 'sent'")
            let other = try await town.signedIn("gp2")
            let csrf = try await other.csrf()
            #expect(try await other.get("/practice/\(answer)").status == .notFound)
            #expect(try await other.post("/practice/\(answer)/file", [("csrf", csrf)]).status == .notFound)
            #expect(try town.place.text("SELECT loop FROM answer WHERE id = '\(answer)'") == "sent")
        }
    }

    @Test func anAnswerHasToBeOpenedBeforeItIsFiled() async throws {
        try await Town.open { town in
            let answer = try town.place.text("SELECT id FROM answer WHERE practiceCode = 'ZZ0001' AND loop = 'sent'")
            let doctor = try await town.signedIn("gp")
            _ = try await doctor.send(.head, "/practice/\(answer)", body: nil, headers: [:])
            let page = try await doctor.post("/practice/\(answer)/file", [("csrf", try await doctor.csrf())])
            #expect(page.status == .conflict && page.body.contains("Open this answer first"))
            #expect(try town.place.text("SELECT loop FROM answer WHERE id = '\(answer)'") == "sent")
        }
    }

    @Test func nothingAboutAPersonIsEverInAnAddress() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            let form = try await Referring.form(worker, town)
            let sent = try await worker.submit(form)
            let referral = Referring.path(of: sent)
            var pages = [sent, try await worker.submit(form.with([("dob-day", "99")]))]
            for (name, paths) in [
                ("linkworker", ["/referrals", referral]), ("vcse", ["/referrals", referral, "/organisation"]),
            ] {
                let browser = try await town.signedIn(name)
                for path in paths { pages.append(try await browser.get(path)) }
            }
            let host = try await town.signedIn("vcse")
            pages.append(try await Referring.move(host, referral, "decline", [("reason", "other")]))
            let doctor = try await town.signedIn("gp")
            let answer = try town.place.text("SELECT '/practice/' || id FROM answer WHERE loop = 'sent' LIMIT 1")
            for path in ["/practice", answer] { pages.append(try await doctor.get(path)) }
            pages.append(try await doctor.submit(Form(pages[pages.count - 1], to: "\(answer)/file")))
            let personal = ["ottoline", "quarrington", "9990406456", "07700", "quince", "1951", "long%20and"]
            for page in pages {
                let addresses =
                    [page.location ?? ""]
                    + page.markup.elements.flatMap { element in
                        ["href", "action", "src"].compactMap { element[$0] }
                    }
                for address in addresses {
                    #expect(!personal.contains { address.lowercased().contains($0) }, "\(address)")
                }
            }
            let letters = try town.place.column("SELECT subject || body || recipient FROM outboxMessage").joined()
            #expect(!personal.contains { letters.lowercased().contains($0) })
        }
    }
}
