import Foundation
import Testing

@testable import Core

@Suite("How far a listing can be trusted")
struct FreshnessPolicyTests {
    private static let confirmed = Sample.moment("2026-03-01T09:30:00Z")
    private static let day: TimeInterval = 86_400

    private func state(daysLater: Double, seconds: Double = 0, interval: Int = 90) -> Freshness {
        FreshnessPolicy.freshness(
            Standing(knownAt: Self.confirmed),
            addedAt: Self.confirmed.addingTimeInterval(-1_000 * Self.day),
            interval: interval,
            now: Self.confirmed.addingTimeInterval(daysLater * Self.day + seconds)
        )
    }

    @Test(
        "changes on the day and to the second, not before",
        arguments: [
            (90.0, Freshness.fresh, Freshness.due), (120, .due, .overdue), (180, .overdue, .unconfirmed),
            (360, .unconfirmed, .hidden),
        ]
    )
    func boundaries(days: Double, before: Freshness, after: Freshness) {
        #expect(state(daysLater: days - 1) == before)
        #expect(state(daysLater: days, seconds: -1) == before)
        #expect(state(daysLater: days) == after)
        #expect(state(daysLater: days + 1) == after)
    }

    @Test(
        "follows the listing's own interval; a short one has less grace",
        arguments: [
            (6.0, Freshness.fresh), (7, .due), (13, .due), (14, .unconfirmed), (27, .unconfirmed), (28, .hidden),
        ]
    )
    func shortInterval(days: Double, expected: Freshness) {
        #expect(state(daysLater: days, interval: 7) == expected)
    }

    @Test("is fresh at the moment of confirmation, and when a clock runs behind")
    func now() {
        #expect(state(daysLater: 0) == .fresh)
        #expect(state(daysLater: -2) == .fresh)
    }

    @Test("never confirmed is unconfirmed, and hidden only after its full time here")
    func never() {
        let added = Self.confirmed
        func state(_ days: Double) -> Freshness {
            FreshnessPolicy.freshness(
                Standing(),
                addedAt: added,
                interval: 90,
                now: added.addingTimeInterval(days * Self.day)
            )
        }
        #expect(state(0) == .unconfirmed)
        #expect(state(359.9) == .unconfirmed)
        #expect(state(360) == .hidden)
    }

    @Test("from an old import is unconfirmed and not hidden")
    func oldImport() {
        let state = FreshnessPolicy.freshness(
            Standing(knownAt: Self.confirmed.addingTimeInterval(-3_000 * Self.day)),
            addedAt: Self.confirmed,
            interval: 90,
            now: Self.confirmed
        )
        #expect(state == .unconfirmed)
    }

    @Test("passes through its states in order, whatever the interval", arguments: [1, 7, 14, 30, 45, 90, 365, 3_650])
    func order(interval: Int) {
        let times = FreshnessPolicy.times(
            Standing(knownAt: Self.confirmed),
            addedAt: Self.confirmed,
            interval: interval
        )
        #expect(times.dueFrom <= times.overdueFrom)
        #expect(times.overdueFrom <= times.unconfirmedFrom)
        #expect(times.unconfirmedFrom < times.hiddenFrom)
    }
}
