import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

@Suite("Mail that came back")
struct BounceTests {
    private static let tea = Sample.organisation("Tea and Company", email: "Tea@example.org")

    private func place() async throws -> TestPlace {
        let place = try await TestPlace.empty()
        var art = Sample.listing("Art", of: Sample.organisation("Art for All"), confirmed: 200)
        art.contacts = [Contact(role: "Organiser", email: "art@example.org")]
        try await place.save([
            Sample.listing("Old tea", of: Self.tea, confirmed: 200),
            Sample.listing("Late tea", of: Self.tea, confirmed: 100),
            art,
        ])
        return place
    }

    private func take(_ text: String, _ place: TestPlace) async throws -> Bounces.Outcome {
        try await place.features.bounces.take(try DeliveryReport.read(DeliveryReports.bytes(text)))
    }

    @Test("for good is held against every listing of the mailbox, once for each report, and told to the steward")
    func permanent() async throws {
        let place = try await place()
        #expect(try await take(DeliveryReports.postfix, place) == .init(marked: 2))
        #expect(try await take(DeliveryReports.postfix, place) == .init(known: 2))
        let lines = try await place.features.findings.open()
        #expect(lines.map(\.offer) == ["Late tea", "Old tea"])
        #expect(lines.allSatisfy { $0.finding.kind == .mailBounced && $0.finding.what.contains("no such mailbox") })
        #expect(try await place.count("evidence WHERE kind = 'mail bounced'") == 2)
        #expect(try await take(DeliveryReports.exim, place) == .init(marked: 2))
        #expect(try await place.features.findings.open().count == 2)
    }

    @Test("says nobody's address in what is kept")
    func noAddress() async throws {
        let place = try await place()
        _ = try await take(DeliveryReports.exchange, place)
        let kept = try await place.database.read { db in
            try String.fetchAll(db, sql: "SELECT what FROM finding UNION ALL SELECT note || by || once FROM evidence")
                + String.fetchAll(db, sql: "SELECT hex(addressHash) FROM bouncedAddress")
        }
        #expect(kept.count == 5 && kept.allSatisfy { !$0.contains("@") })
    }

    @Test("from a mailbox that was forwarded to is known by the one that we wrote to")
    func forwarded() async throws {
        let place = try await place()
        #expect(try await take(DeliveryReports.exchange, place) == .init(marked: 2))
    }

    @Test("of a listing's contact is that listing's alone")
    func contact() async throws {
        let place = try await place()
        let text = DeliveryReports.postfix.replacingOccurrences(of: "tea@example.org", with: "art@example.org")
        #expect(try await take(text, place) == .init(marked: 1))
        #expect(try await place.features.findings.open().map(\.offer) == ["Art"])
    }

    @Test("for now, or from a mailbox of nobody here, changes nothing")
    func nothing() async throws {
        let place = try await place()
        #expect(try await take(DeliveryReports.delayed, place) == .init(passing: 1))
        let stranger = DeliveryReports.postfix.replacingOccurrences(of: "tea@example.org", with: "nobody@example.org")
        #expect(try await take(stranger, place) == .init(unknown: 1))
        #expect(try await place.count("evidence") == 0)
        #expect(try await place.count("bouncedAddress") == 0)
    }

    @Test("stops questions to that mailbox until somebody confirms, and the finding goes with that")
    func stopped() async throws {
        let place = try await place()
        _ = try await take(DeliveryReports.postfix, place)
        #expect(try await place.features.confirmations.ask() == 0)
        place.clock.advance(days: 1)
        _ = try await place.features.checker.run(probe: nil)
        #expect(try await place.features.findings.open().filter { $0.finding.kind == .mailBounced }.count == 2)
        let id = Offer.ID(named: "Late tea of Tea and Company")
        let now = place.clock.now
        _ = try await place.database.write { db in
            try EvidenceStore.record(.confirmedByPhone, of: id, by: "Tea and Company", at: now, in: db)
        }
        _ = try await place.features.checker.run(probe: nil)
        #expect(try await place.features.findings.open().filter { $0.finding.kind == .mailBounced }.isEmpty)
        #expect(try await place.features.confirmations.ask() == 1)
        // The old report again must not undo that.
        _ = try await take(DeliveryReports.postfix, place)
        place.clock.advance(days: 29)
        #expect(try await place.features.confirmations.ask() == 1)
    }

    @Test("does not stop questions to another mailbox that has taken its place")
    func changed() async throws {
        let place = try await place()
        _ = try await take(DeliveryReports.postfix, place)
        try await place.execute("UPDATE organisation SET email = 'new@example.org' WHERE email IS NOT NULL")
        #expect(try await place.features.confirmations.ask() == 1)
        _ = try await place.features.checker.run(probe: nil)
        #expect(try await place.features.findings.open().filter { $0.finding.kind == .mailBounced }.isEmpty)
    }
}
