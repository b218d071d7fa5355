/// Days and parts of the day: "saturday morning", "weekends", "tonight". Months and dates are left to the text.
struct TimeRule {
    let today: Weekday

    private static let days: [String: Weekday] = [
        "monday": .monday, "mondays": .monday, "tuesday": .tuesday, "tuesdays": .tuesday, "tues": .tuesday,
        "wednesday": .wednesday, "wednesdays": .wednesday, "weds": .wednesday, "thursday": .thursday,
        "thursdays": .thursday, "thurs": .thursday, "friday": .friday, "fridays": .friday, "saturday": .saturday,
        "saturdays": .saturday, "sunday": .sunday, "sundays": .sunday,
    ]

    /// Short ones that are words of their own: a day only before or after a part of the day.
    private static let shortDays: [String: Weekday] = [
        "mon": .monday, "tue": .tuesday, "wed": .wednesday, "thu": .thursday, "fri": .friday, "sat": .saturday,
        "sun": .sunday,
    ]

    private static let parts: [String: DayPart] = [
        "morning": .morning, "mornings": .morning, "am": .morning, "afternoon": .afternoon, "afternoons": .afternoon,
        "pm": .afternoon, "evening": .evening, "evenings": .evening, "night": .evening, "nights": .evening,
    ]

    /// "Coffee morning" is a thing, not a time; so are a good night and somebody up all night.
    private static let namesBefore: Set<String> = [
        "coffee", "tea", "good", "craft", "quiz", "games", "film", "open", "all", "bingo", "every", "per", "a",
    ]

    func read(_ draft: inout Draft) {
        for position in draft.words.indices {
            if let day = day(at: position, in: draft) { draft.claim([.day(day)], position..<(position + 1)) }
            readRelative(at: position, &draft)
            if let part = part(at: position, in: draft) { draft.claim([.part(part)], position..<(position + 1)) }
        }
    }

    private func day(at position: Int, in draft: Draft) -> Weekday? {
        let word = draft.word(position)
        if let day = TimeRule.days[word] { return day }
        let hasPart = TimeRule.parts[draft.word(position + 1)] != nil
        return hasPart ? TimeRule.shortDays[word] : nil
    }

    private func readRelative(at position: Int, _ draft: inout Draft) {
        let range = position..<(position + 1)
        switch draft.word(position) {
        case "weekend", "weekends": draft.claim([.day(.saturday), .day(.sunday)], range)
        case "today": draft.claim([.day(today)], range)
        case "tonight": draft.claim([.day(today), .part(.evening)], range)
        case "tomorrow": draft.claim([.day(today.next)], range)
        default: break
        }
    }

    /// "am" and "night" need a day before them: "I am", "cannot sleep at night".
    private func part(at position: Int, in draft: Draft) -> DayPart? {
        let word = draft.word(position)
        let before = draft.word(position - 1)
        guard let part = TimeRule.parts[word], !TimeRule.namesBefore.contains(before) else { return nil }
        let isVague = ["am", "pm", "night", "nights"].contains(word)
        let afterDay = TimeRule.days[before] ?? TimeRule.shortDays[before] ?? relativeDay(before)
        return isVague && afterDay == nil ? nil : part
    }

    private func relativeDay(_ word: String) -> Weekday? {
        switch word {
        case "today": today
        case "tomorrow": today.next
        default: nil
        }
    }
}
