import Core
import Foundation
import TestSupport
import Testing

@testable import Web

/// What is pasted into the forms of an owner: a sentence beside the field, nothing lost, nothing executed.
@Suite struct EditBadInputTests {
    @Test func fiveMegabytesComeBackWithASentence() async throws {
        try await Town.open { town in
            let host = try await town.signedIn("vcse")
            let path = Desk(try town.place.offer("Kettle mornings")).home + "/about"
            let paste = String(repeating: "Tea and talk. ", count: 5 * 1_024 * 1_024 / 14)
            let form = try Form(try await host.get(path), to: path).with([("description", paste)])
            let page = try await host.submit(form)
            #expect(page.status == .badRequest && page.markup.summary == ["#description"])
            #expect(page.body.contains("must be 20000 characters or fewer"))
            #expect(page.body.utf8.count > paste.utf8.count - 10)
            let tooMuch = try await host.submit(form.with([("description", paste + paste)]))
            #expect(tooMuch.status == .contentTooLarge)
            #expect(try town.place.number("SELECT COUNT(*) FROM listingDraft") == 0)
        }
    }

    @Test func scriptsAndOddTextAreTextInEveryField() async throws {
        try await Town.open { town in
            let host = try await town.signedIn("vcse")
            let desk = Desk(try town.place.offer("Kettle mornings"))
            for section in EditSection.allCases {
                let path = "\(desk.home)/\(section.rawValue)"
                for odd in BadInput.plainButOdd {
                    var form = try Form(try await host.get(path), to: path)
                    form.fields = form.fields.map { field in
                        let isOurs = ["csrf", "seen"].contains(field.0)
                        return isOurs ? field : (field.0, odd)
                    }
                    let page = try await host.submit(form)
                    #expect([303, 400].contains(page.status.code), "\(section) \(odd): \(page.status.code)")
                    expectHarmless(page, "\(section) \(odd)")
                }
                expectHarmless(try await host.get(desk.home), "\(section)")
                expectHarmless(try await host.get("\(desk.home)/preview"), "\(section)")
            }
            let sent = try await host.submit(try Form(try await host.get(desk.home), to: "\(desk.home)/send"))
            #expect([303, 400].contains(sent.status.code))
            let steward = try await town.signedIn("steward")
            for id in try town.place.column("SELECT id FROM listingChange") {
                expectHarmless(try await steward.get("/steward/changes/\(id)"), "change")
            }
        }
    }

    @Test func brokenBytesAreToldBesideTheField() async throws {
        try await Town.open { town in
            let host = try await town.signedIn("vcse")
            let csrf = try await host.csrf()
            let desk = Desk(try town.place.offer("Kettle mornings"))
            for bytes in BadInput.notText {
                let page = try await host.raw("\(desk.home)/about", "csrf=\(csrf)&name=\(bytes)&description=x&seen=x")
                #expect([400, 409].contains(page.status.code), "\(bytes): \(page.status.code)")
            }
        }
    }

    @Test func nothingIsExecutedThroughAWebAddress() async throws {
        try await Town.open { town in
            let host = try await town.signedIn("vcse")
            let path = Desk(try town.place.offer("Kettle mornings")).home + "/contact"
            let form = try Form(try await host.get(path), to: path)
            for bad in [
                "javascript:alert(1)", "JavaScript://x.y/%0aalert(1)", "data:text/html,x", "ftp://a.example",
                "https://",
                "https://user@host.example", "http://a b.example", "https://x.example/\"onclick=", "//x",
                "mailto:a@b.example",
            ] {
                let page = try await host.submit(form.with([("website", bad)]))
                try expectReturned(page, keeping: form.with([("website", bad)]), but: ["seen"], bad)
            }
        }
    }

    @Test func whatCannotBeSeenDoesNotPassForAName() async throws {
        try await Town.open { town in
            let host = try await town.signedIn("vcse")
            let desk = Desk(try town.place.offer("Kettle mornings"))
            let path = "\(desk.home)/about"
            let form = try Form(try await host.get(path), to: path)
            try expectReturned(try await host.submit(form.with([("name", "\u{200b}\u{2060}\u{202e}\u{feff}")])), "name")
            try await host.submit(form.with([("name", "Kettle\u{202e} mor\u{200b}nings\u{200f}")]))
            #expect(try town.place.number("SELECT COUNT(*) FROM listingDraft") == 0)
        }
    }

    @Test func timesThatCannotBeAreToldBesideTheField() async throws {
        try await Town.open { town in
            let host = try await town.signedIn("vcse")
            let path = Desk(try town.place.offer("Kettle mornings")).times
            let form = try Form(try await host.get(path), to: path)
            let bad: [([(String, String)], String)] = [
                ([("time-1-from", "3pm"), ("time-1-to", "2pm")], "#time-1-to"),
                ([("time-1-from", "2:30")], "#time-1-from"), ([("time-1-from", "25:00")], "#time-1-from"),
                ([("time-1-days[]", "XX")], "#time-1-days"),
                ([("time-1-often", "never")], "#time-1-often"),
                ([("time-1-often", "fortnightly")], "#time-1-starts-day"),
                (
                    [
                        ("time-1-starts-day", "2"), ("time-1-starts-month", "3"), ("time-1-starts-year", "2027"),
                        ("time-1-ends-day", "1"), ("time-1-ends-month", "3"), ("time-1-ends-year", "2027"),
                    ], "#time-1-ends-day"
                ),
                (
                    [("time-1-ends-day", "31"), ("time-1-ends-month", "2"), ("time-1-ends-year", "2027")],
                    "#time-1-ends-day"
                ),
            ]
            for (fields, target) in bad {
                let sent = form.with(fields)
                let page = try await host.submit(sent)
                try expectReturned(page, keeping: fields.first?.1 == "XX" ? nil : sent, but: ["time-1-often"], target)
                #expect(page.markup.summary == [target], "\(fields)")
            }
        }
    }

    @Test func fourHundredTimesAreCountedAndKept() async throws {
        try await Town.open { town in
            let host = try await town.signedIn("vcse")
            let path = Desk(try town.place.offer("Kettle mornings")).times
            let form = try Form(try await host.get(path), to: path)
            let rows = (1...400).flatMap {
                [("time-\($0)-days[]", "MO"), ("time-\($0)-often", "weekly"), ("time-\($0)-from", "10am")]
            }
            let page = try await host.submit(form.with(rows))
            #expect(page.status == .badRequest && page.markup.summary == ["#time-1-days"])
            #expect(page.body.contains("You sent 400."))
            #expect(try Form(page, to: path)["time-400-from"] == "10am")
        }
    }

    private func expectHarmless(_ page: Browser.Page, _ what: String) {
        let markup = page.markup
        #expect(markup.elements.allSatisfy { $0.name != "script" || $0["src"] != nil }, "\(what)")
        #expect(!markup.elements.contains { $0.name == "img" }, "\(what)")
        #expect(
            !markup.elements.contains { element in element.attributes.keys.contains { $0.hasPrefix("on") } },
            "\(what)"
        )
        #expect(!markup.links.contains { $0.lowercased().hasPrefix("javascript:") }, "\(what)")
    }
}
