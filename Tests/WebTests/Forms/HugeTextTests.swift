import Core
import Foundation
import TestSupport
import Testing

@testable import Web

/// Five megabytes pasted into a field, and text that cannot be seen: a clear sentence, and the other fields stay.
@Suite struct HugeTextTests {
    private static let paste = String(repeating: "Tea and talk. ", count: 5 * 1_024 * 1_024 / 14)

    /// What people type into on a page of a form: lines and areas of text; of rows that can be added to, the first.
    private func typedInto(_ page: Browser.Page, _ form: Form) -> [String] {
        let kinds: Set<String> = ["text", "email", "tel", "url", "search", "password"]
        let typed = page.markup.elements.filter { element in
            element.name == "textarea" || element.name == "input" && kinds.contains(element["type"] ?? "text")
        }
        let names = typed.compactMap { $0["name"] }.filter { $0.firstMatch(of: #/-([2-9]|\d\d)(-|$)/#) == nil }
        // Parts of dates have sentences of their own.
        let parts = ["-day", "-month", "-year"]
        return names.filter { name in form[name] != nil && !parts.contains { name.hasSuffix($0) } }
    }

    private func expectTold(_ page: Browser.Page, _ fields: [String], _ path: String) {
        #expect(page.status == .badRequest, "\(path): \(page.status.code)")
        #expect(page.body.contains("characters or fewer"), "\(path)")
        let told = Set(page.markup.summary)
        #expect(told.isSuperset(of: fields.map { "#\($0)" }), "\(path): only \(told)")
    }

    @Test func inEveryFieldOfTheOwnersFormsTheyAreToldBesideIt() async throws {
        try await Town.open { town in
            let host = try await town.signedIn("vcse")
            let before = try town.place.contents()
            let home = Desk(try town.place.offer("Kettle mornings")).home
            let paths = EditSection.allCases.map { "\(home)/\($0.rawValue)" } + ["/organisation/details"]
            var tried = 0
            for path in paths {
                let page = try await host.get(path)
                let form = try Form(page, to: path)
                let fields = typedInto(page, form)
                guard let first = fields.first else { continue }
                // Five megabytes take seconds in a debug build, so one form stands for all; they are read alike.
                if path == paths.first {
                    let answer = try await host.submit(form.with([(first, Self.paste)])).without(Self.paste)
                    expectTold(answer, [first], path)
                    let shown = try Form(answer, to: path)
                    for other in fields.dropFirst() {
                        #expect(shown.values(other) == form.values(other), "\(path): \(other) is lost")
                    }
                }
                // A book's chapter in all of them at once.
                let chapter = String(Self.paste.prefix(100_000))
                let all = try await host.submit(form.with(fields.map { ($0, chapter) }))
                expectTold(all.without(chapter), fields, path)
                tried += fields.count
            }
            #expect(tried > 20)
            #expect(try town.place.contents() == before)
        }
    }

    @Test func inAFormThatIsOpenToEveryoneTheyAreRefusedUnread() async throws {
        try await Town.open { town in
            let stranger = town.browser()
            let before = try town.place.contents()
            let report = "/offers/\(try town.place.offer("Kettle mornings"))/report"
            var tried = 0
            for path in ["/join", report, "/sign-in", "/confirm"] {
                let page = try await stranger.get(path)
                let form = try Form(page, to: path)
                for field in typedInto(page, form) {
                    let answer = try await stranger.submit(form.with([(field, Self.paste)]))
                    #expect(answer.status == .contentTooLarge, "\(path) \(field): \(answer.status.code)")
                    #expect(answer.markup.first("h1")?.text == "That was too long to send")
                    #expect(answer.body.contains("Shorten what you typed or pasted and send it again."))
                    #expect(answer.body.utf8.count < 10_000)
                    tried += 1
                }
            }
            #expect(tried >= 10)
            #expect(try town.place.contents() == before)
        }
    }

    @Test func inASearchTheyAreRefusedInWords() async throws {
        try await Town.open { town in
            for path in ["/search?q=", "/desk?q=", "/search?near=", "/suggest?q=", "/open-referral/v3/services?text="] {
                let paste = String(Self.paste.prefix(50_000)).replacing(" ", with: "+")
                let page = try await town.browser().get(path + paste)
                #expect((200..<500).contains(page.status.code), "\(path): \(page.status.code)")
                #expect(page.body.utf8.count < 200_000, "\(path)")
            }
        }
    }

    @Test func whatHasNoWidthOrTurnsTheLineIsNotKept() async throws {
        let hidden = "\u{200b}\u{200e}\u{200f}\u{202a}\u{202e}\u{2060}\u{2066}\u{2069}\u{feff}"
        try await Town.open { town in
            let stranger = town.browser()
            let join = try Form(try await stranger.get("/join"), to: "/join").with([
                ("name", "Rope\(hidden) Walk"), ("about", "We \(hidden)read\nקוראים יחד."),
                ("phone", "020 7946 0444\(hidden)"),
                ("contact", "עדה \(hidden)Example"), ("email", "ada@ropewalk.example\(hidden)"),
            ])
            #expect(try await stranger.submit(join).location == "/join?sent=1")
            let kept = try town.place.text(
                """
                SELECT name || '|' || about || '|' || phone || '|' || contactName || '|' || contactEmail
                FROM joinRequest WHERE name = 'Rope Walk'
                """
            )
            #expect(kept == "Rope Walk|We read\nקוראים יחד.|020 7946 0444|עדה Example|ada@ropewalk.example")
            for field in ["name", "about", "contact", "phone", "email"] {
                let page = try await stranger.submit(join.with([(field, hidden), ("key", UUID().uuidString)]))
                #expect(page.status == .badRequest && page.markup.summary == ["#\(field)"], "\(field)")
            }
            let report = "/offers/\(try town.place.offer("Kettle mornings"))/report"
            let form = try Form(try await stranger.get(report), to: report)
            try await stranger.submit(form.with([("kind", "wrong"), ("words", "It \(hidden)moved. עבר.")]))
            let list = try await town.signedIn("steward").get("/steward/reports")
            #expect(list.body.contains("It moved. עבר."))
        }
    }
}
