import Core
import Foundation

/// How dates, distances, money and states are said on pages.
enum Words {
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    /// "3 March 2026".
    static func date(_ day: Day) -> String { "\(day.day) \(months[day.month - 1]) \(day.year)" }

    static func date(_ date: Date) -> String { Words.date(Day(date)) }

    /// "3 March 2026 at 14:05", in England's time.
    static func moment(_ date: Date) -> String {
        let parts = Day.calendar.dateComponents([.hour, .minute], from: date)
        let minute = parts.minute ?? 0
        return "\(Words.date(date)) at \(parts.hour ?? 0):\(minute < 10 ? "0" : "")\(minute)"
    }

    /// "today", "yesterday", "12 days ago", "3 months ago".
    static func ago(_ date: Date, now: Date) -> String {
        let days = Day(now).number - Day(date).number
        switch days {
        case ...0: return "today"
        case 1: return "yesterday"
        case 2..<60: return "\(days) days ago"
        case 60..<730: return "\(days / 30) months ago"
        default: return "\(days / 365) years ago"
        }
    }

    /// "0.4 miles": to a tenth below ten miles.
    static func distance(_ metres: Double) -> String {
        let miles = metres / 1_609.344
        if miles < 0.1 { return "less than 0.1 miles" }
        let text = miles < 10 ? String((miles * 10).rounded() / 10) : String(Int(miles.rounded()))
        return "\(text) miles"
    }

    /// "Free", "Free from landlines", "£4.50 a visit (choose ten items)".
    static func cost(_ cost: CostOption) -> String {
        let note = cost.note.map { " (\($0))" } ?? ""
        guard let pence = cost.pence else { return cost.note ?? "" }
        if pence == 0 { return cost.note.flatMap { $0.hasPrefix("Free") ? $0 : nil } ?? "Free" + note }
        let pennies = pence % 100
        let pounds = "£\(pence / 100)" + (pennies == 0 ? "" : "." + (pennies < 10 ? "0" : "") + String(pennies))
        return pounds + (cost.per.map { " a \($0)" } ?? "") + note
    }

    static func weekday(_ day: Weekday) -> String {
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
    static func time(_ time: TimeOfDay) -> String {
        let hour = time.minutes / 60
        let minute = time.minutes % 60
        let shown = hour % 12 == 0 ? 12 : hour % 12
        return "\(shown)" + (minute == 0 ? "" : ":\(minute < 10 ? "0" : "")\(minute)") + (hour < 12 ? "am" : "pm")
    }

    static func times(from: TimeOfDay?, to: TimeOfDay?) -> String {
        switch (from, to) {
        case (let from?, let to?): "\(time(from)) to \(time(to))"
        case (let from?, nil): "from \(time(from))"
        case (nil, let to?): "until \(time(to))"
        case (nil, nil): ""
        }
    }

    /// "Tuesday 3 March, 10am to 12:30pm"; "Today" and "Tomorrow" by name.
    static func session(_ session: Session, now: Date) -> String {
        let days = session.day.number - Day(now).number
        let date = "\(weekday(session.day.weekday)) \(session.day.day) \(months[session.day.month - 1])"
        let name = days == 0 ? "Today" : days == 1 ? "Tomorrow" : date
        let hours = times(from: session.opensAt, to: session.closesAt)
        return hours.isEmpty ? name : "\(name), \(hours)"
    }

    /// "Tuesdays and Thursdays, 10am to 12:30pm. Term time only."
    static func schedule(_ schedule: Schedule, now: Date) -> String {
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
    static func joined(_ words: [String], with last: String = "and") -> String {
        guard let end = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " \(last) " + end
    }

    /// "1 offer", "3 offers".
    static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(number) \(number == 1 ? one : many ?? one + "s")"
    }

    static func role(_ role: Role) -> String {
        switch role {
        case .receptionist: "Receptionist"
        case .linkWorker: "Link worker"
        case .organisation: "Organisation"
        case .practice: "GP practice"
        case .steward: "Directory steward"
        case .administrator: "Administrator"
        }
    }

    /// Kept on one line: a postcode, a telephone number.
    static func unbroken(_ text: String) -> String { text.split(separator: " ").joined(separator: "\u{a0}") }

    static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
