import Foundation

/// Working days in England: Monday to Friday without bank holidays.
///
/// The holidays of the Banking and Financial Dealings Act 1971 and the customary ones are worked out, with the
/// substitute days that gov.uk/bank-holidays gives; days by proclamation are listed, and have to be added by hand.
public enum WorkingDays {
    /// Moved or added by royal proclamation; negative: the usual day that was moved away.
    private static let proclaimed: Set<String> = [
        "2020-05-08", "2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08",
    ]
    private static let movedAway: Set<String> = ["2020-05-04", "2022-05-30"]

    public static func isWorking(_ day: Day) -> Bool {
        day.weekday != .saturday && day.weekday != .sunday && !isBankHoliday(day)
    }

    /// Hours of a working day in England at which a mail may go out, from and before: in the night nobody reads it, and
    /// in the morning it lies under everything that has come since.
    static let hours = 8..<18

    /// Whether somebody may be written to now.
    public static func isWorkingTime(_ date: Date) -> Bool {
        isWorking(Day(date)) && hours.contains(Day.calendar.component(.hour, from: date))
    }

    /// The day that many working days after `day`; 0 is the day itself.
    public static func adding(_ count: Int, to day: Day) -> Day {
        var (day, left) = (day, count)
        while left > 0 {
            day = day.adding(days: 1)
            if isWorking(day) { left -= 1 }
        }
        return day
    }

    /// Working days after `first` up to and with `last`; 0 when `last` is not later.
    public static func between(_ first: Day, _ last: Day) -> Int {
        guard first < last else { return 0 }
        return (first.number + 1...last.number).count { isWorking(Day(number: $0)) }
    }

    public static func isBankHoliday(_ day: Day) -> Bool {
        if proclaimed.contains(day.description) { return true }
        if movedAway.contains(day.description) { return false }
        return isFixedHoliday(day) || isMondayHoliday(day) || isEaster(day)
    }

    /// New Year's Day, Christmas Day and Boxing Day, and the next free working day when they fall on a weekend.
    private static func isFixedHoliday(_ day: Day) -> Bool {
        switch (day.month, day.day) {
        case (1, 1): true
        case (1, 2): day.weekday == .monday
        case (1, 3): day.weekday == .monday
        case (12, 25), (12, 26): true
        case (12, 27): day.weekday == .monday || day.weekday == .tuesday
        case (12, 28): day.weekday == .monday || day.weekday == .tuesday
        default: false
        }
    }

    /// Early May, spring and summer.
    private static func isMondayHoliday(_ day: Day) -> Bool {
        guard day.weekday == .monday else { return false }
        return (day.month == 5 && day.day <= 7) || (day.month == 5 && day.day >= 25)
            || (day.month == 8 && day.day >= 25)
    }

    private static func isEaster(_ day: Day) -> Bool {
        guard day.month == 3 || day.month == 4, let sunday = easter(day.year) else { return false }
        return day == sunday.adding(days: -2) || day == sunday.adding(days: 1)
    }

    /// Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher's rule).
    private static func easter(_ year: Int) -> Day? {
        let (golden, century, ofCentury) = (year % 19, year / 100, year % 100)
        let moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30
        let sunday = (32 + 2 * (century % 4) + 2 * (ofCentury / 4) - moon - ofCentury % 4) % 7
        let shift = (golden + 11 * moon + 22 * sunday) / 451
        let position = moon + sunday - 7 * shift + 114
        return Day(year: year, month: position / 31, day: position % 31 + 1)
    }
}
