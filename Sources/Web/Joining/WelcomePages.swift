import Core
import Hummingbird
import WebSupport

/// The one-time link to a first password. Opening it changes nothing, because mail scanners open links.
enum WelcomePages {
    /// NCSC advises three random words.
    private static let shortestPassword = 12

    static func form(_ visit: Visit) async throws -> Response { try await show(visit, form: nil) }

    static func choose(_ visit: Visit) async throws -> Response {
        let token = try token(visit)
        var form = try visit.reader()
        let password = form.secret("password", label: "password")
        if form.isValid, password.count < shortestPassword {
            form.fail("password", "Use \(shortestPassword) characters or more. Three random words are good")
        }
        guard form.isValid else { return try await show(visit, form: form) }
        _ = try await open(visit)
        do {
            let hash = try await visit.site.hasher.hash(password)
            try await visit.features.passwordLinks.use(token, passwordHash: hash)
        } catch PasswordHasher.Problem.unusable {
            form.fail("password", "Choose another password: this one has characters that cannot be used")
            return try await show(visit, form: form)
        }
        return .seeOther(Path.signIn(next: Path.myOrganisation.text).text)
    }

    private static func token(_ visit: Visit) throws(Failure) -> String {
        guard let token = visit.context.parameters.get("token"), token.utf8.count <= 100 else { throw .notFound }
        return token
    }

    private static func open(_ visit: Visit) async throws -> Account {
        try await MailedLink.working(instead: "If you have chosen a password already, sign in with it.") {
            try await visit.features.passwordLinks.open(token(visit))
        }
    }

    private static func show(_ visit: Visit, form: FormReader?) async throws -> Response {
        let account = try await open(visit)
        let page = WelcomePage(
            page: visit.frame("Choose a password", hasErrors: form != nil),
            errors: ErrorSummary(form),
            email: account.email,
            action: Path.welcome(token: try token(visit)).text,
            error: .error(form?.message(for: "password"), of: "password")
        )
        return try visit.html(page, as: .welcome, status: form == nil ? .ok : .badRequest)
    }
}

struct WelcomePage: Sendable {
    let page: PageFrame
    let errors: ErrorSummary?
    let email: String
    let action: String
    let error: FieldNote?
}
