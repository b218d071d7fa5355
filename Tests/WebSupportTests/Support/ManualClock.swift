import NIOConcurrencyHelpers

/// A clock that moves only when it is told to.
final class ManualClock: Sendable {
    private let instant = NIOLockedValueBox(ContinuousClock.now)

    var now: @Sendable () -> ContinuousClock.Instant {
        { self.instant.withLockedValue { $0 } }
    }

    func advance(by duration: Duration) {
        instant.withLockedValue { $0 = $0.advanced(by: duration) }
    }
}
