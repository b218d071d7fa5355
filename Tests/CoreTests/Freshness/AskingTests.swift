import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

@Suite("Asking organisations whether listings are right")
struct AskingTests {
    private static let tea = Sample.organisation("Tea and Company", email: "tea@example.org")
    private static let art = Sample.organisation("Art for All")

    private func place() async throws -> TestPlace {
        let place = try await TestPlace.empty()
        var drawing = Sample.listing("Drawing", of: Self.art, confirmed: 130)
        drawing.offer.email = "drawing@example.org"
        try await place.save([
            Sample.listing("Fresh tea", of: Self.tea, confirmed: 54),
            Sample.listing("Late tea", of: Self.tea, confirmed: 100),
            Sample.listing("Old tea", of: Self.tea, confirmed: 400),
            Sample.listing("New tea", of: Self.tea, confirmed: nil, added: 3),
            drawing,
            Sample.listing("Walks", of: Sample.organisation("No Address"), confirmed: 200),
        ])
        return place
    }

    @Test("starts with a list by organisation, the longest unconfirmed first, and nothing that is fresh")
    func due() async throws {
        let place = try await place()
        let due = try await place.features.confirmations.due()
        #expect(due.map(\.organisation.name) == ["Art for All", "No Address", "Tea and Company"])
        #expect(due.map(\.email) == ["drawing@example.org", nil, "tea@example.org"])
        #expect(due.last?.offers.map(\.offer.name) == ["New tea", "Old tea", "Late tea"])
        #expect(due.last?.offers.map(\.freshness) == [.unconfirmed, .hidden, .due])
    }

    @Test("leaves out closed listings")
    func closed() async throws {
        let place = try await place()
        try await place.execute("UPDATE offer SET status = 'defunct' WHERE name <> 'Late tea'")
        let due = try await place.features.confirmations.due()
        #expect(due.flatMap(\.offers).map(\.offer.name) == ["Late tea"])
    }

    @Test("queues one message for each mailbox that can be reached, once a month")
    func oncePerMonth() async throws {
        let place = try await place()
        #expect(try await place.features.confirmations.ask() == 2)
        #expect(try await place.features.confirmations.ask() == 0)
        place.clock.advance(days: 27)
        #expect(try await place.features.confirmations.ask() == 0)
        place.clock.advance(days: 1)
        #expect(try await place.features.confirmations.ask() == 2)
        #expect(try await place.messages().count == 4)
        #expect(try await place.count("confirmationLink") == 4)
    }

    @Test("names what is due, and the link that it sends opens just that, the longest unconfirmed first")
    func link() async throws {
        let place = try await place()
        _ = try await place.features.confirmations.ask()
        let message = try #require(try await place.messages().first { $0.recipient == "tea@example.org" })
        #expect(message.body.contains("- Late tea\n") && !message.body.contains("Fresh tea"))
        let token = try #require(message.token)
        let link = try await place.features.confirmations.open(token: token)
        #expect(link.organisations == ["Tea and Company"])
        #expect(link.listings.map(\.listing.offer.name) == ["New tea", "Old tea", "Late tea"])
        #expect(link.isMail && link.expiresAt == Sample.now.addingTimeInterval(35 * 86_400))
    }

    @Test("asks ahead about what falls due while its link works, and never about what was only just confirmed")
    func ahead() async throws {
        let place = try await TestPlace.empty()
        var crisis = Sample.listing("Crisis line", of: Self.tea, confirmed: 15)
        var other = Sample.listing("Other line", of: Self.tea, confirmed: 14)
        (crisis.offer.confirmationInterval, other.offer.confirmationInterval) = (30, 30)
        try await place.save([
            crisis, other, Sample.listing("Due in 35 days", of: Self.tea, confirmed: 55),
            Sample.listing("Due in 36 days", of: Self.tea, confirmed: 54),
        ])
        #expect(try await place.features.confirmations.due().isEmpty)
        #expect(try await place.features.confirmations.ask() == 1)
        let token = try #require(try await place.messages().first?.token)
        let link = try await place.features.confirmations.open(token: token)
        #expect(link.listings.map(\.listing.offer.name) == ["Due in 35 days", "Crisis line"])
    }

    @Test("an organisation that answers within the month never has a listing that is not fresh")
    func neverStale() async throws {
        let place = try await TestPlace.empty()
        try await place.save([Sample.listing("Tea", of: Self.tea, confirmed: 1)])
        var mails = 0
        var answersOn: Int?
        for day in 1...365 {
            place.clock.advance(days: 1)
            if try await place.features.confirmations.ask() == 1 {
                mails += 1
                answersOn = day + 27
            }
            if answersOn == day {
                let token = try #require(try await place.messages().max { $0.createdAt < $1.createdAt }?.token)
                let link = try await place.features.confirmations.open(token: token)
                _ = try await place.features.confirmations.confirm(
                    Set(link.listings.map(\.listing.offer.id)),
                    token: token
                )
            }
            #expect(try await place.features.confirmations.due().isEmpty, "day \(day)")
        }
        #expect(mails == 4)
    }

    @Test("asks a mailbox once, however many organisations share it and however it is written")
    func sharedMailbox() async throws {
        let place = try await TestPlace.empty()
        let hub = Sample.organisation("The Hub", email: " Office@Example.org ")
        let shed = Sample.organisation("The Shed", email: "office@example.org")
        try await place.save([
            Sample.listing("Lunch", of: hub, confirmed: 200), Sample.listing("Tools", of: shed, confirmed: 300),
        ])
        #expect(try await place.features.confirmations.ask() == 1)
        let message = try #require(try await place.messages().first)
        #expect(message.recipient == "office@example.org" && message.subject.contains("2 listings"))
        let link = try await place.features.confirmations.open(token: try #require(message.token))
        #expect(link.listings.map(\.listing.offer.name) == ["Tools", "Lunch"])
        #expect(link.organisations == ["The Shed", "The Hub"])
    }

    @Test("leaves alone what is no address, and asks the others")
    func noAddress() async throws {
        let place = try await TestPlace.empty()
        let odd = ["none", "@", "a@b@c", "two words@example.org", "x@", "a@b\r\nBcc: c@d", " "]
        for (index, address) in odd.enumerated() {
            let organisation = Sample.organisation("Odd \(index)", email: address)
            try await place.save([Sample.listing("Offer \(index)", of: organisation, confirmed: 200)])
        }
        try await place.save([Sample.listing("Tea", of: Self.tea, confirmed: 200)])
        #expect(try await place.features.confirmations.ask() == 1)
        #expect(try await place.messages().map(\.recipient) == ["tea@example.org"])
    }

    @Test("tells the key facts and the organisation's own words in plain text, and how to stop the mail")
    func facts() async throws {
        let place = try await TestPlace.empty()
        var listing = Sample.listing(
            "Tea",
            of: Self.tea,
            description: "A pot of tea.\n\n" + String(repeating: "and cake ", count: 60),
            confirmed: 200
        )
        listing.costs = [CostOption(pence: 150, per: "cup")]
        listing.phones = [Phone(number: "020 7946 0001")]
        listing.offer.joining = [.dropIn]
        listing.offer.intake = .waitingList
        listing.offer.wait = "about a week"
        listing.locations = [Location(id: Location.ID(), address: "1 Secret Street", isConfidential: true)]
        try await place.save([listing])
        _ = try await place.features.confirmations.ask()
        let message = try #require(try await place.messages().first)
        for words in [
            "\"A pot of tea. and cake and cake", "  Cost: £1.50 a cup\n", "  Telephone: 020 7946 0001\n",
            "  How to join: Just turn up\n", "  Taking new people: Waiting list: about a week", "/unsubscribe/",
            "  Where: Address kept private\n",
        ] {
            #expect(message.body.contains(words), "\(words)")
        }
        #expect(!message.body.contains("Secret Street"))
        #expect(message.body.utf8.count < 2_000)
        #expect(message.unsubscribe?.hasSuffix("/one-click") == true)
    }

    @Test("leaves out listings about which we were told something that nobody has dealt with yet")
    func told() async throws {
        let place = try await place()
        _ = try await place.features.confirmations.ask()
        let token = try #require(try await place.messages().first { $0.recipient == "tea@example.org" }?.token)
        let link = try await place.features.confirmations.open(token: token)
        for linked in link.listings.prefix(2) {
            let answer = ListingAnswer(different: [.cost: "free"])
            try await place.features.confirmations.answer(answer, for: linked.listing.offer.id, token: token)
        }
        place.clock.advance(days: 28)
        _ = try await place.features.confirmations.ask()
        let second = try #require(try await place.messages().last { $0.recipient == "tea@example.org" })
        #expect(second.body.contains("- Late tea\n") && !second.body.contains("Old tea"))
    }

    @Test("of a mailbox that said stop is over, also for what was waiting, until it says start")
    func unsubscribed() async throws {
        let place = try await place()
        _ = try await place.features.confirmations.ask()
        let token = try #require(try await place.messages().first { $0.recipient == "tea@example.org" }?.token)
        let mailboxes = place.features.mailboxes
        for _ in 1...2 { try await mailboxes.setUnsubscribed(true, token: token) }
        #expect(try await place.features.outbox.deliver() == 1)
        let dropped = try #require(try await place.messages().first { $0.recipient == "tea@example.org" })
        #expect(dropped.sentAt == nil && dropped.droppedAt == Sample.now && dropped.attempts == 0)
        let due = try await place.features.confirmations.due()
        #expect(due.filter(\.wantsNoMail).map(\.organisation.name) == ["Tea and Company"])
        place.clock.advance(days: 300)
        #expect(try await place.features.confirmations.ask() == 1)
        try await mailboxes.setUnsubscribed(false, token: token)
        #expect(try await place.features.confirmations.ask() == 1)
        await #expect(throws: Failure.notFound) { try await mailboxes.setUnsubscribed(true, token: "x") }
    }

    @Test("keeps no token that could be used: only its hash")
    func tokenHash() async throws {
        let place = try await place()
        _ = try await place.features.confirmations.ask()
        let tokens = try await place.messages().compactMap(\.token)
        let hashes = try await place.database.read {
            try Data.fetchAll($0, sql: "SELECT tokenHash FROM confirmationLink")
        }
        #expect(hashes.count == tokens.count && Set(tokens).count == 2)
        for token in tokens { #expect(!hashes.contains(Data(token.utf8))) }
    }
}

extension OutboxMessage {
    /// What follows `/confirm/` in the body.
    var token: String? {
        body.range(of: "/confirm/").map { String(body[$0.upperBound...].prefix { !$0.isWhitespace }) }
    }
}
