import Core
import Foundation
import Synchronization

/// A clock that stands still until a test moves it.
public final class ManualClock: Sendable {
    private let date: Mutex<Date>

    /// Saturday 21 November 2026, ten in the morning.
    public static let usualStart = Date(timeIntervalSince1970: 1_795_255_200)

    public init(_ start: Date = ManualClock.usualStart) { date = Mutex(start) }

    public var now: Date { date.withLock { $0 } }

    public func advance(days: Double = 0, minutes: Double = 0) {
        date.withLock { $0 += days * 86_400 + minutes * 60 }
    }

    public var clock: AppClock { AppClock { self.now } }
}
