import Core
import Hummingbird
import WebSupport

/// For those without e-mail: a letter with a code, and the page where the code is typed.
enum LetterPages {
    static func codeForm(_ visit: Visit) async throws -> Response {
        try visit.html(CodePage(visit, form: nil), as: .confirmCode)
    }

    static func enterCode(_ visit: Visit) async throws -> Response {
        var form = try visit.reader()
        guard let code = form.letterCode() else { return try wrong(visit, form) }
        try await countTry(visit)
        do {
            _ = try await visit.features.confirmations.open(token: code.text)
        } catch Failure.notFound {
            form.fail("code", "We do not know this code. Look at the letter again, or ring whoever sent it")
            return try wrong(visit, form)
        } catch Failure.unavailable(let sentence) {
            form.fail("code", sentence)
            return try wrong(visit, form)
        }
        return .seeOther(Path.confirm(token: code.description).text)
    }

    /// - Throws: `PublicError` with status 429 for an address that tries too many.
    static func countTry(_ visit: Visit) async throws {
        try await visit.count(visit.site.codesByAddress, title: "Too many tries")
    }

    private static func wrong(_ visit: Visit, _ form: FormReader) throws -> Response {
        try visit.html(CodePage(visit, form: form), as: .confirmCode, status: .badRequest)
    }

    // MARK: For the steward

    static func make(_ visit: Visit) async throws -> Response {
        let form = try visit.reader()
        guard let organisation = Organisation.ID(form.sent("organisation")) else { throw Failure.notFound }
        let code = try await visit.features.confirmations.makeLetter(to: organisation, by: visit.actor())
        return .seeOther(Path.letter(code).text)
    }

    static func letter(_ visit: Visit) async throws -> Response {
        guard let code = visit.context.parameters.get("code").flatMap({ LetterCode($0) }) else {
            throw Failure.notFound
        }
        let link = try await ConfirmPages.working { try await visit.features.confirmations.open(token: code.text) }
        return try visit.html(LetterPage(visit, link: link, code: code), as: .letter)
    }
}

struct CodePage: Sendable {
    let page: PageFrame
    let errors: ErrorSummary?
    let action: String
    let code: TextInput

    init(_ visit: Visit, form: FormReader?) {
        page = visit.frame("Check your listings", hasErrors: form != nil)
        errors = ErrorSummary(form)
        action = Path.confirmCode.text
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

struct LetterPage: Sendable {
    let page: PageFrame
    let organisation: String
    let date: String
    let code: String
    let address: String
    let worksUntil: String
    let square: Square?
    let lines: [Line]

    /// A QR code.
    struct Square: Sendable {
        let viewBox: String
        let path: String
    }

    struct Line: Sendable {
        let name: String
        let facts: [SummaryRow]
    }

    init(_ visit: Visit, link: OpenedLink, code: LetterCode) {
        let site = visit.site.settings
        page = visit.frame("Letter with a code")
        organisation = Words.joined(link.organisations)
        date = Words.date(visit.now)
        self.code = code.description
        address = site.shownURL + Path.confirmCode.text
        worksUntil = Words.date(link.expiresAt)
        square = QRCode(site.publicURL + Path.confirm(token: code.description).text).map {
            Square(viewBox: $0.viewBox, path: $0.path)
        }
        lines = link.listings.map {
            Line(name: $0.listing.offer.name, facts: FactRows.rows(of: $0.listing, now: visit.now))
        }
    }
}
