/// Everything that can go wrong in a feature, as the person who asked is told it.
///
/// The vocabulary is closed: pages and commands translate it in one place each. An internal error is never one of
/// these; it is logged, and the person sees a page that says nothing about it.
public enum Failure: Error, Equatable, Sendable {
    /// There is nothing there, or nothing that this person may see: the two are not told apart.
    case notFound
    /// The input cannot be used; a plain sentence for each field, by the field's name in the form.
    case invalid([String: String])
    /// What was asked no longer fits what is there; the sentence says what happened meanwhile.
    case conflict(String)
    /// The person is known and may not do this.
    case forbidden
    /// It cannot be done now; the sentence says why and what to do.
    case unavailable(String)
}

extension Failure {
    /// One sentence for a terminal or a log-free error page.
    public var sentence: String {
        switch self {
        case .notFound: "There is nothing here with that name or number."
        case .invalid(let problems):
            problems.sorted { $0.key < $1.key }.map(\.value).joined(separator: " ")
        case .conflict(let sentence), .unavailable(let sentence): sentence
        case .forbidden: "You are not allowed to do that."
        }
    }
}
