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
    static func cost(_ cost: CostOption) -> String { PlainWords.cost(cost) }

    static func weekday(_ day: Weekday) -> String { PlainWords.weekday(day) }

    /// "9am", "12:30pm".
    static func time(_ time: TimeOfDay) -> String { PlainWords.time(time) }

    static func times(from: TimeOfDay?, to: TimeOfDay?) -> String { PlainWords.times(from: from, to: to) }

    /// "Tuesday 3 March, 10am to 12:30pm"; "Today" and "Tomorrow" by name.
    static func session(_ session: Session, now: Date) -> String {
        let days = session.day.number - Day(now).number
        let date = "\(weekday(session.day.weekday)) \(session.day.day) \(months[session.day.month - 1])"
        let name = days == 0 ? "Today" : days == 1 ? "Tomorrow" : date
        let hours = times(from: session.opensAt, to: session.closesAt)
        return hours.isEmpty ? name : "\(name), \(hours)"
    }

    /// "Tuesdays and Thursdays, 10am to 12:30pm. Term time only."
    static func schedule(_ schedule: Schedule, now: Date) -> String { PlainWords.schedule(schedule, now: now) }

    /// "a, b and c".
    static func joined(_ words: [String], with last: String = "and") -> String { PlainWords.joined(words, with: last) }

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
        case .commissioner: "Commissioner"
        }
    }

    /// Kept on one line: a postcode, a telephone number.
    static func unbroken(_ text: String) -> String { text.split(separator: " ").joined(separator: "\u{a0}") }

    static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
