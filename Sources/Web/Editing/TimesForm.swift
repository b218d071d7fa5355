import Core
import WebSupport

/// Days and times, a row for each.
enum TimesForm: SectionForm {
    private static let monthly: [(value: String, label: String)] = [
        ("1", "First one of the month"), ("2", "Second one of the month"), ("3", "Third one of the month"),
        ("4", "Fourth one of the month"), ("-1", "Last one of the month"),
    ]
    private static let often: [(value: String, label: String)] =
        [("weekly", "Every week"), ("fortnightly", "Every other week")] + monthly
        + [("words", "Something else: I say it in words")]

    private static func rows(_ facts: OfferFacts) -> FormRows {
        FormRows(name: "time", stored: facts.schedules.count, plural: "times", first: "days")
    }

    // MARK: Showing

    static func blocks(_ facts: OfferFacts, _ form: FormReader?, needs: [Need]) -> [FieldBlock] {
        let rows = rows(facts)
        return rows.shown(form).flatMap { number in
            let stored = facts.schedules.indices.contains(number - 1) ? facts.schedules[number - 1] : nil
            return FieldBlock.group(rows.legend("time", number), row(rows.prefix(number), stored, form))
        }
    }

    private static func row(_ prefix: String, _ stored: Schedule?, _ form: FormReader?) -> [FieldBlock] {
        let row = TimeRow(stored)
        var items = often
        if let stored, row.often == "keep" {
            items.insert(("keep", "As it is now: \(Words.schedule(stored, now: .distantPast))"), at: 0)
        }
        var blocks: [FieldBlock] = [
            .choice(
                .checkboxes(
                    prefix + "days",
                    "Days",
                    Weekday.allCases.map { ($0.rawValue, Words.weekday($0), nil) },
                    in: form,
                    initially: Set(row.days.map(\.rawValue))
                )
            ),
            .select(SelectInput(prefix + "often", "How often?", items, in: form, initially: row.often)),
            .text(clock(prefix + "from", "From", row.from, form)), .text(clock(prefix + "to", "To", row.to, form)),
            .date(DateInput(prefix + "starts", "First day (optional)", in: form, initially: row.starts)),
            .date(
                DateInput(
                    prefix + "ends",
                    "Last day (optional)",
                    in: form,
                    hint: "When it runs only for a season or a term.",
                    initially: row.ends
                )
            ),
            .area(
                TextInput(prefix + "words", "Anything else about this time (optional)", in: form, initially: row.words)
            ),
        ]
        if stored != nil {
            blocks.append(
                .choice(.checkboxes(prefix + "remove", "Stopped?", [("yes", "Take this time off", nil)], in: form))
            )
        }
        return blocks
    }

    private static func clock(_ id: String, _ label: String, _ value: String, _ form: FormReader?) -> TextInput {
        TextInput(id, label, in: form, hint: "For example, 10am or 2:30pm", width: "medium", initially: value)
    }

    // MARK: Reading

    static func read(_ form: inout FormReader, into facts: inout OfferFacts, needs: [Need]) {
        let before = facts.schedules
        let rows = rows(facts)
        let numbers = rows.read(&form)
        guard form.isValid else { return }
        facts.schedules = numbers.compactMap { number in
            let prefix = rows.prefix(number)
            guard !form.checked(prefix + "remove") else { return nil }
            let stored = before.indices.contains(number - 1) ? before[number - 1] : nil
            let row = TimeRow(&form, prefix)
            if let stored, row == TimeRow(stored) { return stored }
            if row.isEmpty { return nil }
            return row.schedule(&form, prefix)
        }
    }
}

/// A row as it is typed.
struct TimeRow: Equatable {
    var days: [Weekday] = []
    var often = "weekly"
    var from = ""
    var to = ""
    var words = ""
    var starts: Day?
    var ends: Day?

    var isEmpty: Bool {
        days.isEmpty && from.isEmpty && to.isEmpty && words.isEmpty && starts == nil && ends == nil
    }

    init(_ schedule: Schedule?) {
        guard let schedule else { return }
        days = Weekday.allCases.filter(schedule.days.contains)
        from = schedule.opensAt.map(Words.time) ?? ""
        to = schedule.closesAt.map(Words.time) ?? ""
        words = (schedule.description ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        (starts, ends) = (schedule.validFrom, schedule.validTo)
        switch (schedule.frequency, schedule.interval, schedule.weekOfMonth) {
        case (.weekly?, 1, _): often = "weekly"
        case (.weekly?, 2, _): often = "fortnightly"
        case (.monthly?, 1, let week?) where schedule.dayOfMonth == nil && [1, 2, 3, 4, -1].contains(week):
            often = "\(week)"
        case (nil, _, _): often = "words"
        default: often = "keep"
        }
    }

    init(_ form: inout FormReader, _ prefix: String) {
        let chosen = form.choices(prefix + "days[]", label: "days", among: Weekday.allCases.map(\.rawValue))
        days = Weekday.allCases.filter { chosen.contains($0.rawValue) }
        let sent = form.sent(prefix + "often")
        often = sent.isEmpty ? "weekly" : sent
        from = form.text(prefix + "from", label: "time it begins", max: 40)
        to = form.text(prefix + "to", label: "time it ends", max: 40)
        words = form.multiline(prefix + "words", label: "words about this time", max: 500)
        starts = form.date(prefix + "starts", label: "first day").flatMap { Day(iso: $0.iso) }
        ends = form.date(prefix + "ends", label: "last day").flatMap { Day(iso: $0.iso) }
    }

    /// What is typed as a rule; what is wrong with it is told to the form.
    func schedule(_ form: inout FormReader, _ prefix: String) -> Schedule {
        var schedule = Schedule(frequency: nil, days: days)
        switch often {
        case "weekly": schedule.frequency = .weekly
        case "fortnightly": (schedule.frequency, schedule.interval) = (.weekly, 2)
        case "1", "2", "3", "4", "-1": (schedule.frequency, schedule.weekOfMonth) = (.monthly, Int(often))
        case "words": break
        default: form.fail(prefix + "often", "Choose how often from the list")
        }
        if schedule.frequency != nil, days.isEmpty {
            form.fail(prefix + "days[]", "Tick the days, or choose “I say it in words”")
        }
        if schedule.interval == 2, starts == nil {
            form.fail(
                prefix + "starts",
                "Give the first day, so that people know which weeks",
                input: prefix + "starts-day"
            )
        }
        if often == "words", words.isEmpty { form.fail(prefix + "words", "Say in words when it is") }
        schedule.opensAt = TypedTime.read(from, prefix + "from", &form)
        schedule.closesAt = TypedTime.read(to, prefix + "to", &form)
        check(schedule, &form, prefix)
        (schedule.validFrom, schedule.validTo) = (starts, ends)
        schedule.description = words.isEmpty ? nil : words
        return schedule
    }

    private func check(_ schedule: Schedule, _ form: inout FormReader, _ prefix: String) {
        if let opens = schedule.opensAt, let closes = schedule.closesAt, closes <= opens, closes != .midnight {
            form.fail(
                prefix + "to",
                "The end must be after the start. If it goes on past midnight, leave the end empty and say so in words"
            )
        }
        if let starts, let ends, ends < starts {
            form.fail(
                prefix + "ends",
                "The last day must be the same as or after the first day",
                input: prefix + "ends-day"
            )
        }
    }
}

/// Times as people write them.
enum TypedTime {
    /// `10am`, `2.30 pm`, `14:30`, `noon`. Nil for anything else, and for `2:30` alone, which may be day or night.
    static func parse(_ typed: String) -> TimeOfDay? {
        let text = typed.lowercased().replacing("a.m", with: "am").replacing("p.m", with: "pm")
            .replacing(".", with: ":").filter { !$0.isWhitespace }
        if ["noon", "midday", "12noon"].contains(text) { return TimeOfDay("12:00") }
        if ["midnight", "12midnight", "24:00"].contains(text) { return .midnight }
        let trimmed = text.hasSuffix("m:") ? String(text.dropLast()) : text
        let half = ["am", "pm"].first(where: trimmed.hasSuffix)
        let clock = half == nil ? trimmed : String(trimmed.dropLast(2))
        let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            (1...2).contains(parts[0].count), let hour = Int(parts[0]), parts.count == 1 || parts[1].count == 2
        else { return nil }
        let minute = parts.count == 2 ? ":\(parts[1])" : ":00"
        guard let half else {
            return (1...7).contains(hour) && parts[0].count == 1 ? nil : TimeOfDay("\(hour)\(minute)")
        }
        guard (1...12).contains(hour) else { return nil }
        return TimeOfDay("\(hour % 12 + (half == "pm" ? 12 : 0))\(minute)")
    }

    static func read(_ typed: String, _ field: String, _ form: inout FormReader) -> TimeOfDay? {
        guard !typed.isEmpty else { return nil }
        guard let time = parse(typed) else {
            form.fail(field, "Write the time with am or pm, like 10am or 2:30pm")
            return nil
        }
        return time
    }
}
