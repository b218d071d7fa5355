import Core
import Foundation
import WebSupport

// The parts that forms are made of; each has a partial of the same name in `templates/forms`.

/// A hint or an error beside a field, which a screen reader reads with it.
struct FieldNote: Sendable {
    let id: String
    let text: String

    static func hint(_ text: String?, of field: String) -> FieldNote? {
        text.map { FieldNote(id: field + "-hint", text: $0) }
    }
    static func error(_ text: String?, of field: String) -> FieldNote? {
        text.map { FieldNote(id: field + "-error", text: $0) }
    }

    /// For `aria-describedby`; nil when there is nothing to describe with.
    static func ids(_ notes: FieldNote?...) -> String? {
        let ids = notes.compactMap { $0?.id }
        return ids.isEmpty ? nil : ids.joined(separator: " ")
    }
}

struct TextInput: Sendable {
    let id: String
    let name: String
    let label: String
    let hint: FieldNote?
    let value: String
    let error: FieldNote?
    let describedBy: String?
    let type: String
    let autocomplete: String?
    /// `numeric`, `tel`, `email`: the keyboard of a phone.
    let keyboard: String?
    /// "short", "medium" or "long".
    let width: String

    init(
        _ id: String,
        _ label: String,
        in form: FormReader?,
        hint: String? = nil,
        type: String = "text",
        autocomplete: String? = nil,
        keyboard: String? = nil,
        width: String = "long",
        initially: String = ""
    ) {
        self.id = id
        name = id
        self.label = label
        self.hint = .hint(hint, of: id)
        value = form?.sent(id) ?? initially
        error = .error(form?.message(for: id), of: id)
        describedBy = FieldNote.ids(self.hint, error)
        self.type = type
        self.autocomplete = autocomplete
        self.keyboard = keyboard
        self.width = width
    }
}

struct DateInput: Sendable {
    let id: String
    let legend: String
    let hint: FieldNote?
    let error: FieldNote?
    let describedBy: String?
    let day: String
    let month: String
    let year: String

    init(_ id: String, _ legend: String, in form: FormReader?, hint: String? = nil, initially: Day? = nil) {
        self.id = id
        self.legend = legend
        self.hint = .hint(hint, of: id)
        error = .error(form?.message(for: id), of: id)
        describedBy = FieldNote.ids(self.hint, error)
        day = form?.sent("\(id)-day") ?? initially.map { "\($0.day)" } ?? ""
        month = form?.sent("\(id)-month") ?? initially.map { "\($0.month)" } ?? ""
        year = form?.sent("\(id)-year") ?? initially.map { "\($0.year)" } ?? ""
    }
}

/// Radio buttons or checkboxes.
struct ChoiceInput: Sendable {
    struct Option: Sendable {
        let id: String
        let name: String
        let type: String
        let value: String
        let label: String
        let hint: String?
        let isChecked: Bool
    }

    let id: String
    let legend: String
    let hint: FieldNote?
    let error: FieldNote?
    let describedBy: String?
    let options: [Option]

    typealias Item = (value: String, label: String, hint: String?)

    /// - Parameter initially: what is chosen before anything was sent.
    static func radios(
        _ id: String,
        _ legend: String,
        _ items: [Item],
        in form: FormReader?,
        hint: String? = nil,
        initially: String? = nil
    ) -> ChoiceInput {
        let chosen = form.map { Set($0.fields.values(id)) } ?? Set([initially].compactMap { $0 })
        return ChoiceInput(
            id,
            legend,
            items,
            name: id,
            type: "radio",
            chosen: chosen,
            hint: hint,
            error: form?.message(for: id)
        )
    }

    static func checkboxes(
        _ id: String,
        _ legend: String,
        _ items: [Item],
        in form: FormReader?,
        hint: String? = nil,
        initially: Set<String> = []
    ) -> ChoiceInput {
        let name = items.count > 1 ? id + "[]" : id
        let chosen = form.map { Set($0.fields.values(name)) } ?? initially
        let error = form?.message(for: name) ?? form?.message(for: id)
        return ChoiceInput(id, legend, items, name: name, type: "checkbox", chosen: chosen, hint: hint, error: error)
    }

    private init(
        _ id: String,
        _ legend: String,
        _ items: [Item],
        name: String,
        type: String,
        chosen: Set<String>,
        hint: String?,
        error: String?
    ) {
        self.id = id
        self.legend = legend
        self.hint = .hint(hint, of: id)
        self.error = .error(error, of: id)
        describedBy = FieldNote.ids(self.hint, self.error)
        options = items.enumerated().map { index, item in
            Option(
                id: index == 0 ? id : "\(id)-\(index + 1)",
                name: name,
                type: type,
                value: item.value,
                label: item.label,
                hint: item.hint,
                isChecked: chosen.contains(item.value)
            )
        }
    }
}

struct SelectInput: Sendable {
    struct Option: Sendable {
        let value: String
        let label: String
        let isSelected: Bool
    }

    let id: String
    let label: String
    let hint: FieldNote?
    let error: FieldNote?
    let describedBy: String?
    let options: [Option]

    init(
        _ id: String,
        _ label: String,
        _ items: [(value: String, label: String)],
        in form: FormReader?,
        hint: String? = nil,
        initially: String = ""
    ) {
        self.id = id
        self.label = label
        self.hint = .hint(hint, of: id)
        error = .error(form?.message(for: id), of: id)
        describedBy = FieldNote.ids(self.hint, error)
        let chosen = form?.sent(id) ?? initially
        options = items.map { Option(value: $0.value, label: $0.label, isSelected: $0.value == chosen) }
    }
}

extension TextInput {
    /// The same under another id, with its name, for pages with several forms of one kind.
    func renumbered(_ suffix: String) -> TextInput { TextInput(self, suffix: suffix) }

    private init(_ input: TextInput, suffix: String) {
        id = input.id + suffix
        name = input.name
        label = input.label
        hint = .hint(input.hint?.text, of: id)
        value = input.value
        error = .error(input.error?.text, of: id)
        describedBy = FieldNote.ids(hint, error)
        type = input.type
        autocomplete = input.autocomplete
        keyboard = input.keyboard
        width = input.width
    }
}

extension ChoiceInput {
    /// The same under other ids, with their name, for pages with several forms of one kind.
    func renumbered(_ suffix: String) -> ChoiceInput { ChoiceInput(self, suffix: suffix) }

    private init(_ input: ChoiceInput, suffix: String) {
        id = input.id + suffix
        legend = input.legend
        hint = .hint(input.hint?.text, of: id)
        error = .error(input.error?.text, of: id)
        describedBy = FieldNote.ids(hint, error)
        options = input.options.map {
            Option(
                id: $0.id + suffix,
                name: $0.name,
                type: $0.type,
                value: $0.value,
                label: $0.label,
                hint: $0.hint,
                isChecked: $0.isChecked
            )
        }
    }
}

/// What is wrong with a form, at the top of the page, each line a link to its field.
struct ErrorSummary: Sendable {
    struct Line: Sendable {
        let href: String
        let message: String
    }

    let lines: [Line]

    /// Nil when nothing is wrong.
    init?(_ form: FormReader?) {
        guard let form, !form.isValid else { return nil }
        lines = form.errors.map {
            Line(href: "#" + $0.input.replacingOccurrences(of: "[]", with: ""), message: $0.message)
        }
    }
}

extension FormReader {
    /// Puts what a feature found wrong beside the fields; a date's first input is its day.
    mutating func fail(_ problems: [String: String]) {
        for (field, message) in problems.sorted(by: { $0.key < $1.key }) {
            fail(field, message, input: fields["\(field)-day"] == nil ? nil : "\(field)-day")
        }
    }

    /// Trimmed text, or nil when nothing was typed.
    mutating func optionalText(_ field: String, label: String, max: Int = 200) -> String? {
        let typed = text(field, label: label, max: max)
        return typed.isEmpty ? nil : typed
    }

    mutating func optionalLines(_ field: String, label: String, max: Int = 1_000) -> String? {
        let typed = multiline(field, label: label, max: max)
        return typed.isEmpty ? nil : typed
    }
}
