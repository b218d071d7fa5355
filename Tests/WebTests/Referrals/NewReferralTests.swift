import Core
import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import Web

/// The form that refers somebody, with everything wrong that can be.
@Suite struct NewReferralTests {
    @Test(arguments: ["linkworker", "gp"])
    func anEmptyFormNamesEveryFieldThatIsMissing(_ name: String) async throws {
        try await Town.open { town in
            let browser = try await town.signedIn(name)
            let before = try town.place.referralCount
            let ticked = ["share[]", "consent", "method", "report-back", "duplicate", "same-person"]
            let empty = try await Referring.form(browser, town).with(
                Referring.answers.filter { !ticked.contains($0.0) }.map { ($0.0, "") }
            ).without("share[]", "consent", "method", "report-back", "duplicate", "same-person")
            let page = try await browser.submit(empty)
            try expectReturned(page, keeping: name == "gp" ? nil : empty, "empty")
            let expected = ["#name", "#dob-day", "#reason", "#consent", "#method", "#report-back"]
            #expect(Set(page.markup.summary).isSuperset(of: expected))
            #expect(page.markup.summary.contains("#practice") == (name == "linkworker"))
            #expect(try town.place.referralCount == before)
        }
    }

    @Test func datesOfBirthThatCannotBeAreRefused() async throws {
        try await expectRefused(BadInput.dates.map { Referring.date("dob", $0.day, $0.month, $0.year) }, at: "#dob-")
    }

    @Test func nhsNumbersThatCannotBeAreRefused() async throws {
        try await expectRefused(BadInput.numbers.map { [("nhs-number", $0)] }, at: "#nhs-number")
    }

    @Test func answersThatAreNotOnThePageAreRefused() async throws {
        try await expectRefused(
            [
                [("practice", "ZZ9999")], [("practice", "1 or 1=1")], [("practice", "E84001")], [("practice", "")],
            ],
            at: "#practice",
            losing: ["practice"]
        )
        try await expectRefused([[("method", "by pigeon")]], at: "#method", losing: ["method"])
        try await expectRefused([[("report-back", "perhaps")]], at: "#report-back", losing: ["report-back"])
        try await expectRefused([[("consent", "no")]], at: "#consent", losing: ["consent"])
        try await expectRefused([[("share[]", "phone"), ("share[]", "password")]], at: "#share", losing: ["share[]"])
    }

    @Test func whatIsTooLongIsRefusedAndKept() async throws {
        func long(_ count: Int) -> String { String(repeating: "ä", count: count) }
        try await expectRefused([[("name", long(101))]], at: "#name")
        try await expectRefused([[("reason", long(1_001))]], at: "#reason")
        try await expectRefused([[("address", long(301))]], at: "#address")
        try await expectRefused([[("phone", long(41))]], at: "#phone")
        try await expectRefused([[("email", long(250) + "@example.org")]], at: "#email")
        try await expectRefused([[("name", "a" + String(repeating: "\u{301}", count: 2_000))]], at: "#name")
    }

    @Test func oddAddressesAreRefused() async throws {
        let addresses = ["a@b", "a b@example.org", "@example.org", "a@b@c.org", "x", "a@b..org"]
        try await expectRefused(addresses.map { [("email", $0)] }, at: "#email")
    }

    @Test func anotherNameForAKnownNumberIsAskedAboutWithBothChoices() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            let known = try await Referring.refer(worker, town, [("nhs-number", "999 040 7002")])
            let before = try town.place.referralCount
            let other = try await Referring.form(worker, town, to: "The Bench Amble")
                .with([("nhs-number", "999 040 7002"), ("name", "Peregrine Alleyne")]).without("same-person")
            let asked = try await worker.submit(other)
            #expect(asked.status == .badRequest && asked.markup.summary == ["#same-person"])
            #expect(
                asked.body.contains("You work with \(Referring.person)") && asked.body.contains("No, somebody else")
            )
            expectSound(asked.markup, "the question")
            #expect(try town.place.referralCount == before)
            #expect(try await worker.get(known).body.contains(Referring.person))
            let answer = try Form(asked, to: "/referrals").with([("same-person", "another")])
            let page = try await worker.follow(try await worker.submit(answer))
            #expect(page.body.contains("Peregrine Alleyne") && !page.body.contains("999 040 7002"))
            #expect(try await worker.get(known).body.contains(Referring.person))
        }
    }

    @Test func somebodyHasToBeReachable() async throws {
        try await expectRefused([[("phone", ""), ("email", ""), ("address", "")]], at: "#phone")
        try await expectRefused([[("share[]", "reason")]], at: "#share")
    }

    /// Sends the form once for each set of changes; it has to come back, with a link to the field.
    private func expectRefused(_ changes: [[(String, String)]], at target: String, losing: Set<String> = [])
        async throws
    {
        try await Town.open { town in
            let browser = try await town.signedIn("linkworker")
            let form = try await Referring.form(browser, town)
            let before = try town.place.referralCount
            for change in changes {
                let wrong = form.with(change)
                let what = change.map { "\($0.0)=\($0.1.prefix(40))" }.joined(separator: "&")
                let page = try await browser.submit(wrong)
                try expectReturned(page, keeping: wrong, but: losing, what)
                #expect(page.markup.summary.contains { $0.hasPrefix(target) }, "\(what): \(page.markup.summary)")
            }
            #expect(try town.place.referralCount == before)
        }
    }

    @Test func oddNamesAreKeptAsTheyAreAndShownAsText() async throws {
        try await Town.open { town in
            let browser = try await town.signedIn("linkworker")
            let form = try await Referring.form(browser, town)
            for name in BadInput.plainButOdd {
                let odd = form.with([("name", name), ("address", name), ("dob-year", ""), ("reason", "\n\(name)\n\nx")])
                let page = try await browser.submit(odd)
                let shown = try Form(page, to: "/referrals")
                #expect(shown["name"] == name && shown["address"] == name, "\(name)")
                #expect(page.markup.all("script").isEmpty && page.markup.all("img").isEmpty, "\(name)")
                #expect(page.markup.all("h1").count == 1, "\(name)")
            }
            let name = "<b>\"\u{301} onfocus=alert(1)"
            let referral = try await Referring.refer(browser, town, [("name", name)])
            let page = try await browser.get(referral)
            #expect(page.markup.first("h1")?.text.hasPrefix(name) == true)
            #expect(page.markup.all("b").isEmpty)
            #expect(page.markup.elements.allSatisfy { $0["onfocus"] == nil })
        }
    }

    @Test func bytesThatAreNoTextAreRefusedInEveryField() async throws {
        try await Town.open { town in
            let browser = try await town.signedIn("linkworker")
            // A whole date where one is optional: the rest of it shows that a part is missing.
            let dates = Referring.date("accompanied", "1", "12", "2026") + Referring.date("until", "1", "12", "2027")
            let form = try await Referring.form(browser, town).without("duplicate").with(dates)
            let fields = Set(form.fields.map(\.0)).subtracting(["csrf", "offer", "address", "reason"]).sorted()
            for (index, field) in fields.enumerated() {
                // Each field with three of them, each of them in several fields.
                for offset in 0..<3 {
                    let bad = BadInput.notText[(index + 3 * offset) % BadInput.notText.count]
                    let body = Self.encoded(form.without(field)) + "&\(field)=\(bad)"
                    let page = try await browser.raw("/referrals", body)
                    try expectReturned(page, "\(field)=\(bad)")
                    #expect(page.headers[.setCookie] == nil)
                }
            }
        }
    }

    @Test func aFieldSentTwiceIsRefused() async throws {
        try await Town.open { town in
            let browser = try await town.signedIn("linkworker")
            let form = try await Referring.form(browser, town)
            for (name, value) in form.fields where !["csrf", "offer", "share[]"].contains(name) {
                let page = try await browser.post(form.action, form.fields + [(name, value)])
                try expectReturned(page, "\(name) twice")
            }
        }
    }

    @Test func aFormWithoutItsHiddenFieldsIsAnsweredInWords() async throws {
        try await Town.open { town in
            let browser = try await town.signedIn("linkworker")
            let form = try await Referring.form(browser, town)
            for key in ["", "x", "1 or 1=1"] {
                try expectReturned(try await browser.submit(form.with([("key", key)])), "key=\(key)")
            }
            let returned = try await browser.submit(form.without("key"))
            try expectReturned(returned, "no key")
            #expect(
                try await browser.submit(Form(returned, to: "/referrals")).status == .seeOther,
                "it cannot be sent again"
            )
            for offer in ["", "x", UUID().uuidString, "../etc"] {
                #expect(try await browser.submit(form.with([("offer", offer)])).status == .notFound, "\(offer)")
                #expect(try await browser.get("/referrals/new?offer=\(offer)").status == .notFound, "\(offer)")
            }
        }
    }

    @Test func theSameFormSentTwiceRefersOnce() async throws {
        try await Town.open { town in
            let browser = try await town.signedIn("linkworker")
            let form = try await Referring.form(browser, town)
            let before = try town.place.referralCount
            let first = try await browser.submit(form)
            let second = try await browser.submit(form)
            #expect(first.status == .seeOther && first.location == second.location)
            #expect(try town.place.referralCount == before + 1)
        }
    }

    @Test func nobodyIsReferredToWhatTakesNobody() async throws {
        try await Town.open { town in
            let browser = try await town.signedIn("linkworker")
            let form = try await Referring.form(browser, town)
            try town.place.execute("UPDATE offer SET intake = 'full' WHERE name = 'Kettle mornings'")
            let page = try await browser.submit(form)
            try expectReturned(page, keeping: form, "full")
            #expect(page.body.contains("is not taking people at the moment"))
            let offer = try town.place.offer("Kettle mornings")
            #expect(try await browser.get("/referrals/new?offer=\(offer)").status == .conflict)
        }
    }

    static func encoded(_ form: Form) -> String {
        form.fields.map { "\(escaped($0.0))=\(escaped($0.1))" }.joined(separator: "&")
    }

    private static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
