import Foundation
import TestSupport
import Testing

@testable import Web

/// From a request to the first offer of a new organisation.
@Suite struct JoinPageTests {
    private static let filled = [
        ("name", "Rope Walk Readers"), ("about", "We read aloud."), ("charity", "SC 012345"), ("company", ""),
        ("website", "ropewalk.example"), ("phone", "020 7946 0444"), ("contact", "Ada Example"),
        ("email", "ada@ropewalk.example"),
    ]

    @Test func anOrganisationAsksIsApprovedAndSignsIn() async throws {
        try await Town.open { town in
            let stranger = town.browser()
            let form = try Form(try await stranger.get("/join"), to: "/join").with(Self.filled)
            for _ in 0..<2 { #expect(try await stranger.submit(form).location == "/join?sent=1") }
            let id = try town.place.text("SELECT id FROM joinRequest WHERE name = 'Rope Walk Readers'")
            let steward = try await town.signedIn("steward")
            let path = "/steward/joins/\(id)"
            let list = try await steward.get("/steward/joins")
            #expect(list.body.contains("SC012345") && list.body.contains("https://ropewalk.example"))
            #expect(try await steward.submit(try Form(list, to: path).with([("answer", "yes")])).status == .seeOther)
            let body = try town.place.text("SELECT body FROM outboxMessage WHERE once = 'join \(id)'")
            let start = try #require(body.range(of: "/welcome/"))
            let welcome = "/welcome/" + String(body[start.upperBound...].prefix { !$0.isWhitespace })
            #expect(try await stranger.signIn("ada@ropewalk.example").status == .badRequest)
            let choose = try Form(try await stranger.get(welcome), to: welcome)
            try expectReturned(try await stranger.submit(choose.with([("password", "short")])), "short")
            let chosen = try await stranger.submit(choose.with([("password", TestPlace.demoPassword)]))
            #expect(chosen.location?.hasPrefix("/sign-in") == true)
            #expect(try await stranger.get(welcome).status == .gone)
            #expect(try await stranger.signIn("ada@ropewalk.example").location == "/organisation")
            #expect(try await stranger.get("/organisation").body.contains("Rope Walk Readers"))
        }
    }

    @Test func whatCannotBeUsedComesBackWithEverythingInIt() async throws {
        try await Town.open { town in
            let stranger = town.browser()
            let form = try Form(try await stranger.get("/join"), to: "/join").with(Self.filled)
            let bad: [(String, String)] = [
                ("name", ""), ("about", " "), ("charity", "12"), ("company", "hello"), ("website", "javascript:x"),
                ("phone", "ring us"), ("phone", ""), ("contact", "\u{200b}"), ("email", "ada"),
            ]
            for field in bad {
                let sent = form.with([field])
                let page = try await stranger.submit(sent)
                try expectReturned(page, keeping: sent, "\(field)")
                #expect(page.markup.summary == ["#\(field.0)"], "\(field)")
            }
            for odd in BadInput.plainButOdd {
                let page = try await stranger.submit(form.with([("name", odd), ("about", odd), ("contact", odd)]))
                #expect([303, 400, 429].contains(page.status.code), "\(odd)")
            }
            let steward = try await town.signedIn("steward")
            let page = try await steward.get("/steward/joins")
            #expect(page.status == .ok && !page.markup.elements.contains { $0.name == "img" || $0.name == "script" })
        }
    }

    @Test func programsAreThankedAndWhoAsksTooOftenWaits() async throws {
        try await Town.open { town in
            let stranger = town.browser()
            let trap = try Form(try await stranger.get("/join"), to: "/join").with(Self.filled + [("fax", "1")])
            #expect(try await stranger.submit(trap).location == "/join?sent=1")
            #expect(try town.place.number("SELECT COUNT(*) FROM joinRequest") == 1)
            var answers: [Int] = []
            for _ in 0..<11 {
                let form = try Form(try await stranger.get("/join"), to: "/join").with(Self.filled)
                answers.append(try await stranger.submit(form).status.code)
            }
            #expect(answers == Array(repeating: 303, count: 10) + [429])
        }
    }

    @Test func aNoIsTold() async throws {
        try await Town.open { town in
            let steward = try await town.signedIn("steward")
            let id = try town.place.text("SELECT id FROM joinRequest")
            let path = "/steward/joins/\(id)"
            let form = try Form(try await steward.get("/steward/joins"), to: path)
            try expectReturned(try await steward.submit(form.with([("answer", "no")])), "no reason")
            let no = form.with([("answer", "no"), ("reason", "Nobody answered the phone.")])
            #expect(try await steward.submit(no).status == .seeOther)
            #expect(try await steward.submit(no).status == .conflict)
            #expect(try town.place.text("SELECT body FROM outboxMessage WHERE once = 'join \(id)'").contains("Nobody"))
        }
    }
}
