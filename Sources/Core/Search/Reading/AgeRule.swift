/// How old somebody is: "over 60s", "for my 15 year old", "9yo", "mum is 82", "19 and no job", "8-12 year olds".
enum AgeRule {
    static let oldest = Understood.oldestAge
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
    fileprivate static let years: Set<String> = ["year", "years", "yr", "yrs"]
    fileprivate static let months: Set<String> = ["month", "months", "mth", "mths", "mo", "mos"]
    /// Words that say "year" and "old" at once, alone or grown together with the number.
    fileprivate static let yearOld: Set<String> = ["yo", "yos", "yearold", "yearolds"]
    /// After "20-22" these make it a date.
    private static let monthNames: Set<String> = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    ]
    /// "At 6" is on the clock.
    private static let hours = 1...12
    /// Below this, "8 to 10" is as likely a time.
    private static let leastRangeEnd = 13

    static func read(_ draft: inout Draft) {
        for position in draft.words.indices { read(at: position, &draft) }
    }

    private static func read(at position: Int, _ draft: inout Draft) {
        guard let typed = AgeNumber(draft.word(position)) else { return }
        let previous = draft.word(position - 1)
        let yearsOld = endOfYearOld(after: position, in: draft)
        let isInMonths = yearsOld != nil && months.contains(unit(after: position, typed, in: draft))
        let number = isInMonths ? typed.value / 12 : typed.value
        let isBound = yearsOld != nil || !isMeasure(after: position, typed, in: draft)
        let start = max(0, position - 1)
        let end = yearsOld ?? position + 1
        if over.contains(previous), isBound {
            draft.claim(.age(number...oldest), start..<end)
        } else if let end = typed.isOpen ? position + 1 : endOfOpen(after: position, in: draft) {
            draft.claim(.age(number...oldest), position..<end)
        } else if previous == "under", isBound {
            draft.claim(.age(0...max(0, number - 1)), start..<end)
        } else if yearsOld != nil {
            draft.claim(.age(number...number), position..<end)
        } else if let (ages, end) = endOfRange(from: number, at: position, in: draft) {
            draft.claim(.age(ages), position..<end)
        } else if typed.isPlural, number >= 40, number % 10 == 0, !isDecade(at: position, in: draft) {
            draft.claim(.age(number...oldest), position..<end)
        } else if !typed.isPlural, isAge(typed, at: position, in: draft) {
            draft.claim(.age(number...number), position..<end)
        }
    }

    /// What the number counts: grown together with it, or the word after it.
    private static func unit(after position: Int, _ number: AgeNumber, in draft: Draft) -> String {
        number.unit.isEmpty ? draft.word(position + 1) : number.unit
    }

    /// Whether a unit makes it a length, a price or a time: "over 10 years", "under 5 pounds".
    private static func isMeasure(after position: Int, _ number: AgeNumber, in draft: Draft) -> Bool {
        let unit = unit(after: position, number, in: draft)
        return units.contains(unit) || years.contains(unit)
    }

    /// The position after "50 and over", "60 plus"; "11 plus" is an examination.
    private static func endOfOpen(after position: Int, in draft: Draft) -> Int? {
        if draft.word(position + 1) == "plus", draft.word(position) != "11" { return position + 2 }
        guard ["and", "or"].contains(draft.word(position + 1)),
            ["over", "above", "older"].contains(draft.word(position + 2)), AgeNumber(draft.word(position + 3)) == nil
        else { return nil }
        return position + 3
    }

    /// "16 to 24", "aged 8-12", "6 to 18 months old", but not "9 to 5", "2 to 3 hours" or "24-26 may".
    private static func endOfRange(
        from first: Int,
        at position: Int,
        in draft: Draft
    ) -> (ages: ClosedRange<Int>, end: Int)? {
        let hasDash = draft.words[position].hasDashAfter
        let second = hasDash ? position + 1 : position + 2
        guard hasDash || ["to", "and"].contains(draft.word(position + 1)),
            let last = AgeNumber(draft.word(second)), first < last.value, last.value <= 110
        else { return nil }
        let yearsOld = endOfYearOld(after: second, in: draft)
        let isDate = monthNames.contains(draft.word(second + 1))
        guard yearsOld != nil || !(isDate || isMeasure(after: second, last, in: draft)) else { return nil }
        let isSaid = ["aged", "age", "ages"].contains(draft.word(position - 1)) || yearsOld != nil
        let isBetween = hasDash || draft.word(position + 1) == "to" || draft.word(position - 1) == "between"
        guard isSaid || (isBetween && last.value >= leastRangeEnd) else { return nil }
        let isInMonths = yearsOld != nil && months.contains(unit(after: second, last, in: draft))
        let each = isInMonths ? 12 : 1
        return (first / each...last.value / each, yearsOld ?? second + 1)
    }

    /// "Songs from the 60s" are no songs for people over 60.
    private static func isDecade(at position: Int, in draft: Draft) -> Bool {
        ["music", "songs", "disco", "hits", "dancing"].contains(draft.word(position + 1))
            || (draft.word(position - 1) == "the" && ["from", "of"].contains(draft.word(position - 2)))
    }

    /// A bare number is an age at the start, or after a word that says so, when no unit follows.
    private static func isAge(_ number: AgeNumber, at position: Int, in draft: Draft) -> Bool {
        let previous = draft.word(position - 1)
        let next = draft.word(position + 1)
        let isSaid = before.contains(previous) && !(previous == "at" && hours.contains(number.value))
        // "9-5 job", "24-7".
        let isSpan = draft.words[position].hasDashAfter && AgeNumber(next) != nil
        guard !units.contains(next), !isSpan, !draft.words[position].isShouted else { return false }
        // "24 7 help", "19 years in prison", "5yr tenancy", "11 plus".
        let isOther = Int(next) != nil || years.contains(next) || next == "plus" || !number.unit.isEmpty
        let isFirst = position == 0 && !isOther && draft.words.count > 1
        return (isSaid && (1...110).contains(number.value)) || (isFirst && (11...110).contains(number.value))
    }

    /// The position after "15 year old", "2 yr old", "18 months old", "9 yo", "9yo", "9 y/o", "2yr old".
    private static func endOfYearOld(after position: Int, in draft: Draft) -> Int? {
        guard let number = AgeNumber(draft.word(position)) else { return nil }
        let unit = unit(after: position, number, in: draft)
        let next = number.unit.isEmpty ? position + 2 : position + 1
        let isOld = ["old", "olds"].contains(draft.word(next))
        if yearOld.contains(unit) { return isOld ? next + 1 : next }
        if unit == "y", draft.word(next) == "o" || isOld { return next + 1 }
        return (years.contains(unit) || months.contains(unit)) && isOld ? next + 1 : nil
    }
}

/// A number that may be an age: "60", "60s", "60+", and with what it counts "9yo", "2yr", "18mths"; but no "5k" or "3rd".
private struct AgeNumber {
    let value: Int
    let isPlural: Bool
    let isOpen: Bool
    /// What has grown together with the number; empty for a number by itself.
    let unit: String

    private static let units = AgeRule.years.union(AgeRule.months).union(AgeRule.yearOld).union(["", "s", "+", "y"])

    init?(_ word: String) {
        let digits = word.utf8.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
        let rest = String(word.dropFirst(digits))
        guard (1...3).contains(digits), let number = Int(word.prefix(digits)), number <= AgeRule.oldest,
            AgeNumber.units.contains(rest)
        else { return nil }
        value = number
        isPlural = rest == "s"
        isOpen = rest == "+"
        unit = isPlural || isOpen ? "" : rest
    }
}
