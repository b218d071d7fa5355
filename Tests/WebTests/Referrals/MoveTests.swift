import Core
import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import Web

/// The buttons on a referral, pressed wrongly, twice and too late.
@Suite struct MoveTests {
    /// Moves with everything that can be wrong in one of their fields, and the state in which they are offered.
    private static let wrong: [(name: String, state: String, fields: [(String, String)], target: String)] =
        BadInput.dates.filter { $0.year != "2026" }.map {
            ("wait", "sent", Referring.date("expected", $0.day, $0.month, $0.year), "#expected-")
        } + [
            ("wait", "sent", Referring.date("expected", "20", "11", "2026"), "#expected-"),
            ("wait", "sent", Referring.date("expected", "1", "1", "2031"), "#expected-"),
            ("start", "accepted", Referring.date("started", "22", "11", "2026"), "#started-"),
            ("start", "accepted", Referring.date("started", "1", "1", "2020"), "#started-"),
            ("start", "accepted", Referring.date("started", "31", "2", "2026"), "#started-"),
            ("decline", "sent", [], "#reason"),
            ("decline", "sent", [("reason", "they smell")], "#reason"),
            (
                "decline", "sent", [("reason", "other"), ("decline-note", String(repeating: "x", count: 501))],
                "#decline-note"
            ),
            ("decline", "sent", [("reason", "other"), ("decline-note", "a\u{0}b")], "#decline-note"),
            ("close", "active", [], "#engaged"),
            ("close", "active", [("engaged", "all"), ("helped", "a lot")], "#said-by"),
            ("close", "active", Referring.bothAnswers + [("words", String(repeating: "x", count: 501))], "#words"),
            (
                "close", "active", Referring.bothAnswers + [("remaining", String(repeating: "x", count: 501))],
                "#remaining"
            ),
            ("close", "active", Referring.bothAnswers + [("ask", String(repeating: "x", count: 501))], "#ask"),
            ("did-not-start", "accepted", [], "#not-started"),
            ("contact", "accepted", Referring.date("tried", "20", "11", "2026"), "#channel"),
            ("pause", "active", Referring.date("until", "1", "1", "2020"), "#until-"),
            ("close", "active", [("engaged", "none"), ("helped", "a lot"), ("said-by", "person")], "#helped"),
        ]

    @Test func aWrongAnswerOfTheOrganisationComesBackWithALinkToItsField() async throws {
        try await Town.open { town in
            let host = try await town.signedIn("vcse")
            let before = try town.place.contents()
            for (name, state, fields, target) in Self.wrong {
                let referral = "/referrals/\(try town.place.referral(for: "vcse", state: state))"
                let form = try Form(try await host.get(referral), to: "\(referral)/\(name)").with(fields)
                let page = try await host.submit(form)
                let what = "\(name) \(fields.map { $0.1.prefix(20) })"
                let unlisted: Set<String> = fields.contains { $0.1 == "they smell" } ? ["reason"] : []
                let isUnclean = fields.contains { $0.1.contains("\u{0}") }
                try expectReturned(page, keeping: form, but: isUnclean ? ["decline-note"] : unlisted, what)
                #expect(page.markup.summary.contains { $0.hasPrefix(target) }, "\(what): \(page.markup.summary)")
            }
            #expect(try town.place.contents() == before)
        }
    }

    @Test func aReferrerWhoTakesItBackSaysWhy() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            let referral = "/referrals/\(try town.place.referral(for: "linkworker", state: "sent"))"
            for why in ["", "   \u{a0}", "because"] {
                let page = try await Referring.move(worker, referral, "withdraw", why.isEmpty ? [] : [("why", why)])
                try expectReturned(page, "why=\(why.prefix(10))")
                #expect(page.markup.summary == ["#why"])
            }
        }
    }

    @Test func aFormThatDoesNotSayWhatWasSeenShowsHowItStandsNow() async throws {
        try await Town.open { town in
            let host = try await town.signedIn("vcse")
            let referral = "/referrals/\(try town.place.referral(for: "vcse", state: "sent"))"
            let form = try Form(try await host.get(referral), to: "\(referral)/accept")
            let before = try town.place.contents()
            var forms = ["", "x", "-1", "0", "1e9", "9223372036854775808", "1 or 1=1"].map {
                form.with([("version", $0)])
            }
            forms.append(form.without("version"))
            for form in forms {
                let page = try await host.submit(form)
                #expect(page.status == .conflict, "version=\(form["version"] ?? "-"): \(page.status.code)")
                #expect(page.body.contains("Nothing was done") && page.body.contains("Waiting for an answer"))
            }
            #expect(try await host.post(form.action, form.fields + [("version", "1")]).status.code >= 400)
            #expect(try town.place.contents() == before)
        }
    }

    @Test func aMoveOnAnOldPageShowsHowItStandsNow() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            let referral = try await Referring.refer(worker, town)
            let host = try await town.signedIn("vcse")
            let old = try await host.get(referral)
            try await Referring.move(host, referral, "accept")
            let stale = [("decline", [("reason", "other")]), ("wait", Referring.date("expected", "1", "2", "2027"))]
            for (name, fields) in stale {
                let page = try await host.submit(Form(old, to: "\(referral)/\(name)").with(fields))
                #expect(page.status == .conflict)
                #expect(page.body.contains("has changed since you opened the page"))
                #expect(page.body.contains("Accepted, not started yet"))
                #expect(page.markup.all("form").contains { $0["action"] == "\(referral)/start" })
            }
            let version = try town.place.number(
                "SELECT MAX(version) FROM referralEvent WHERE referralID = '\(referral.suffix(36))'"
            )
            #expect(version == 2)
        }
    }

    /// With the right version, but where the table of moves has no such row; the fields are left empty as well.
    @Test func aMoveThatIsNotOfferedNowIsAConflict() async throws {
        try await Town.open { town in
            let host = try await town.signedIn("vcse")
            let csrf = try await host.csrf()
            let moves = ["accept", "wait", "decline", "start", "close"]
            let offered = [
                "sent": ["accept", "wait", "decline"], "accepted": ["start"], "active": ["close"],
                "closed": [],
            ]
            let before = try town.place.contents()
            for (state, allowed) in offered {
                let id = try town.place.referral(for: "vcse", state: state)
                let version = try town.place.number("SELECT version FROM referral WHERE id = '\(id)'")
                for move in moves where !allowed.contains(move) {
                    let page = try await host.post(
                        "/referrals/\(id)/\(move)",
                        [("csrf", csrf), ("version", "\(version)")]
                    )
                    #expect(page.status == .conflict, "\(move) when \(state): \(page.status.code)")
                    #expect(page.markup.summary.isEmpty)
                }
            }
            #expect(try town.place.contents() == before)
        }
    }

    @Test func theSameMoveSentTwiceHappensOnce() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            let referral = try await Referring.refer(worker, town)
            let host = try await town.signedIn("vcse")
            let form = try Form(try await host.get(referral), to: "\(referral)/wait")
                .with(Referring.date("expected", "1", "2", "2027"))
            for _ in 1...2 { #expect(try await host.submit(form).location == referral) }
            let events = try town.place.number(
                "SELECT COUNT(*) FROM referralEvent WHERE referralID = '\(referral.suffix(36))'"
            )
            #expect(events == 2)
            let other = try await host.submit(form.with([("expected-day", "2")]))
            #expect(other.status == .conflict)
        }
    }
}
