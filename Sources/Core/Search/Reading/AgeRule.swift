/// How old somebody is: "over 60s", "for my 15 year old", "mum is 82", "19 and no job".
enum AgeRule {
    static let oldest = 130
    private static let before: Set<String> = [
        "aged", "age", "is", "im", "am", "turned", "turning", "at", "hes", "shes",
    ]
    private static let over: Set<String> = ["over", "above", "past"]
    /// What may stand after a number that is no age.
    private static let units: Set<String> = [
        "k", "hour", "hours", "hrs", "day", "days", "week", "weeks", "wks", "minute", "minutes", "mins", "mile",
        "miles", "pound", "pounds", "people", "stone", "step", "steps", "am", "pm", "percent", "bedroom",
        "children", "kids", "st", "nd", "rd", "th", "road", "street", "times", "oclock",
    ]

    static func read(_ draft: inout Draft) {
        for position in draft.words.indices { read(at: position, &draft) }
    }

    private static func read(at position: Int, _ draft: inout Draft) {
        guard let (number, isPlural) = number(draft.word(position)) else { return }
        let previous = draft.word(position - 1)
        let start = max(0, position - 1)
        if let end = endOfYearOld(after: position, in: draft) {
            let isMonths = ["month", "months", "mth", "mths"].contains(draft.word(position + 1))
            let age = isMonths ? number / 12 : number
            draft.claim(.age(age...age), position..<end)
        } else if over.contains(previous) {
            draft.claim(.age(number...oldest), start..<(position + 1))
        } else if previous == "under" {
            draft.claim(.age(0...max(0, number - 1)), start..<(position + 1))
        } else if isPlural, number >= 40, number % 10 == 0 {
            draft.claim(.age(number...oldest), position..<(position + 1))
        } else if isAge(number, at: position, in: draft) {
            draft.claim(.age(number...number), position..<(position + 1))
        }
    }

    /// A bare number is an age at the start, or after a word that says so, when no unit follows.
    private static func isAge(_ number: Int, at position: Int, in draft: Draft) -> Bool {
        let isSaid = before.contains(draft.word(position - 1))
        guard !units.contains(draft.word(position + 1)), !draft.words[position].isShouted else { return false }
        return (isSaid && (1...110).contains(number))
            || (position == 0 && (11...110).contains(number) && draft.words.count > 1)
    }

    private static func number(_ word: String) -> (Int, isPlural: Bool)? {
        let isPlural = word.hasSuffix("s")
        let digits = isPlural ? String(word.dropLast()) : word
        guard digits.utf8.count <= 3, let number = Int(digits), (0...oldest).contains(number), digits.first != "+"
        else { return nil }
        return (number, isPlural)
    }

    /// The position after "15 year old", "2 yr old", "18 months old", "9yo".
    private static func endOfYearOld(after position: Int, in draft: Draft) -> Int? {
        let unit = draft.word(position + 1)
        if ["yo", "yrs", "yearold"].contains(unit) {
            return ["old", "olds"].contains(draft.word(position + 2)) ? position + 3 : position + 2
        }
        guard ["year", "years", "yr", "month", "months", "mth", "mths"].contains(unit),
            ["old", "olds"].contains(draft.word(position + 2))
        else { return nil }
        return position + 3
    }
}
