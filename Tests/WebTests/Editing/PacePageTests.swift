import Foundation
import HTTPTypes
import TestSupport
import Testing

/// How soon an organisation answers referrals to an offer.
@Suite struct PacePageTests {
    @Test func theOwnerSaysHowSoonTheyAnswerAndStaffSeeIt() async throws {
        try await Town.open { town in
            let offer = "/offers/\(try town.place.offer("Kettle mornings"))"
            let (host, worker) = (try await town.signedIn("vcse"), try await town.signedIn("linkworker"))
            #expect(try await worker.get(offer).body.contains("Answers are due within 10 working days"))
            #expect(try await !town.browser().get(offer).body.contains("10 working days"))
            let page = try await host.get("\(offer)/pace")
            expectSound(page.markup, "pace")
            #expect(try await host.get("/organisation\(offer)").markup.links.contains("\(offer)/pace"))
            let form = try Form(page, to: "\(offer)/pace")
            for wrong in ["1", "31", "soon", "-3", "9999999999999999999999"] {
                let refused = try await host.submit(form.with([("answer-days", wrong)]))
                #expect(refused.status == .badRequest && refused.markup.summary == ["#answer-days"], "\(wrong)")
            }
            for _ in 1...2 { #expect(try await host.submit(form.with([("answer-days", "15")])).status == .seeOther) }
            #expect(try await worker.get(offer).body.contains("They say that they answer within 15 working days."))
            #expect(try await !worker.get(offer).markup.links.contains("\(offer)/pace"))
            let stale = try await host.submit(form.with([("answer-days", "20")]))
            #expect(stale.status == .conflict && stale.body.contains("within 15 working days"))
            #expect(try await host.submit(Form(stale, to: "\(offer)/pace")).status == .seeOther)
            #expect(try await worker.get(offer).body.contains("within 20 working days"))
        }
    }

    @Test func theStewardMaySetItTooAndNobodyElseFindsTheForm() async throws {
        try await Town.open { town in
            let offer = "/offers/\(try town.place.offer("Kettle mornings"))"
            let steward = try await town.signedIn("steward")
            #expect(try await steward.get(offer).markup.links.contains("\(offer)/pace"))
            let form = try Form(try await steward.get("\(offer)/pace"), to: "\(offer)/pace")
            #expect(try await steward.submit(form.with([("answer-days", "5")])).location == offer)
            for name in ["linkworker", "gp", "reception"] {
                #expect(try await town.signedIn(name).get("\(offer)/pace").status == .forbidden)
            }
            let elsewhere = try town.place.text(
                "SELECT id FROM offer WHERE organisationID <> (SELECT organisationID FROM offer WHERE id = '\(offer.suffix(36))')"
            )
            #expect(try await town.signedIn("vcse").get("/offers/\(elsewhere)/pace").status == .forbidden)
        }
    }
}
