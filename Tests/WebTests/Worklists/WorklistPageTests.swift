import Foundation
import TestSupport
import Testing

@testable import Web

/// The list that each role begins with, on its page.
@Suite struct WorklistPageTests {
    @Test func aRowIsAcceptedWhereItStands() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            let referral = try await Referring.refer(worker, town)
            let host = try await town.signedIn("vcse")
            let page = try await host.get("/referrals")
            let answer = try await host.submit(Form(page, to: "\(referral)/accept"))
            #expect(answer.status == .seeOther && answer.location == referral)
            #expect(try await host.get(referral).body.contains("Accepted"))
        }
    }

    @Test func aRowSaysOnWhomItWaitsAndSinceWhen() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            _ = try await Referring.refer(worker, town)
            let row = try await worker.get("/referrals?show=others").markup.all("li").first {
                $0.text.contains(Referring.person)
            }
            #expect(row?.text.contains("Waits on The Tin Kettle Company since 21 November 2026") == true)
            let own = try await town.signedIn("vcse").get("/referrals").markup.all("li").first {
                $0.text.contains(Referring.person)
            }
            #expect(own?.text.contains("Waits on you since 21 November 2026") == true)
        }
    }

    @Test func whatIsLateComesToTheLinkWorkerWithItsNextAction() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            let referral = try await Referring.refer(worker, town)
            town.place.clock.advance(days: 12)
            let again = try await town.signedIn("linkworker")
            let row = try await again.get("/referrals?show=me").markup.all("li").first {
                $0.text.contains(Referring.person)
            }
            #expect(row?.text.contains("6 working days late") == true)
            #expect(row?.text.contains("Ring them, and write down what they say") == true)
            try await town.place.features.timers.run()
            town.place.clock.advance(days: 4)
            try await town.place.features.timers.run()
            let lapsed = try await town.signedIn("linkworker")
            let page = try await lapsed.get("/referrals?show=me")
            #expect(try await lapsed.submit(Form(page, to: "\(referral)/ask-again")).status == .seeOther)
            #expect(try await lapsed.get(referral).body.contains("Asked again"))
        }
    }

    @Test func theFormThatIsNextIsOpenWhenItIsCalled() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            let referral = try await Referring.refer(worker, town)
            let host = try await town.signedIn("vcse")
            try await Referring.move(host, referral, "accept")
            let list = try await host.get("/referrals")
            let link = "\(referral)?do=contact#do-contact"
            #expect(list.markup.links.contains(link))
            func isOpen(_ address: String) async throws -> Bool {
                try await host.get(address).body.contains("id=\"do-contact\" open>")
            }
            #expect(try await isOpen("\(referral)?do=contact"))
            #expect(try await !isOpen(referral))
        }
    }

    @Test func whateverIsAskedForThereIsAPage() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            for query in [
                "show=me", "show=x&page=-1", "page=999999", "organisation=x", "show=ended&page=99",
                "show=others&organisation=",
            ] {
                let page = try await worker.get("/referrals?\(query)")
                #expect(page.status == .ok && page.body.contains("Referrals we made"), "\(query)")
            }
        }
    }
}
