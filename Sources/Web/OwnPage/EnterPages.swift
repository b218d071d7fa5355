import Core
import Foundation
import HTTPTypes
import Hummingbird
import WebSupport

/// Where a person types the code that they were given, and their year of birth.
enum EnterPages {
    static func form(_ visit: Visit) throws -> Response {
        let isOver = visit.query.checked("over")
        let notice =
            isOver
            ? "Your page was closed, because nothing was done there for half an hour. Type your code again." : nil
        return try visit.html(EnterPage(visit, form: nil, notice: notice), as: .enter)
    }

    static func enter(_ visit: Visit) async throws -> Response {
        var form = try visit.reader()
        let code = form.letterCode(missing: "Type the code that you were given")
        let year = form.integer("year", label: "year of birth", in: 1890...Day(visit.now).year, required: true)
        guard let code, let year, form.isValid else { return try wrong(visit, form) }
        try await LetterPages.countTry(visit)
        try await visit.leaveOwnPage()
        let token = SessionToken()
        let entry = try await visit.features.ownPages.enter(code, yearOfBirth: year, tokenHash: token.hash)
        if let (field, sentence) = problem(entry) {
            form.fail(field, sentence)
            return try wrong(visit, form)
        }
        var response = Response.seeOther(Path.me.text)
        response.headers[.setCookie] = visit.site.personCookie.setting(token)
        return response
    }

    static func leave(_ visit: Visit) async throws -> Response {
        try await visit.leaveOwnPage()
        var response = Response.seeOther(Path.home.text)
        response.headers[.setCookie] = visit.site.personCookie.clearing()
        if let clearSiteData = HTTPField.Name("Clear-Site-Data") { response.headers[clearSiteData] = "\"cache\"" }
        return response
    }

    /// The field and what to say beside it; nil when the page is open.
    private static func problem(_ entry: OwnPages.Entry) -> (field: String, sentence: String)? {
        switch entry {
        case .opened: nil
        case .unknown: ("code", "We do not know this code. Look at it again, or ask for a new one")
        case .wrongYear(let left):
            ("year", "This is not the year that we know. You have \(Words.count(left, "try", "tries")) left")
        case .locked: ("code", "This code is locked, because the year was wrong too often. Ask for a new code")
        case .expired: ("code", "This code is too old. Ask for a new one")
        case .ended: ("code", "There is a newer code. Use that one, or ask for a new one")
        }
    }

    private static func wrong(_ visit: Visit, _ form: FormReader) throws -> Response {
        try visit.html(EnterPage(visit, form: form, notice: nil), as: .enter, status: .badRequest)
    }
}

struct EnterPage: Sendable {
    let page: PageFrame
    let errors: ErrorSummary?
    let notice: String?
    let action: String
    let code: TextInput
    let year: TextInput

    init(_ visit: Visit, form: FormReader?, notice: String?) {
        page = visit.frame("Your own page", hasErrors: form != nil)
        errors = ErrorSummary(form)
        self.notice = notice
        action = Path.me.text
        code = TextInput(
            "code",
            "Your code",
            in: form,
            hint: "Ten letters and numbers. Capitals, spaces and dashes do not matter.",
            autocomplete: "off",
            width: "medium"
        )
        year = TextInput(
            "year",
            "The year you were born",
            in: form,
            hint: "Four numbers, for example 1957",
            autocomplete: "off",
            keyboard: "numeric",
            width: "four"
        )
    }
}
