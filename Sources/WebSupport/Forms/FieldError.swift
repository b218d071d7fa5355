/// One thing that a person has to put right before a form can be accepted.
public struct FieldError: Sendable, Hashable {
    /// The name of the field or, for a date, of its three parts together.
    public let field: String
    /// A sentence without a full stop, as GOV.UK and NHS error summaries have it.
    public let message: String
    /// The name of the input that the error summary should lead to: `dob-month` for a date, else ``field``.
    public let input: String

    public init(field: String, message: String, input: String? = nil) {
        self.field = field
        self.message = message
        self.input = input ?? field
    }
}
