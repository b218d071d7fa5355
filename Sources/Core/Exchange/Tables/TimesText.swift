import Foundation

/// A schedule on one line of a table.
enum TimesText {
    private static let names: [Weekday: String] = Weekday.allCases.reduce(into: [:]) { names, day in
        names[day] = full[day.rawValue].map { String($0.prefix(3)) }
    }
    private static let full = [
        "MO": "Monday", "TU": "Tuesday", "WE": "Wednesday", "TH": "Thursday", "FR": "Friday", "SA": "Saturday",
        "SU": "Sunday",
    ]

    static func line(_ schedule: Schedule) -> String {
        var parts: [String] = []
        let days = schedule.days.compactMap { names[$0] }.joined(separator: ", ")
        if !days.isEmpty { parts.append(days) }
        let hours = [schedule.opensAt, schedule.closesAt].compactMap { $0?.description }.joined(separator: "-")
        if !hours.isEmpty { parts.append(hours) }
        if schedule.frequency == .monthly { parts.append("monthly") }
        if let week = schedule.weekOfMonth {
            parts.append(week == -1 ? "last of the month" : "week \(week) of the month")
        }
        if let day = schedule.dayOfMonth { parts.append("on day \(day)") }
        if schedule.interval > 1 { parts.append("every \(schedule.interval)") }
        if let from = schedule.validFrom { parts.append("from \(from)") }
        if let until = schedule.validTo { parts.append("until \(until)") }
        let rule = parts.joined(separator: " ")
        return [rule, schedule.description ?? ""].filter { !$0.isEmpty }.joined(separator: " | ")
    }

    /// Days and hours, such as `Mon, Wed 10:00-12:00 | by the side door`; anything else becomes words.
    static func schedule(_ line: String) -> Schedule {
        let bar = line.range(of: " | ")
        let rule = bar.map { String(line[..<$0.lowerBound]) } ?? line
        let words = rule.split { " ,".contains($0) }.map(String.init)
        let days = words.prefix { weekday($0) != nil }.compactMap(weekday)
        let rest = words.dropFirst(days.count)
        let hours =
            rest.first.map { $0.split(whereSeparator: { "-–".contains($0) }).map { TimeOfDay(String($0)) } } ?? []
        guard !days.isEmpty, rest.count <= 1, hours.count <= 2, !hours.contains(nil), isForward(hours) else {
            return Schedule(frequency: nil, description: line)
        }
        return Schedule(
            frequency: .weekly,
            days: days,
            opensAt: hours.first ?? nil,
            closesAt: hours.count == 2 ? hours[1] : nil,
            description: bar.map { String(line[$0.upperBound...]) }
        )
    }

    private static func isForward(_ hours: [TimeOfDay?]) -> Bool {
        guard hours.count == 2, let from = hours[0], let to = hours[1] else { return true }
        return from < to
    }

    /// "Mon", "Monday" and "Mondays".
    private static func weekday(_ word: String) -> Weekday? {
        let word = word.lowercased()
        guard word.count >= 3 else { return nil }
        return Weekday.allCases.first { (full[$0.rawValue].map { "\($0.lowercased())s" } ?? "").hasPrefix(word) }
    }
}
