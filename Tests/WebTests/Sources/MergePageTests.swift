import Core
import Foundation
import TestSupport
import Testing

@testable import Web

/// Doubles that were put together: where their old addresses lead, and how they are taken apart.
@Suite struct MergePageTests {
    private let kept = "Kettle mornings"
    private let merged = "The Bench Amble"

    @Test func theOldPageOfAMergedOfferLeadsToTheOneThatStayed() async throws {
        try await Town.open { town in
            let (offer, old) = (try town.place.offer(kept), try town.place.offer(merged))
            let merge = try town.place.mergeOffers(kept, merged)
            for browser in [town.browser(), try await town.signedIn("steward")] {
                let page = try await browser.get("/offers/\(old)")
                #expect(page.status == .seeOther && page.location == "/offers/\(offer)")
            }
            let data = try await town.browser().get("/open-referral/v3/services/\(old)")
            #expect(data.status == .ok && data.body.contains("\"status\":\"defunct\""))
            try town.place.execute("UPDATE merge SET undoneAt = at WHERE id = ?", [merge])
            #expect(try await town.browser().get("/offers/\(old)").status == .ok)
        }
    }

    @Test func aChainOfMergesIsFollowedAndACircleIsNot() async throws {
        try await Town.open { town in
            let names = [kept, merged, try town.place.text("SELECT name FROM offer WHERE name > 'W' ORDER BY name")]
            let ids = try names.map(town.place.offer)
            _ = try town.place.mergeOffers(names[1], names[2])
            _ = try town.place.mergeOffers(names[0], names[1])
            #expect(try await town.browser().get("/offers/\(ids[2])").location == "/offers/\(ids[0])")
            _ = try town.place.mergeOffers(names[2], names[0])
            #expect(try await town.browser().get("/offers/\(ids[2])").status == .seeOther)
        }
    }

    @Test func theOldPageOfAMergedOrganisationLeadsThereToo() async throws {
        try await Town.open { town in
            let merged = "Anchorage refuge"
            let old = try town.place.organisation(of: merged)
            let organisation = try town.place.organisation(of: kept)
            _ = try town.place.mergeOrganisations(kept, merged)
            let page = try await town.browser().get("/organisations/\(old)")
            #expect(page.status == .seeOther && page.location == "/organisations/\(organisation)")
        }
    }

    @Test func aSlipThatWasPrintedBeforeShowsTheOneThatStayedAndShowsItOnce() async throws {
        try await Town.open { town in
            let ids = try [kept, merged].map { try #require(Offer.ID(town.place.offer($0))) }
            let codes = try await town.place.features.directory.codes(of: ids)
            _ = try town.place.mergeOffers(kept, merged)
            let slip = ids.compactMap { codes[$0]?.text }.joined(separator: ",")
            let page = try await town.browser().get("/desk/slip?offers=\(slip)")
            #expect(page.markup.all("h2").filter { $0.text.contains(kept) }.count == 1)
            #expect(!page.body.contains(merged) && !page.body.contains("has closed"))
        }
    }

    @Test func aStewardTakesAMergeApartAndItIsDoneOnce() async throws {
        try await Town.open { town in
            let old = try town.place.offer(merged)
            let merge = try town.place.mergeOffers(kept, merged)
            let steward = try await town.signedIn("steward")
            #expect(try await steward.get("/steward").markup.links.contains("/steward/merges"))
            let page = try await steward.get("/steward/merges")
            #expect(page.body.contains("1 double put together") && page.body.contains("This went into it"))
            let form = try Form(page, to: "/steward/merges/\(merge)")
            let done = try await steward.submit(form)
            #expect(try await steward.follow(done).body.contains("They stand for themselves again."))
            #expect(try await steward.submit(form).status == .conflict)
            #expect(try await town.browser().get("/offers/\(old)").status == .ok)
            #expect(try town.place.text("SELECT status FROM offer WHERE id = '\(old)'") == "active")
            #expect(try await steward.get("/steward/merges").body.contains("Nothing was put together"))
            #expect(try town.place.text("SELECT actorID FROM audit WHERE action = 'merge undone'").isEmpty == false)
        }
    }

    @Test func onlyStewardsDecide() async throws {
        try await Town.open { town in
            let merge = try town.place.mergeOffers(kept, merged)
            for name in ["linkworker", "vcse", "reception", "gp"] {
                let browser = try await town.signedIn(name)
                let page = try await browser.post("/steward/merges/\(merge)", [("csrf", try await browser.csrf())])
                #expect(page.status == .forbidden, "\(name)")
            }
        }
    }
}
