import Foundation

/// How the facts of a listing are said in words, the same on pages, in mail and on paper.
public enum PlainWords {
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    /// "3 March 2026".
    public static func date(_ day: Day) -> String { "\(day.day) \(months[day.month - 1]) \(day.year)" }

    /// "Free", "Free from landlines", "£4.50 a visit (choose ten items)".
    public static func cost(_ cost: CostOption) -> String {
        let note = cost.note.map { " (\($0))" } ?? ""
        guard let pence = cost.pence else { return cost.note ?? "" }
        if pence == 0 { return cost.note.flatMap { $0.hasPrefix("Free") ? $0 : nil } ?? "Free" + note }
        let pennies = pence % 100
        let pounds = "£\(pence / 100)" + (pennies == 0 ? "" : "." + (pennies < 10 ? "0" : "") + String(pennies))
        return pounds + (cost.per.map { " \(article($0)) \($0)" } ?? "") + note
    }

    /// "a" or "an", by the letter: "an outing", "an hour", but "a unit".
    static func article(_ noun: String) -> String {
        let noun = noun.lowercased()
        return noun.first.map("aeio".contains) == true || noun.hasPrefix("hour") ? "an" : "a"
    }

    public static func weekday(_ day: Weekday) -> String {
        switch day {
        case .monday: "Monday"
        case .tuesday: "Tuesday"
        case .wednesday: "Wednesday"
        case .thursday: "Thursday"
        case .friday: "Friday"
        case .saturday: "Saturday"
        case .sunday: "Sunday"
        }
    }

    /// "9am", "12:30pm".
    public static func time(_ time: TimeOfDay) -> String {
        let hour = time.minutes / 60
        let minute = time.minutes % 60
        let shown = hour % 12 == 0 ? 12 : hour % 12
        return "\(shown)" + (minute == 0 ? "" : ":\(minute < 10 ? "0" : "")\(minute)") + (hour < 12 ? "am" : "pm")
    }

    public static func times(from: TimeOfDay?, to: TimeOfDay?) -> String {
        switch (from, to) {
        case (let from?, let to?): "\(time(from)) to \(time(to))"
        case (let from?, nil): "from \(time(from))"
        case (nil, let to?): "until \(time(to))"
        case (nil, nil): ""
        }
    }

    /// "Tuesdays and Thursdays, 10am to 12:30pm. Term time only."
    public static func schedule(_ schedule: Schedule, now: Date) -> String {
        var text = days(of: schedule)
        let hours = times(from: schedule.opensAt, to: schedule.closesAt)
        if !hours.isEmpty { text += (text.isEmpty ? "" : ", ") + hours }
        let today = Day(now)
        if let to = schedule.validTo {
            let from = schedule.validFrom.map { $0 > today ? "from \(date($0)) " : "" } ?? ""
            text += (text.isEmpty ? "" : ", ") + "\(from)until \(date(to))"
        }
        let note = schedule.description ?? ""
        return [text, note].filter { !$0.isEmpty }.joined(separator: ". ")
    }

    private static func days(of schedule: Schedule) -> String {
        let names = schedule.days.map(weekday)
        switch schedule.frequency {
        case .weekly?:
            let list = run(of: schedule.days) ?? joined(names.map { $0 + "s" })
            return schedule.interval == 1
                ? list : "\(list), every \(schedule.interval == 2 ? "other week" : "\(schedule.interval) weeks")"
        case .monthly?:
            if let day = schedule.dayOfMonth { return "Day \(day) of every month" }
            let which = ["last", "", "first", "second", "third", "fourth", "fifth"]
            let ordinal = schedule.weekOfMonth.flatMap { which.indices.contains($0 + 1) ? which[$0 + 1] : nil } ?? ""
            return "The \(ordinal) \(joined(names)) of the month".replacingOccurrences(of: "  ", with: " ")
        case nil: return ""
        }
    }

    /// "Mondays to Fridays" for three or more days on end.
    private static func run(of days: [Weekday]) -> String? {
        let places = days.compactMap { Weekday.allCases.firstIndex(of: $0) }
        guard let first = days.first, let last = days.last, let start = places.first, days.count >= 3,
            places == Array(start..<(start + places.count))
        else { return nil }
        return days.count == 7 ? "Every day" : "\(weekday(first))s to \(weekday(last))s"
    }

    /// "a, b and c".
    public static func joined(_ words: [String], with last: String = "and") -> String {
        guard let end = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " \(last) " + end
    }

    public static func joining(_ joining: Offer.Joining) -> String {
        switch joining {
        case .dropIn: "Just turn up"
        case .ring: "Ring first"
        case .selfRefer: "Ask to join yourself"
        case .referral: "A professional refers you"
        }
    }

    static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
