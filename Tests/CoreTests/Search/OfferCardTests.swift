import Foundation
import TestSupport
import Testing

@testable import Core

@Suite("The card of an offer")
struct OfferCardTests {
    private var full: Listing {
        var listing = Sample.listing("Clay", description: "Clay and glaze.", at: Town.peckham)
        listing.locations[0].name = "Tin Hall"
        listing.locations[0].postcode = "SE15 3CK"
        listing.locations.append(
            Location(id: Location.ID(named: "refuge"), name: "Secret", postcode: "SE15 4NA", isConfidential: true)
        )
        listing.offer.ways = Offer.Way.allCases
        listing.offer.joining = Offer.Joining.allCases
        listing.offer.intake = .waitingList
        listing.offer.wait = "About 6 weeks"
        listing.offer.status = .temporarilyClosed
        listing.offer.feesDescription = "Pay what you can"
        listing.offer.confirmationInterval = 30
        listing.costs = [
            CostOption(pence: 0), CostOption(pence: 350, per: "visit", note: "tea, too"), CostOption(pence: nil),
        ]
        listing.schedules = [
            Schedule(
                frequency: .monthly,
                interval: 2,
                days: [.monday, .sunday],
                weekOfMonth: -1,
                dayOfMonth: 31,
                opensAt: TimeOfDay("09:05"),
                closesAt: TimeOfDay("23:59"),
                validFrom: Sample.day("2026-01-31"),
                validTo: Sample.day("2027-02-28"),
                description: "Not in August"
            ), Schedule(frequency: nil, description: "By arrangement"), Schedule(frequency: .weekly),
        ]
        return listing
    }

    @Test("comes back from the index as it went in, with everything and with nothing")
    func roundTrip() throws {
        var bare = Sample.listing("", confirmed: nil)
        bare.offer.ways = []
        for listing in [full, bare] {
            let card = OfferCard(listing)
            #expect(OfferCard(encoded: card.encoded) == card)
        }
    }

    @Test(
        "comes back whatever its texts hold",
        arguments: [
            "a\nb\tc", "\u{0}", "\"'<>&;,:|", "é👩🏽‍🚀नी", "\u{301}starts with a mark", "ends\u{200d}", "عربي \u{202e}right",
            "\u{feff}",
            String(repeating: "🦊\u{301}", count: 300), "\r\n", "1", " ",
        ]
    )
    func nasty(text: String) throws {
        var card = OfferCard(full)
        card.name = text
        card.organisation = text
        card.opening = text
        card.feesDescription = text
        card.wait = text
        card.places = [OfferCard.Place(line: text, postcode: text, isConfidential: false)]
        card.costs = [CostOption(pence: 1, per: text, note: text)]
        card.schedules = [Schedule(frequency: .weekly, description: text)]
        #expect(OfferCard(encoded: card.encoded) == card)
    }

    @Test(
        "loses the separators that a text may hold, also under a mark, and nothing else",
        arguments: ["\u{1d}", "\u{1e}", "\u{1f}", "\u{1f}\u{301}"]
    )
    func separators(sign: String) throws {
        var card = OfferCard(full)
        card.name = "a\(sign)b"
        card.places = [OfferCard.Place(line: "c\(sign)d", postcode: "e\(sign)f", isConfidential: false)]
        card.schedules = [Schedule(frequency: .weekly, description: "g\(sign)h")]
        let back = try #require(OfferCard(encoded: card.encoded))
        #expect(back.name.unicodeScalars.first == "a" && back.name.unicodeScalars.last == "b")
        #expect(back.places.count == 1 && back.places[0].postcode?.hasPrefix("e") == true)
        #expect(back.schedules.count == 1 && back.schedules[0].description?.hasSuffix("h") == true)
        #expect(back.organisation == card.organisation && back.addedAt == card.addedAt)
    }

    @Test(
        "is none when it is broken",
        arguments: ["", "x", String(repeating: "\u{1f}", count: 14), String(repeating: "a\u{1f}", count: 15)]
    )
    func broken(text: String) {
        #expect(OfferCard(encoded: text) == nil)
    }

    @Test("holds nothing of a confidential address")
    func confidential() {
        let card = OfferCard(full)
        #expect(card.places.map(\.isConfidential) == [false, true] && card.places[1].line.isEmpty)
        #expect(!card.encoded.contains("Secret") && !card.encoded.contains("4NA"))
    }

    @Test("cuts a long description after a word")
    func opening() {
        let long = Sample.listing("Clay", description: String(repeating: "mud and water ", count: 60))
        let opening = OfferCard(long).opening
        #expect(opening.hasSuffix(" …") && opening.count <= OfferCard.openingLength + 2)
        #expect(["mud", "and", "water"].contains { opening.dropLast(2).hasSuffix($0) })
        #expect(OfferCard(Sample.listing("Clay", description: "Short.")).opening == "Short.")
    }
}
