import Foundation
import TestSupport
import Testing

/// Confirming without e-mail: by telephone, and with the code of a letter.
@Suite struct PhoneAndLetterTests {
    @Test(arguments: ["linkworker", "steward"])
    func whatWasSaidOnTheTelephoneIsRecordedAsSuch(_ name: String) async throws {
        try await Town.open { town in
            let offer = try town.place.offer("Kettle mornings")
            let path = "/offers/\(offer)/confirm"
            let browser = try await town.signedIn(name)
            #expect(try await browser.get("/offers/\(offer)").markup.links.contains(path))
            let page = try await browser.get(path)
            let key = try #require(page.value(of: "key"))
            let csrf = try await browser.csrf()
            let answer = [("csrf", csrf), ("key", key), ("running", "yes"), ("intake", "open")]
            for _ in 1...2 {
                #expect(try await browser.post(path, answer).location == "\(path)?done=right")
            }
            let count =
                "SELECT COUNT(*) FROM evidence WHERE kind = 'confirmed by phone' AND actorID IS NOT NULL AND offerID = '\(offer)'"
            #expect(try town.place.number(count) == 1)
            #expect(
                try await browser.post(path, [("csrf", csrf), ("do", "no-answer")]).location == "\(path)?done=no-answer"
            )
            try expectReturned(try await browser.post(path, [("csrf", csrf)]), "nothing chosen")
        }
    }

    @Test func aLetterIsPrintedAndItsCodeOpensTheListings() async throws {
        try await Town.open { town in
            let offer = try town.place.offer("Kettle mornings")
            let organisation = try town.place.text("SELECT organisationID FROM offer WHERE id = '\(offer)'")
            let steward = try await town.signedIn("steward")
            let form = try Form(try await steward.get("/offers/\(offer)/confirm"), to: "/steward/letters")
            #expect(form["organisation"] == organisation)
            let letter = try await steward.follow(try await steward.submit(form))
            #expect(letter.status == .ok)
            expectSound(letter.markup, "letter")
            let code = try #require(
                letter.body.components(separatedBy: "letter-code\">").dropFirst().first.map { String($0.prefix(11)) }
            )
            let volunteer = town.browser()
            let typed = code.lowercased().replacingOccurrences(of: "-", with: " ")
            let opened = try await volunteer.post("/confirm", [("code", typed)])
            #expect(opened.location == "/confirm/\(code)")
            let page = try await volunteer.follow(opened)
            let answers = try Form(page, to: "/confirm/\(code)")
            #expect(!page.body.contains("/unsubscribe/"))
            #expect(try await volunteer.submit(answers).status == .seeOther)
            #expect(try town.place.number("SELECT COUNT(*) FROM evidence WHERE kind = 'confirmed by letter'") > 0)
            let linkWorker = try await town.signedIn("linkworker")
            #expect(try await linkWorker.get("/steward/letters/\(code)").status == .forbidden)
            #expect(try await linkWorker.get("/offers/\(offer)/confirm").body.contains("/steward/letters") == false)
        }
    }

    @Test func aWrongCodeSaysSoAndGuessingIsStopped() async throws {
        try await Town.open { town in
            let browser = town.browser()
            for wrong in ["", "x", "7K3QM-04XTU", String(repeating: "7", count: 50), "<b>", "'; --"] {
                let page = try await browser.post("/confirm", [("code", wrong)])
                try expectReturned(page, wrong)
            }
            var statuses: [Int] = []
            for number in 10_000_00000..<10_000_00025 {
                let path = number % 2 == 0 ? "/confirm/\(number)" : "/confirm"
                let page =
                    number % 2 == 0
                    ? try await browser.get(path) : try await browser.post(path, [("code", "\(number)")])
                statuses.append(page.status.code)
            }
            #expect(statuses.first == 404 && statuses.last == 429)
            #expect(statuses.filter { $0 == 429 }.count == 5)
        }
    }
}
