import Foundation
import GRDB

/// A calendar date without a time or a time zone, such as a date of birth; written `yyyy-mm-dd`.
public struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let year: Int
    public let month: Int
    public let day: Int

    /// Nil when there is no such date; years 1 to 9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Day.length(ofMonth: month, year: year)
        else { return nil }
        self.init(unchecked: (year, month, day))
    }

    /// Takes exactly `yyyy-mm-dd`, optionally followed by `T` or a space and a time, which is ignored.
    public init?(iso text: some StringProtocol) {
        let date = text.prefix(while: { $0 != "T" && $0 != " " })
        let parts = date.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
            date.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The day in England at that moment.
    public init(_ date: Date) {
        let parts = Day.calendar.dateComponents([.year, .month, .day], from: date)
        self.init(unchecked: (parts.year ?? 1970, parts.month ?? 1, parts.day ?? 1))
    }

    private init(unchecked parts: (year: Int, month: Int, day: Int)) {
        (year, month, day) = parts
    }

    /// England's civil calendar: Gregorian, in the time zone Europe/London.
    public static let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: "Europe/London") ?? .gmt
        calendar.locale = Locale(identifier: "en_GB")
        return calendar
    }()

    private static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: (year.isMultiple(of: 4) && !year.isMultiple(of: 100)) || year.isMultiple(of: 400) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1 January 1970 (negative before).
    ///
    /// Counted in years that begin in March, so that the leap day is the last of its year.
    public var number: Int {
        let shiftedYear = month > 2 ? year : year - 1
        let shiftedMonth = month > 2 ? month - 3 : month + 9
        let leapDays = shiftedYear / 4 - shiftedYear / 100 + shiftedYear / 400
        return 365 * shiftedYear + leapDays + (153 * shiftedMonth + 2) / 5 + day - 719_469
    }

    /// The inverse of `number`. Foundation's calendar is not asked: it is Julian before 15 October 1582.
    ///
    /// - Parameter number: of a day from 1 March of the year 0 on.
    public init(number: Int) {
        let days = number + 719_468
        let century = days / 146_097
        let dayOfCentury = days % 146_097
        let year = (dayOfCentury - dayOfCentury / 1_460 + dayOfCentury / 36_524 - dayOfCentury / 146_096) / 365
        let dayOfYear = dayOfCentury - (365 * year + year / 4 - year / 100)
        let month = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * month + 2) / 5 + 1
        let isAfterDecember = month >= 10
        self.init(
            unchecked: (century * 400 + year + (isAfterDecember ? 1 : 0), month + (isAfterDecember ? -9 : 3), day)
        )
    }

    public func adding(days: Int) -> Day { Day(number: number + days) }

    public var weekday: Weekday {
        Weekday.allCases[((number + 3) % 7 + 7) % 7]
    }

    /// Midnight in England at the start of this day.
    public var start: Date {
        Day.calendar.date(from: DateComponents(year: year, month: month, day: day)) ?? .distantPast
    }

    public var description: String {
        let digits = String(year)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            + "-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }

    public static func < (left: Day, right: Day) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}

/// A day of the week, Monday first, by its iCalendar code.
public enum Weekday: String, Codable, CaseIterable, Sendable {
    case monday = "MO"
    case tuesday = "TU"
    case wednesday = "WE"
    case thursday = "TH"
    case friday = "FR"
    case saturday = "SA"
    case sunday = "SU"

    public var next: Weekday {
        let all = Weekday.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }
}

extension Day: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let day = Day(iso: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a date")
        }
        self = day
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Day: DatabaseValueConvertible {
    public var databaseValue: DatabaseValue { description.databaseValue }

    public static func fromDatabaseValue(_ value: DatabaseValue) -> Day? {
        String.fromDatabaseValue(value).flatMap { Day(iso: $0) }
    }
}
