import Foundation

/// When something happens: a weekly or monthly rule, or only words.
public struct Schedule: Codable, Equatable, Sendable {
    /// Nil when the source gave only words.
    public var frequency: Frequency?
    /// Every so many weeks or months, at least 1.
    public var interval: Int
    public var days: [Weekday]
    /// 1 to 4, or -1 for the last, with a monthly rule by weekday.
    public var weekOfMonth: Int?
    /// 1 to 31, with a monthly rule by date.
    public var dayOfMonth: Int?
    public var opensAt: TimeOfDay?
    public var closesAt: TimeOfDay?
    public var validFrom: Day?
    public var validTo: Day?
    public var description: String?

    public enum Frequency: String, Codable, Sendable {
        case weekly = "WEEKLY"
        case monthly = "MONTHLY"
    }

    public init(
        frequency: Frequency?,
        interval: Int = 1,
        days: [Weekday] = [],
        weekOfMonth: Int? = nil,
        dayOfMonth: Int? = nil,
        opensAt: TimeOfDay? = nil,
        closesAt: TimeOfDay? = nil,
        validFrom: Day? = nil,
        validTo: Day? = nil,
        description: String? = nil
    ) {
        self.frequency = frequency
        self.interval = max(1, interval)
        self.days = days
        self.weekOfMonth = weekOfMonth
        self.dayOfMonth = dayOfMonth
        self.opensAt = opensAt
        self.closesAt = closesAt
        self.validFrom = validFrom
        self.validTo = validTo
        self.description = description
    }
}

extension Schedule {
    /// The next session that has not ended yet, looking ahead at most 400 days; nil when the rule does not say.
    ///
    /// A rule with an interval above 1 needs a first date to count from, and says nothing without one.
    public func nextSession(after now: Date) -> Session? {
        guard frequency != nil, interval == 1 || validFrom != nil else { return nil }
        let today = Day(now)
        let first = max(today, validFrom ?? today)
        for offset in 0...400 {
            let day = first.adding(days: offset)
            if let validTo, day > validTo { return nil }
            guard happens(on: day) else { continue }
            let ended = day == today && (closesAt ?? opensAt).map { $0.date(on: day) <= now } == true
            if !ended { return Session(day: day, opensAt: opensAt, closesAt: closesAt) }
        }
        return nil
    }

    /// Whether the rule names that day; the dates between which it is valid are the caller's concern.
    private func happens(on day: Day) -> Bool {
        switch frequency {
        case .weekly:
            guard days.contains(day.weekday) else { return false }
            guard interval > 1, let anchor = validFrom else { return true }
            return (weekNumber(day) - weekNumber(anchor)).isMultiple(of: interval)
        case .monthly:
            guard interval == 1 || monthsSinceStart(day)?.isMultiple(of: interval) == true else { return false }
            if let dayOfMonth { return day.day == dayOfMonth }
            guard days.contains(day.weekday), let weekOfMonth else { return false }
            if weekOfMonth == -1 { return day.adding(days: 7).month != day.month }
            return (day.day - 1) / 7 + 1 == weekOfMonth
        case nil:
            return false
        }
    }

    /// Weeks that begin on Monday: 1 January 1970 was a Thursday.
    private func weekNumber(_ day: Day) -> Int { (day.number + 3) / 7 }

    private func monthsSinceStart(_ day: Day) -> Int? {
        validFrom.map { (day.year - $0.year) * 12 + day.month - $0.month }
    }
}

/// One meeting on one day.
public struct Session: Equatable, Sendable {
    public var day: Day
    public var opensAt: TimeOfDay?
    public var closesAt: TimeOfDay?
}

extension Listing {
    /// The earliest of its schedules' next sessions.
    public func nextSession(after now: Date) -> Session? {
        offer.status == .active ? schedules.nextSession(after: now) : nil
    }
}

extension [Schedule] {
    func nextSession(after now: Date) -> Session? {
        compactMap { $0.nextSession(after: now) }
            .min { ($0.day, $0.opensAt ?? .midnight) < ($1.day, $1.opensAt ?? .midnight) }
    }
}
