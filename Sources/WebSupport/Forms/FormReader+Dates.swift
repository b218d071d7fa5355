extension FormReader {
    /// A date from three inputs (`dob-day`, `dob-month`, `dob-year`) or, when none of these was sent, from one in the
    /// form `2027-03-31` (`dob`); nil when nothing was typed or it is not a date.
    ///
    /// Months may be written as words. The sentences are those of the GOV.UK date input.
    /// - Parameters:
    ///   - notBefore: The earliest day allowed.
    ///   - notAfter: The latest day allowed.
    ///   - today: Given, limits at today, yesterday or tomorrow are put as "in the past" or "in the future".
    public mutating func date(
        _ field: String,
        label: String,
        required: Bool = false,
        notBefore: CalendarDate? = nil,
        notAfter: CalendarDate? = nil,
        today: CalendarDate? = nil
    ) -> CalendarDate? {
        let typed = TypedDate(fields, field)
        if typed.isEmpty {
            if required { fail(field, enter(label), input: typed.inputs.first) }
            return nil
        }
        let name = FieldLabel(label).capitalised
        switch typed.read() {
        case .failure(let problem):
            fail(field, problem.subject ?? name + problem.rest, input: problem.input)
            return nil
        case .success(let date):
            let limits = DateLimits(notBefore: notBefore, notAfter: notAfter, today: today)
            guard let broken = limits.sentence(for: date) else { return date }
            fail(field, name + broken, input: typed.inputs.first)
            return nil
        }
    }
}

/// What stands in the inputs of one date.
private struct TypedDate {
    struct Problem: Error {
        /// The whole sentence, when it does not begin with the label.
        var subject: String?
        var rest = ""
        let input: String
    }

    /// Day, month and year, or one input alone.
    let inputs: [String]
    private let values: [String]
    private let broken: [String]

    init(_ fields: FormFields, _ field: String) {
        let parts = ["day", "month", "year"].map { "\(field)-\($0)" }
        inputs = parts.contains { fields[$0] != nil } || fields[field] == nil ? parts : [field]
        values = inputs.map { TypedText.line(fields[$0] ?? "").text }
        broken = inputs.filter { fields.problems[$0] != nil }
    }

    var isEmpty: Bool { broken.isEmpty && values.allSatisfy(\.isEmpty) }

    func read() -> Result<CalendarDate, Problem> {
        if let input = broken.first { return .failure(notReal(input)) }
        guard inputs.count == 3 else {
            return CalendarDate(iso: values[0]).map { .success($0) } ?? .failure(notReal(inputs[0]))
        }
        let missing = zip(["day", "month", "year"], values).filter(\.1.isEmpty).map(\.0)
        if let first = inputs.first(where: { missing.contains(String($0.split(separator: "-").last ?? "")) }) {
            return .failure(Problem(rest: " must include a \(missing.joined(separator: " and "))", input: first))
        }
        return parts()
    }

    private func parts() -> Result<CalendarDate, Problem> {
        guard let day = CalendarDate.number(values[0][...]) else { return .failure(notReal(inputs[0])) }
        guard let month = Self.month(values[1]) else { return .failure(notReal(inputs[1])) }
        guard values[2].utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return .failure(notReal(inputs[2])) }
        guard values[2].utf8.count == 4, let year = Int(values[2]) else {
            return .failure(Problem(subject: "Year must include 4 numbers", input: inputs[2]))
        }
        guard let date = CalendarDate(year: year, month: month, day: day) else {
            return .failure(notReal((1...12).contains(month) ? inputs[0] : inputs[1]))
        }
        return .success(date)
    }

    private func notReal(_ input: String) -> Problem {
        Problem(rest: " must be a real date", input: input)
    }

    /// 1 to 12 for `March`, `mar`, `3` and `03`; any other number as it is.
    private static func month(_ text: String) -> Int? {
        if let number = CalendarDate.number(text[...]) { return number }
        let lower = text.lowercased()
        guard lower.count >= 3 else { return nil }
        return CalendarDate.monthNames.firstIndex { $0.lowercased() == lower || $0.prefix(3).lowercased() == lower }
            .map { $0 + 1 }
    }
}

/// The first and last day allowed, and how to say so.
private struct DateLimits {
    let notBefore: CalendarDate?
    let notAfter: CalendarDate?
    let today: CalendarDate?

    /// Nil for a date within the limits; else the end of a sentence that begins with the label.
    func sentence(for date: CalendarDate) -> String? {
        if let notAfter, date > notAfter {
            switch today.map({ notAfter.days(since: $0) }) {
            case 0: return " must be today or in the past"
            case -1: return " must be in the past"
            default: return " must be the same as or before \(notAfter.words)"
            }
        }
        if let notBefore, date < notBefore {
            switch today.map({ notBefore.days(since: $0) }) {
            case 0: return " must be today or in the future"
            case 1: return " must be in the future"
            default: return " must be the same as or after \(notBefore.words)"
            }
        }
        return nil
    }
}
