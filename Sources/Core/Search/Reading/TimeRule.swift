/// Days and parts of the day: "saturday morning", "weekends", "mon-fri", "tonight". Months and dates are left to the text.
struct TimeRule {
    let today: Weekday

    private static let days: [String: Weekday] = [
        "monday": .monday, "mondays": .monday, "tuesday": .tuesday, "tuesdays": .tuesday, "tues": .tuesday,
        "wednesday": .wednesday, "wednesdays": .wednesday, "weds": .wednesday, "thursday": .thursday,
        "thursdays": .thursday, "thurs": .thursday, "friday": .friday, "fridays": .friday, "saturday": .saturday,
        "saturdays": .saturday, "sunday": .sunday, "sundays": .sunday,
    ]

    /// Short ones that are words of their own: a day only before a part of the day, or as an end of "mon-fri".
    private static let shortDays: [String: Weekday] = [
        "mon": .monday, "tue": .tuesday, "wed": .wednesday, "thu": .thursday, "thur": .thursday, "fri": .friday,
        "sat": .saturday, "sun": .sunday,
    ]

    private static let parts: [String: DayPart] = [
        "morning": .morning, "mornings": .morning, "am": .morning, "afternoon": .afternoon, "afternoons": .afternoon,
        "pm": .afternoon, "evening": .evening, "evenings": .evening, "night": .evening, "nights": .evening,
    ]

    /// "Coffee morning" is a thing, not a time; so are a good night and somebody up all night.
    private static let namesBefore: Set<String> = [
        "coffee", "tea", "good", "craft", "quiz", "games", "film", "open", "all", "bingo", "every", "per", "a",
    ]

    /// "Monday to friday"; a dash says the same.
    private static let until: Set<String> = ["to", "till", "til", "until", "through", "thru"]

    /// "One day a week day centre": the second "day" belongs to what comes after it.
    private static let dayThings: Set<String> = [
        "care", "center", "centre", "centres", "hospital", "nursery", "opportunities", "out", "programme", "rehab",
        "service", "services", "surgery", "trip", "trips",
    ]

    private static let weekdays: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday]
    private static let weekend: [Weekday] = [.saturday, .sunday]

    /// Days that words say, with the position after the last of them.
    private typealias Found = (meanings: [Understood.Meaning], end: Int)

    func read(_ draft: inout Draft) {
        var position = 0
        var endOfDay: Int?
        while position < draft.words.count {
            if let found = days(at: position, in: draft) {
                draft.claim(found.meanings, position..<found.end)
                position = found.end
                endOfDay = position
                continue
            }
            if let part = part(at: position, isAfterDay: position == endOfDay, in: draft) {
                draft.claim([.part(part)], position..<(position + 1))
            }
            position += 1
        }
    }

    private func days(at position: Int, in draft: Draft) -> Found? {
        if let found = range(at: position, in: draft) ?? week(at: position, in: draft) { return found }
        let word = draft.word(position)
        let hasPart = TimeRule.parts[draft.word(position + 1)] != nil
        if let day = TimeRule.days[word] ?? (hasPart ? TimeRule.shortDays[word] : nil) {
            return ([.day(day)], position + 1)
        }
        switch word {
        case "today": return ([.day(today)], position + 1)
        case "tonight": return ([.day(today), .part(.evening)], position + 1)
        case "tomorrow": return ([.day(today.next)], position + 1)
        default: return nil
        }
    }

    /// "Monday to friday", "mon-fri", "fri - sun"; but not "monday and friday", which are two days.
    private func range(at position: Int, in draft: Draft) -> Found? {
        guard let first = TimeRule.dayAtEnd(draft.word(position)) else { return nil }
        let hasDash = draft.words[position].hasDashAfter
        guard hasDash || TimeRule.until.contains(draft.word(position + 1)) else { return nil }
        let end = position + (hasDash ? 1 : 2)
        guard let last = TimeRule.dayAtEnd(draft.word(end)) else { return nil }
        var days = [first]
        var day = first
        while day != last {
            day = day.next
            days.append(day)
        }
        return (days.map { .day($0) }, end + 1)
    }

    private static func dayAtEnd(_ word: String) -> Weekday? { days[word] ?? shortDays[word] }

    /// "Weekdays", "week day mornings", "weekends", "weeknights".
    private func week(at position: Int, in draft: Draft) -> Found? {
        let isOne = draft.word(position) != "week"
        let end = position + (isOne ? 1 : 2)
        let word = isOne ? draft.word(position) : "week" + draft.word(position + 1)
        switch word {
        case "weekday" where !isOne && TimeRule.dayThings.contains(draft.word(end)): return nil
        case "weekday", "weekdays", "wkday", "wkdays": return (TimeRule.weekdays.map { .day($0) }, end)
        case "weeknight", "weeknights": return (TimeRule.weekdays.map { .day($0) } + [.part(.evening)], end)
        case "weekend", "weekends", "wkend", "wkends": return (TimeRule.weekend.map { .day($0) }, end)
        default: return nil
        }
    }

    /// "am" and "night" need a day before them: "I am", "cannot sleep at night".
    private func part(at position: Int, isAfterDay: Bool, in draft: Draft) -> DayPart? {
        let word = draft.word(position)
        guard let part = TimeRule.parts[word], !TimeRule.namesBefore.contains(draft.word(position - 1)) else {
            return nil
        }
        let isVague = ["am", "pm", "night", "nights"].contains(word)
        return isVague && !isAfterDay ? nil : part
    }
}
