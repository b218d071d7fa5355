import Foundation

/// Reads a form field by field and collects what is wrong with it, in the order of the page.
///
/// Every accessor returns something even when it has reported an error, so that a page can be shown again; check
/// ``isValid`` before anything is done with the values. Labels are nouns as within a sentence: `name`, `your address`.
public struct FormReader: Sendable {
    public let fields: FormFields
    /// In the order in which the accessors were called; at most one for each field.
    public private(set) var errors: [FieldError] = []

    public init(_ fields: FormFields) {
        self.fields = fields
    }

    /// Whether nothing has been found wrong so far.
    public var isValid: Bool { errors.isEmpty }

    /// What a field was sent with, to be shown again; empty when it was not sent.
    public func sent(_ field: String) -> String {
        fields[field] ?? ""
    }

    /// The message for a field, to be shown beside it.
    public func message(for field: String) -> String? {
        errors.first { $0.field == field }?.message
    }

    /// Reports an error that a rule of the page's own has found. The first one for a field stands.
    public mutating func fail(_ field: String, _ message: String, input: String? = nil) {
        guard !errors.contains(where: { $0.field == field }) else { return }
        errors.append(FieldError(field: field, message: message, input: input))
    }

    /// One line of text, trimmed; empty when nothing was typed.
    /// - Parameters:
    ///   - max: In characters; four bytes for each are allowed on average, which stops piles of combining marks.
    ///   - missing: Replaces "Enter a name".
    public mutating func text(
        _ field: String,
        label: String,
        max: Int = 200,
        required: Bool = false,
        missing: String? = nil
    ) -> String {
        let typed = TypedText.line(single(field, label: label))
        return judged(typed, field, label: label, max: max, missing: required ? missing ?? enter(label) : nil)
    }

    /// Several lines of text, trimmed, with `\n` between lines; empty when nothing was typed.
    public mutating func multiline(
        _ field: String,
        label: String,
        max: Int = 4_000,
        required: Bool = false,
        missing: String? = nil
    ) -> String {
        let typed = TypedText.lines(single(field, label: label))
        return judged(typed, field, label: label, max: max, missing: required ? missing ?? enter(label) : nil)
    }

    /// A password exactly as typed.
    public mutating func secret(_ field: String, label: String, required: Bool = true) -> String {
        let typed = single(field, label: label)
        if required, typed.isEmpty { fail(field, enter(label)) }
        if typed.utf8.count > PasswordHasher.maximumBytes {
            fail(field, "\(FieldLabel(label).subject) must be \(PasswordHasher.maximumBytes) characters or fewer")
        }
        return typed
    }

    /// An e-mail address of up to 254 characters; only its shape is looked at.
    public mutating func email(_ field: String, label: String = "e-mail address", required: Bool = false) -> String {
        let address = text(field, label: label, max: 254, required: required)
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        let hasShape = parts.count == 2 && !parts[0].isEmpty && parts[1].split(separator: ".").count > 1
        let hasSpaces = address.contains(where: \.isWhitespace) || parts.last?.contains("..") == true
        if !address.isEmpty, !hasShape || hasSpaces {
            fail(field, "Enter \(FieldLabel(label).withArticle) in the correct format, like name@example.com")
        }
        return address
    }

    /// A whole number, with or without spaces and thousands commas.
    public mutating func integer(
        _ field: String,
        label: String,
        in range: ClosedRange<Int>,
        required: Bool = false
    ) -> Int? {
        let typed = text(field, label: label, max: 40, required: required)
        guard !typed.isEmpty else { return nil }
        let subject = FieldLabel(label).subject
        guard let number = Int(typed.filter { $0 != " " && $0 != "," }) else {
            fail(field, "\(subject) must be a whole number, like \(range.lowerBound)")
            return nil
        }
        guard range.contains(number) else {
            fail(field, "\(subject) must be between \(range.lowerBound) and \(range.upperBound)")
            return nil
        }
        return number
    }

    /// An id from a hidden field or a list; nil when empty.
    public mutating func uuid(_ field: String, label: String, required: Bool = false) -> UUID? {
        let select = "Select \(FieldLabel(label).withArticle)"
        let typed = text(field, label: label, max: 40, required: required, missing: select)
        guard !typed.isEmpty else { return nil }
        guard let id = UUID(uuidString: typed) else {
            fail(field, "\(select) from the list")
            return nil
        }
        return id
    }

    /// The one value of a field as sent, with its problem reported when it has one.
    mutating func single(_ field: String, label: String) -> String {
        switch fields.problems[field] {
        case .notText: fail(field, "\(FieldLabel(label).subject) has characters that could not be read: type it again")
        case .repeated: fail(field, "\(FieldLabel(label).subject) was sent more than once: enter it again")
        case nil: break
        }
        return sent(field)
    }

    func enter(_ label: String) -> String { "Enter \(FieldLabel(label).withArticle)" }

    private mutating func judged(
        _ typed: (text: String, isClean: Bool),
        _ field: String,
        label: String,
        max: Int,
        missing: String?
    ) -> String {
        let subject = FieldLabel(label).subject
        if typed.text.isEmpty, let missing { fail(field, missing) }
        if !typed.isClean { fail(field, "\(subject) has characters that cannot be used: type it again") }
        // Bytes first: to count the letters of five megabytes takes a while.
        if typed.text.utf8.count > 4 * max || typed.text.count > max {
            fail(field, "\(subject) must be \(max) characters or fewer")
        }
        return typed.text
    }
}
