import Core
import Hummingbird
import WebSupport

/// Where somebody at a practice types the code of a printed letter. Shows nothing about anybody.
enum ReceiptPages {
    static func form(_ visit: Visit) async throws -> Response {
        try visit.html(ReceiptPage(visit, form: nil), as: .receipt)
    }

    static func receive(_ visit: Visit) async throws -> Response {
        var form = try visit.reader()
        guard let code = form.letterCode() else { return try wrong(visit, form) }
        try await LetterPages.countTry(visit)
        do {
            try await visit.features.receipts.receive(code)
            return .seeOther(Path.receipt.text + "?received=1")
        } catch Failure.notFound {
            form.fail("code", "We do not know this code. Look at the letter again, or ring whoever is named on it")
        } catch Failure.unavailable(let sentence) {
            form.fail("code", sentence)
        }
        return try wrong(visit, form)
    }

    private static func wrong(_ visit: Visit, _ form: FormReader) throws -> Response {
        try visit.html(ReceiptPage(visit, form: form), as: .receipt, status: .badRequest)
    }
}

struct ReceiptPage: Sendable {
    let page: PageFrame
    let errors: ErrorSummary?
    let thanks: String?
    let action: String
    let code: TextInput

    init(_ visit: Visit, form: FormReader?) {
        page = visit.frame("A letter has come", hasErrors: form != nil)
        errors = ErrorSummary(form)
        thanks =
            form == nil && visit.query.checked("received") ? "Thank you. It is noted that the letter has come." : nil
        action = Path.receipt.text
        code = TextInput(
            "code",
            "Code of the letter",
            in: form,
            hint: "Ten letters and digits. Capitals, spaces and dashes do not matter.",
            autocomplete: "off",
            width: "medium"
        )
    }
}
