import Foundation
import Testing

@testable import Core

@Suite("A day")
struct DayTests {
    @Test(
        "exists only when the calendar has it",
        arguments: [
            (2024, 2, 29, true), (2023, 2, 29, false), (2000, 2, 29, true), (1900, 2, 29, false), (2026, 4, 31, false),
            (2026, 12, 31, true), (2026, 13, 1, false), (2026, 0, 1, false), (2026, 1, 0, false), (0, 1, 1, false),
            (10_000, 1, 1, false),
            (2026, 1, -3, false),
        ]
    )
    func exists(year: Int, month: Int, day: Int, isThere: Bool) {
        #expect((Day(year: year, month: month, day: day) != nil) == isThere)
    }

    @Test(
        "has its number from 1 January 1970, also before it",
        arguments: [
            ("1970-01-01", 0), ("1969-12-31", -1), ("1970-03-01", 59), ("2000-02-29", 11_016), ("2026-11-21", 20_778),
            ("1900-03-01", -25_508), ("1600-01-01", -135_140),
        ]
    )
    func number(iso: String, number: Int) {
        #expect(Day(iso: iso)?.number == number)
        #expect(Day(number: number).description == iso)
    }

    @Test("comes back from its number, on every day of the years that it can have")
    func roundTrip() throws {
        let first = try #require(Day(year: 1, month: 1, day: 1)).number
        let last = try #require(Day(year: 9999, month: 12, day: 31)).number
        var previous = Day(number: first)
        for number in stride(from: first, through: last, by: 61) {
            let day = Day(number: number)
            #expect(day.number == number)
            #expect(Day(year: day.year, month: day.month, day: day.day) == day)
            #expect(number == first || previous < day)
            previous = day
        }
    }

    @Test(
        "knows its weekday",
        arguments: [
            ("1970-01-01", Weekday.thursday), ("1969-12-31", .wednesday), ("2024-02-29", .thursday),
            ("2026-11-21", .saturday),
            ("1945-05-08", .tuesday),
        ]
    )
    func weekday(iso: String, weekday: Weekday) { #expect(Day(iso: iso)?.weekday == weekday) }

    @Test(
        "is read from yyyy-mm-dd, with or without a time",
        arguments: [
            "2026-11-21", "2026-11-21T10:00:00Z", "2026-11-21 10:00",
        ]
    )
    func iso(_ text: String) { #expect(Day(iso: text) == Sample.today) }

    @Test(
        "is read from nothing else",
        arguments: [
            "", "2026", "2026-11", "2026-1-1", "21-11-2026", "2026/11/21", "2026-11-31", "2026-02-30", "٢٠٢٦-١١-٢١",
            "2026-+1-02",
            "2026-11-+1", "+026-11-21", "-026-11-21", "26-11-2021", "2026-11-21-01", "0000-01-01",
        ]
    )
    func notISO(_ text: String) { #expect(Day(iso: text) == nil) }

    @Test("is England's day: an hour before midnight in London in summer it is still the same one")
    func england() {
        #expect(Day(Sample.moment("2027-07-01T22:59:59Z")).description == "2027-07-01")
        #expect(Day(Sample.moment("2027-07-01T23:00:00Z")).description == "2027-07-02")
        #expect(Day(Sample.moment("2027-01-01T23:59:59Z")).description == "2027-01-01")
        #expect(Sample.day("2027-07-01").start == Sample.moment("2027-06-30T23:00:00Z"))
    }

    @Test("goes over the ends of months, years and leap days")
    func adding() {
        #expect(Sample.day("2024-02-28").adding(days: 2).description == "2024-03-01")
        #expect(Sample.day("2026-12-31").adding(days: 1).description == "2027-01-01")
        #expect(Sample.day("1970-01-01").adding(days: -1).description == "1969-12-31")
    }

    @Test("is stored and read as it is written")
    func stored() throws {
        let data = try JSONEncoder().encode([Sample.today])
        #expect(String(decoding: data, as: UTF8.self) == "[\"2026-11-21\"]")
        #expect(try JSONDecoder().decode([Day].self, from: data) == [Sample.today])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Day].self, from: Data("[\"2026-02-30\"]".utf8))
        }
    }
}

@Suite("A time of day")
struct TimeOfDayTests {
    @Test(
        "is read as clocks and feeds write it",
        arguments: [
            ("9:00", "09:00"), ("09:00", "09:00"), ("23:59:59", "23:59"), ("00:00", "00:00"), ("09:30Z", "09:30"),
            ("09:30:00Z", "09:30"), ("09:30:00+01:00", "09:30"), ("09:30:00.000", "09:30"),
        ]
    )
    func read(text: String, time: String) { #expect(TimeOfDay(text)?.description == time) }

    @Test(
        "is not guessed from what is no time of a 24-hour clock",
        arguments: [
            "", "9", "24:00", "12:60", "2300", "9.30", "-1:00", "9:", ":30", "noon", "1:00pm", "1:00 PM",
            "09:00 - 17:00", "09:00-17:00", "1:2:3:4",
            "09:00:99",
        ]
    )
    func refused(_ text: String) { #expect(TimeOfDay(text) == nil) }

    @Test("is earlier or later than another")
    func order() throws {
        #expect(try #require(TimeOfDay("9:00")) < #require(TimeOfDay("10:00")))
    }
}
