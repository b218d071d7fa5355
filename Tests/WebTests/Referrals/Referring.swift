import Foundation
import TestSupport
import Testing

/// What tests of referrals do again and again: filling in the form, and finding their way back.
enum Referring {
    static let person = "Ottoline Quarrington"

    /// Answers that make the form right; invented, with a number that the NHS uses for tests.
    static let answers: [(String, String)] = [
        ("name", person), ("dob-day", "14"), ("dob-month", "9"), ("dob-year", "1951"), ("nhs-number", "999 040 6456"),
        ("phone", "07700 900104"), ("email", "ottoline@example.org"), ("address", "7 Quince Yard"),
        ("practice", "ZZ0001"), ("reason", "The days are long and quiet since her sister moved."),
        ("share[]", "phone"), ("consent", "yes"), ("method", "in person"), ("report-back", "yes"),
        // Tests refer the same invented person again and again.
        ("duplicate", "yes"),
        // The number is that of somebody in the demo place, who has another name.
        ("same-person", "same"),
    ]

    /// The form that refers somebody to an offer, filled in.
    static func form(_ browser: Browser, _ town: Town, to offer: String = "Kettle mornings") async throws -> Form {
        let page = try await browser.get("/referrals/new?offer=\(try town.place.offer(offer))")
        try #require(page.status == .ok)
        let isPractice = !page.body.contains("name=\"practice\"")
        return try Form(page, to: "/referrals").with(answers.filter { !isPractice || $0.0 != "practice" })
    }

    /// Refers, and gives the referral's address.
    static func refer(
        _ browser: Browser,
        _ town: Town,
        _ changes: [(String, String)] = [],
        to offer: String = "Kettle mornings"
    ) async throws -> String {
        let answer = try await browser.submit(form(browser, town, to: offer).with(changes))
        try #require(answer.status == .seeOther, "the referral was not taken: \(answer.markup.summary)")
        return path(of: answer)
    }

    static func path(of answer: Browser.Page) -> String {
        String((answer.location ?? "").prefix { $0 != "?" })
    }

    /// Opens the referral and sends the form of a move.
    @discardableResult
    static func move(
        _ browser: Browser,
        _ referral: String,
        _ name: String,
        _ fields: [(String, String)] = []
    ) async throws -> Browser.Page {
        let page = try await browser.get(referral)
        return try await browser.submit(Form(page, to: "\(referral)/\(name)").with(fields))
    }

    static func date(_ field: String, _ day: String, _ month: String, _ year: String) -> [(String, String)] {
        [("\(field)-day", day), ("\(field)-month", month), ("\(field)-year", year)]
    }

    static let bothAnswers = [("engaged", "all"), ("helped", "a lot"), ("said-by", "person")]
}
