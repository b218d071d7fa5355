/// How old somebody is: "over 60s", "for my 15 year old", "mum is 82", "19 and no job".
enum AgeRule {
    static let oldest = 130
    private static let before: Set<String> = [
        "aged", "age", "is", "im", "am", "turned", "turning", "at", "hes", "shes",
    ]
    private static let over: Set<String> = ["over", "above", "past"]
    /// What may stand after a number that is no age.
    private static let units: Set<String> = [
        "k", "hour", "hours", "hrs", "day", "days", "week", "weeks", "wks", "month", "months", "minute", "minutes",
        "mins", "mile", "miles", "pound", "pounds", "people", "stone", "step", "steps", "am", "pm", "percent",
        "bedroom", "children", "kids", "st", "nd", "rd", "th", "road", "street", "times", "oclock",
    ]
    private static let years: Set<String> = ["year", "years", "yr", "yrs"]
    private static let months: Set<String> = ["month", "months", "mth", "mths"]
    /// "At 6" is on the clock.
    private static let hours = 1...12
    /// Below this, "8 to 10" is as likely a time.
    private static let leastRangeEnd = 13

    static func read(_ draft: inout Draft) {
        for position in draft.words.indices { read(at: position, &draft) }
    }

    private static func read(at position: Int, _ draft: inout Draft) {
        guard let (typed, isPlural, isOpen) = number(draft.word(position)) else { return }
        let previous = draft.word(position - 1)
        let yearsOld = endOfYearOld(after: position, in: draft)
        let isInMonths = yearsOld != nil && months.contains(draft.word(position + 1))
        let number = isInMonths ? typed / 12 : typed
        let isBound = yearsOld != nil || !isMeasure(after: position, in: draft)
        let start = max(0, position - 1)
        let end = yearsOld ?? position + 1
        if over.contains(previous), isBound {
            draft.claim(.age(number...oldest), start..<end)
        } else if let end = isOpen ? position + 1 : endOfOpen(after: position, in: draft) {
            draft.claim(.age(number...oldest), position..<end)
        } else if previous == "under", isBound {
            draft.claim(.age(0...max(0, number - 1)), start..<end)
        } else if yearsOld != nil {
            draft.claim(.age(number...number), position..<end)
        } else if let (last, end) = endOfRange(from: number, at: position, in: draft) {
            draft.claim(.age(number...last), position..<end)
        } else if isPlural, number >= 40, number % 10 == 0, !isDecade(at: position, in: draft) {
            draft.claim(.age(number...oldest), position..<end)
        } else if !isPlural, isAge(number, at: position, in: draft) {
            draft.claim(.age(number...number), position..<end)
        }
    }

    /// Whether a unit follows that makes it a length, a price or a time: "over 10 years", "under 5 pounds".
    private static func isMeasure(after position: Int, in draft: Draft) -> Bool {
        let next = draft.word(position + 1)
        return units.contains(next) || years.contains(next)
    }

    /// The position after "50 and over", "60 plus"; "11 plus" is an examination.
    private static func endOfOpen(after position: Int, in draft: Draft) -> Int? {
        if draft.word(position + 1) == "plus", draft.word(position) != "11" { return position + 2 }
        guard ["and", "or"].contains(draft.word(position + 1)),
            ["over", "above", "older"].contains(draft.word(position + 2)), number(draft.word(position + 3)) == nil
        else { return nil }
        return position + 3
    }

    /// "16 to 24", "aged 8 to 12", but not "9 to 5" or "2 to 3 hours".
    private static func endOfRange(from first: Int, at position: Int, in draft: Draft) -> (last: Int, end: Int)? {
        guard ["to", "and"].contains(draft.word(position + 1)),
            let (last, _, _) = number(draft.word(position + 2)), first < last, last <= 110
        else { return nil }
        let yearsOld = endOfYearOld(after: position + 2, in: draft)
        guard yearsOld != nil || !isMeasure(after: position + 2, in: draft) else { return nil }
        let isSaid = ["aged", "age", "ages"].contains(draft.word(position - 1))
        let isBetween = draft.word(position + 1) == "to" || draft.word(position - 1) == "between"
        return isSaid || (isBetween && last >= leastRangeEnd) ? (last, yearsOld ?? position + 3) : nil
    }

    /// "Songs from the 60s" are no songs for people over 60.
    private static func isDecade(at position: Int, in draft: Draft) -> Bool {
        ["music", "songs", "disco", "hits", "dancing"].contains(draft.word(position + 1))
            || (draft.word(position - 1) == "the" && ["from", "of"].contains(draft.word(position - 2)))
    }

    /// A bare number is an age at the start, or after a word that says so, when no unit follows.
    private static func isAge(_ number: Int, at position: Int, in draft: Draft) -> Bool {
        let previous = draft.word(position - 1)
        let next = draft.word(position + 1)
        let isSaid = before.contains(previous) && !(previous == "at" && hours.contains(number))
        guard !units.contains(next), !draft.words[position].isShouted else { return false }
        // "24 7 help", "19 years in prison", "11 plus".
        let isOther = Int(next) != nil || years.contains(next) || next == "plus"
        let isFirst = position == 0 && !isOther && draft.words.count > 1
        return (isSaid && (1...110).contains(number)) || (isFirst && (11...110).contains(number))
    }

    /// "60", "60s", "60+".
    private static func number(_ word: String) -> (Int, isPlural: Bool, isOpen: Bool)? {
        let isPlural = word.hasSuffix("s")
        let isOpen = word.hasSuffix("+")
        let digits = isPlural || isOpen ? word.dropLast() : word[...]
        guard (1...3).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }),
            let number = Int(digits), number <= oldest
        else { return nil }
        return (number, isPlural, isOpen)
    }

    /// The position after "15 year old", "2 yr old", "18 months old", "9 yo".
    private static func endOfYearOld(after position: Int, in draft: Draft) -> Int? {
        let unit = draft.word(position + 1)
        let isOld = ["old", "olds"].contains(draft.word(position + 2))
        if ["yo", "yearold"].contains(unit) { return position + (isOld ? 3 : 2) }
        return (years.contains(unit) || months.contains(unit)) && isOld ? position + 3 : nil
    }
}
