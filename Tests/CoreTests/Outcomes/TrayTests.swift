import TestSupport
import Testing

@testable import Core

@Suite("A practice's tray")
struct TrayTests {
    @Test(
        "holds an answer as soon as the referral ends, and no referral that goes on",
        arguments: Referral.State.allCases
    )
    func ends(_ state: Referral.State) async throws {
        let small = try await SmallPlace()
        let id = try await small.referral(in: state)
        let tray = try await small.features.outcomes.tray(for: small.doctor)
        #expect(tray.map(\.line.referral.id) == (state == .closed ? [id] : []))
        if state == .closed {
            #expect(tray.first?.tag == .file)
            #expect(tray.first?.outcome?.helped == .lot)
        } else {
            await #expect(throws: Failure.notFound) { try await small.features.outcomes.open(id, by: small.doctor) }
        }
    }

    @Test("is that practice's alone: nobody else sees, opens or files what is in it")
    func ownPractice() async throws {
        let small = try await SmallPlace()
        let id = try await small.referral(in: .closed)
        for actor in small.everybody where actor != small.doctor {
            #expect(try await small.features.outcomes.tray(for: actor).isEmpty)
            await #expect(throws: Failure.notFound) { try await small.features.outcomes.open(id, by: actor) }
            await #expect(throws: Failure.notFound) { try await small.features.outcomes.file(id, by: actor) }
        }
        #expect(try await small.referral(id).loop == .sent)
    }

    @Test("never holds what the person did not agree to tell")
    func withheld() async throws {
        let small = try await SmallPlace()
        let id = try await small.referral(in: .closed, reportBack: false)
        #expect(try await small.referral(id).loop == .withheld)
        #expect(try await small.features.outcomes.tray(for: small.doctor).isEmpty)
        await #expect(throws: Failure.notFound) { try await small.features.outcomes.open(id, by: small.doctor) }
        await #expect(throws: Failure.notFound) { try await small.features.outcomes.file(id, by: small.doctor) }
    }

    @Test("records the receipt when an answer is opened first, and only then")
    func receivedOnce() async throws {
        let small = try await SmallPlace()
        let id = try await small.referral(in: .closed)
        let opened = try await small.features.outcomes.open(id, by: small.doctor)
        #expect(opened.referral.loop == .received)
        #expect(opened.outcome?.engaged == .all)
        small.place.clock.advance(days: 1)
        let again = try await small.features.outcomes.open(id, by: small.doctor)
        #expect(again.referral == opened.referral)
        #expect(again.events.filter { $0.event == .received }.map(\.at) == [Sample.now])
    }

    @Test("opened by two at once has one receipt")
    func openedAtOnce() async throws {
        let small = try await SmallPlace()
        let id = try await small.referral(in: .closed)
        async let first = small.features.outcomes.open(id, by: small.doctor)
        async let second = small.features.outcomes.open(id, by: small.doctor)
        let sheets = try await [first, second]
        #expect(sheets.allSatisfy { $0.referral.loop == .received })
        #expect(try await small.place.count("referralEvent WHERE event = 'received'") == 1)
    }

    @Test("files what was opened, once, and nothing unread")
    func file() async throws {
        let small = try await SmallPlace()
        let id = try await small.referral(in: .closed)
        await #expect(throws: Failure.conflict("Open this answer first, then file it.")) {
            try await small.features.outcomes.file(id, by: small.doctor)
        }
        _ = try await small.features.outcomes.open(id, by: small.doctor)
        try await small.features.outcomes.file(id, by: small.doctor)
        try await small.features.outcomes.file(id, by: small.doctor)
        #expect(try await small.referral(id).loop == .filed)
        #expect(try await small.place.count("referralEvent WHERE event = 'filed'") == 1)
        _ = try await small.features.outcomes.open(id, by: small.doctor)
        #expect(try await small.referral(id).loop == .filed)
    }

    @Test("shows what is new first and what was filed last")
    func order() async throws {
        let small = try await SmallPlace()
        var ids: [Referral.ID] = []
        for _ in 0..<3 { ids.append(try await small.referral(in: .closed)) }
        for id in ids.prefix(2) { _ = try await small.features.outcomes.open(id, by: small.doctor) }
        try await small.features.outcomes.file(ids[0], by: small.doctor)
        let tray = try await small.features.outcomes.tray(for: small.doctor)
        #expect(tray.map(\.line.referral.loop) == [.sent, .received, .filed])
        #expect(tray.map(\.line.referral.id) == [ids[2], ids[1], ids[0]])
    }

    @Test("tells of a referral that was declined, to be aware of")
    func declined() async throws {
        let small = try await SmallPlace()
        let id = try await small.referral()
        try await small.features.referrals.move(id, seen: 1, .decline(.noCapacity, note: nil), by: small.gardener)
        let entry = try #require(try await small.features.outcomes.tray(for: small.doctor).first)
        #expect(entry.tag == .aware && entry.outcome == nil)
        #expect(entry.line.referral.closure == .declined)
    }
}
