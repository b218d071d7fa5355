import Core
import Foundation
import HTTPTypes
import Hummingbird
import WebSupport

enum SignInPages {
    static func form(_ visit: Visit) async throws -> Response {
        let next = LocalPath.safe(visit.query.text("next", max: 500), or: "")
        if let account = visit.account { return .seeOther(next.isEmpty ? account.role.startPage.text : next) }
        return try show(visit, form: nil, next: next)
    }

    static func signIn(_ visit: Visit) async throws -> Response {
        var form = try visit.reader()
        let email = form.email("email", label: "e-mail address", required: true)
        let password = form.secret("password", label: "password")
        let next = LocalPath.safe(form.sent("next"), or: "")
        guard form.isValid else { return try show(visit, form: form, next: next, status: .badRequest) }
        try await throttle(visit, email: email)
        guard let account = try await check(email: email, password: password, visit: visit) else {
            form.fail("email", "The e-mail address or the password is wrong")
            return try show(visit, form: form, next: next, status: .badRequest)
        }
        await visit.site.signInByAccount.reset(Account.normalised(email))
        if let old = visit.context.sessionToken { try await visit.features.people.endSession(tokenHash: old.hash) }
        let token = SessionToken()
        try await visit.features.people.startSession(for: account, tokenHash: token.hash)
        var response = Response.seeOther(next.isEmpty ? account.role.startPage.text : next)
        response.headers[.setCookie] = visit.site.cookie.setting(token)
        return response
    }

    static func signOut(_ visit: Visit) async throws -> Response {
        if let token = visit.context.sessionToken { try await visit.features.people.endSession(tokenHash: token.hash) }
        var response = Response.seeOther(Path.home.text)
        response.headers[.setCookie] = visit.site.cookie.clearing()
        if let clearSiteData = HTTPField.Name("Clear-Site-Data") { response.headers[clearSiteData] = "\"cache\"" }
        return response
    }

    /// An unknown address costs the same time as a wrong password, so that nobody learns which it was.
    private static func check(email: String, password: String, visit: Visit) async throws -> Account? {
        guard let account = try await visit.features.people.account(email: email) else {
            try await visit.site.hasher.verifyNothing(password)
            return nil
        }
        do {
            return try await visit.site.hasher.verify(password, against: account.passwordHash) ? account : nil
        } catch PasswordHasher.Problem.unreadable {
            // No password has been set yet; that is nobody else's business.
            try await visit.site.hasher.verifyNothing(password)
            return nil
        }
    }

    private static func throttle(_ visit: Visit, email: String) async throws {
        // An address that is refused must not use up the tries of the accounts that it names.
        var decisions = [await visit.site.signInByAddress.take(visit.rateKey)]
        if decisions == [.allowed] {
            decisions.append(await visit.site.signInByAccount.take(Account.normalised(email)))
        }
        for case .refused(let seconds) in decisions {
            throw PublicError(
                .tooManyRequests,
                title: "Too many tries",
                sentence: "Wait \(Words.count(max(1, (seconds + 59) / 60), "minute")), then try again.",
                headers: [.retryAfter: String(seconds)]
            )
        }
    }

    private static func show(
        _ visit: Visit,
        form: FormReader?,
        next: String,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let page = SignInPage(
            page: visit.frame("Sign in", hasErrors: form != nil),
            errors: ErrorSummary(form),
            next: next,
            email: TextInput(
                "email",
                "E-mail address",
                in: form,
                type: "email",
                autocomplete: "username",
                keyboard: "email"
            ),
            password: PasswordInput(error: .error(form?.message(for: "password"), of: "password")),
            isDemo: visit.site.settings.isDemo
        )
        return try visit.html(page, as: .signIn, status: status)
    }
}

struct SignInPage: Sendable {
    let page: PageFrame
    let errors: ErrorSummary?
    let next: String
    let email: TextInput
    let password: PasswordInput
    let isDemo: Bool
}

/// A password is never shown again, so it has no value.
struct PasswordInput: Sendable {
    let error: FieldNote?
}
