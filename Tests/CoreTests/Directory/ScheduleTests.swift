import Foundation
import Testing

@testable import Core

@Suite("The next session")
struct ScheduleTests {
    private static let tuesdays = Schedule(
        frequency: .weekly,
        days: [.tuesday],
        opensAt: TimeOfDay("10:00"),
        closesAt: TimeOfDay("12:00")
    )

    private func next(_ schedule: Schedule, _ now: String) -> String? {
        schedule.nextSession(after: Sample.moment(now))?.day.description
    }

    @Test(
        "of a weekly meeting is the one going on, until it ends",
        arguments: [
            ("2026-11-21T10:00:00Z", "2026-11-24"), ("2026-11-24T09:59:00Z", "2026-11-24"),
            ("2026-11-24T11:59:59Z", "2026-11-24"),
            ("2026-11-24T12:00:00Z", "2026-12-01"),
        ]
    )
    func weekly(now: String, day: String) { #expect(next(Self.tuesdays, now) == day) }

    @Test("of a meeting without an end has passed when it begins, and without a time lasts the day")
    func withoutEnd() {
        var schedule = Self.tuesdays
        schedule.closesAt = nil
        #expect(next(schedule, "2026-11-24T09:59:00Z") == "2026-11-24")
        #expect(next(schedule, "2026-11-24T10:00:00Z") == "2026-12-01")
        schedule.opensAt = nil
        #expect(next(schedule, "2026-11-24T23:00:00Z") == "2026-11-24")
    }

    @Test("of several days is the first of them")
    func severalDays() {
        var schedule = Self.tuesdays
        schedule.days = [.sunday, .thursday]
        #expect(next(schedule, "2026-11-21T10:00:00Z") == "2026-11-22")
        #expect(next(schedule, "2026-11-23T10:00:00Z") == "2026-11-26")
    }

    @Test("of a fortnightly meeting counts from its first date, and cannot be told without one")
    func fortnightly() {
        var schedule = Self.tuesdays
        schedule.interval = 2
        #expect(next(schedule, "2026-11-21T10:00:00Z") == nil)
        schedule.validFrom = Sample.day("2026-11-17")
        #expect(next(schedule, "2026-11-21T10:00:00Z") == "2026-12-01")
        schedule.validFrom = Sample.day("2026-11-12")
        #expect(next(schedule, "2026-11-21T10:00:00Z") == "2026-11-24")
    }

    @Test(
        "of a monthly meeting is on its weekday",
        arguments: [
            (1, "2026-12-01"), (2, "2026-12-08"), (3, "2026-12-15"), (4, "2026-11-24"), (-1, "2026-11-24"),
            (5, "2026-12-29"),
        ]
    )
    func monthly(week: Int, day: String) {
        var schedule = Self.tuesdays
        (schedule.frequency, schedule.weekOfMonth) = (.monthly, week)
        #expect(next(schedule, "2026-11-21T10:00:00Z") == day)
    }

    @Test("of the last weekday is the fourth or the fifth, as the month has it")
    func last() {
        var schedule = Self.tuesdays
        (schedule.frequency, schedule.weekOfMonth) = (.monthly, -1)
        #expect(next(schedule, "2026-11-25T10:00:00Z") == "2026-12-29")
        #expect(next(schedule, "2027-02-01T10:00:00Z") == "2027-02-23")
    }

    @Test("of a day of the month leaves out months without it, and counts every other month from the first")
    func dayOfMonth() {
        var schedule = Schedule(frequency: .monthly, dayOfMonth: 31)
        #expect(next(schedule, "2026-11-21T10:00:00Z") == "2026-12-31")
        #expect(next(schedule, "2027-02-01T10:00:00Z") == "2027-03-31")
        (schedule.interval, schedule.validFrom, schedule.dayOfMonth) = (2, Sample.day("2026-10-01"), 5)
        #expect(next(schedule, "2026-11-01T10:00:00Z") == "2026-12-05")
    }

    @Test("of a season is within it: its first before it begins, none after it is over")
    func season() {
        var schedule = Self.tuesdays
        (schedule.validFrom, schedule.validTo) = (Sample.day("2027-01-01"), Sample.day("2027-01-12"))
        #expect(next(schedule, "2026-11-21T10:00:00Z") == "2027-01-05")
        #expect(next(schedule, "2027-01-12T11:00:00Z") == "2027-01-12")
        #expect(next(schedule, "2027-01-12T12:00:00Z") == nil)
        #expect(next(schedule, "2027-03-01T10:00:00Z") == nil)
    }

    @Test(
        "cannot be told from words, or from a rule that names no day",
        arguments: [
            Schedule(frequency: nil, description: "Most Tuesdays"), Schedule(frequency: .weekly),
            Schedule(frequency: .monthly, days: [.monday]),
        ]
    )
    func words(_ schedule: Schedule) { #expect(schedule.nextSession(after: Sample.now) == nil) }

    @Test(
        "keeps to the clock on the wall when summer time begins and ends",
        arguments: [
            ("2027-03-21T12:00:00Z", "2027-03-28"), ("2027-03-28T10:59:59Z", "2027-03-28"),
            ("2027-03-28T11:00:00Z", "2027-04-04"),
            ("2027-10-24T11:00:00Z", "2027-10-31"), ("2027-10-31T11:59:59Z", "2027-10-31"),
            ("2027-10-31T12:00:00Z", "2027-11-07"),
        ]
    )
    func summerTime(now: String, day: String) {
        var schedule = Self.tuesdays
        schedule.days = [.sunday]
        #expect(next(schedule, now) == day)
    }

    @Test("across midnight of a summer night is the right day's")
    func summerMidnight() {
        #expect(next(Self.tuesdays, "2027-06-01T23:30:00Z") == "2027-06-08")
        var daily = Self.tuesdays
        (daily.days, daily.opensAt, daily.closesAt) = (Weekday.allCases, nil, nil)
        #expect(next(daily, "2027-06-01T23:30:00Z") == "2027-06-02")
    }

    @Test("of an offer is the earliest of its times, and there is none while it is closed")
    func listing() {
        var listing = Sample.listing("Lunch")
        var early = Self.tuesdays
        (early.opensAt, early.closesAt) = (TimeOfDay("08:00"), TimeOfDay("09:00"))
        listing.schedules = [Self.tuesdays, early, Schedule(frequency: nil, description: "or ring")]
        #expect(listing.nextSession(after: Sample.now)?.opensAt == TimeOfDay("08:00"))
        listing.offer.status = .temporarilyClosed
        #expect(listing.nextSession(after: Sample.now) == nil)
    }
}
