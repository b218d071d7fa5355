import Core
import WebSupport

/// One field of a form, or the beginning or end of a group of them: what `editing/fields` shows.
struct FieldBlock: Sendable {
    var opens: String?
    var note: String?
    var text: TextInput?
    var area: TextInput?
    var choice: ChoiceInput?
    var select: SelectInput?
    var date: DateInput?
    var closes = false

    static func text(_ input: TextInput) -> FieldBlock { FieldBlock(text: input) }
    static func area(_ input: TextInput) -> FieldBlock { FieldBlock(area: input) }
    static func choice(_ input: ChoiceInput) -> FieldBlock { FieldBlock(choice: input) }
    static func select(_ input: SelectInput) -> FieldBlock { FieldBlock(select: input) }
    static func date(_ input: DateInput) -> FieldBlock { FieldBlock(date: input) }

    var hasError: Bool {
        [text?.error, area?.error, choice?.error, select?.error, date?.error].contains { $0 != nil }
    }

    static func group(_ legend: String, _ blocks: [FieldBlock]) -> [FieldBlock] {
        [FieldBlock(opens: legend)] + blocks + [FieldBlock(closes: true)]
    }
}

/// Rows of a form that are alike: times, prices, places. Each has fields `name-1-…`, `name-2-…`.
struct FormRows {
    let name: String
    /// How many are stored.
    let stored: Int
    /// In words, for what to say when there are too many: "times".
    let plural: String
    /// The first field of a row, beside which that is said.
    let first: String

    /// As many as any listing seen has; more is a timetable, which words tell better.
    static let most = 30
    /// Empty ones at the end of a form. A button adds more; on a phone each is a screen to scroll past.
    private static let spare = 1
    /// However many are sent, no more are shown again.
    private static let mostShown = 1_000

    var limit: Int { max(FormRows.most, stored) }

    func prefix(_ row: Int) -> String { "\(name)-\(row)-" }

    /// What stands over a row: "Time 1", and "Another time (optional)" over an empty one after others.
    func legend(_ noun: String, _ row: Int) -> String {
        row > stored && row > 1 ? "Another \(noun) (optional)" : "\(Words.capitalised(noun)) \(row)"
    }

    /// The rows of a page: those that were sent, or those that are stored and some empty ones.
    func shown(_ form: FormReader?) -> [Int] {
        Array(1...(form.map { max(sent($0), 1) } ?? stored + FormRows.spare))
    }

    /// The rows to read; none and a sentence when there are too many.
    func read(_ form: inout FormReader) -> [Int] {
        let rows = sent(form)
        guard rows <= limit else {
            form.fail(
                prefix(1) + first,
                "A listing can have \(limit) \(plural) at most. You sent \(rows). Leave some out, or put them in words"
            )
            return []
        }
        return rows == 0 ? [] : Array(1...rows)
    }

    /// The highest number that was sent.
    private func sent(_ form: FormReader) -> Int {
        let start = name + "-"
        let numbers = form.fields.all.lazy.filter { $0.name.hasPrefix(start) }.compactMap {
            Int($0.name.dropFirst(start.count).prefix { $0 != "-" })
        }
        return min(max(numbers.max() ?? 0, 0), FormRows.mostShown)
    }
}

extension FormReader {
    /// A web address; `https://` is put before one that has none. Nil when nothing was typed.
    mutating func website(_ field: String) -> String? {
        guard let typed = optionalText(field, label: "website", max: 500) else { return nil }
        let address = typed.contains("://") || typed.lowercased().hasPrefix("mailto:") ? typed : "https://" + typed
        let rest = ["https://", "http://"].first { address.lowercased().hasPrefix($0) }.map {
            address.dropFirst($0.count)
        }
        let host = rest?.prefix { !"/?#".contains($0) } ?? ""
        let isPlain = address.unicodeScalars.allSatisfy {
            !$0.properties.isWhitespace && !"\"'<>\\`{}|^".unicodeScalars.contains($0)
        }
        let hasName = host.contains(".") && !host.contains("@") && !host.hasPrefix(".") && !host.hasSuffix(".")
        if !isPlain || !hasName {
            fail(field, "Enter the website's address, like www.example.org")
        }
        return address
    }

    mutating func phone(_ field: String, required: Bool = false) -> String? {
        let typed = text(
            field,
            label: "phone number",
            max: 40,
            required: required,
            missing: "Enter a phone number"
        )
        guard !typed.isEmpty else { return nil }
        if TelephoneNumber.problem(typed) != nil {
            fail(field, "Enter a phone number, like 020 7946 0123. Put words beside it, not in it")
        }
        return typed
    }

    mutating func optionalEmail(_ field: String) -> String? {
        let typed = email(field, label: "e-mail address")
        return typed.isEmpty ? nil : typed
    }
}
