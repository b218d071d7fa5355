import Core
import Foundation
import Hummingbird
import WebSupport

/// Where the link in a digest leads. Opening it changes nothing, because mail scanners open links; only the button does.
enum ConfirmPages {
    static func listings(_ visit: Visit) async throws -> Response {
        try await show(visit, form: nil)
    }

    static func confirm(_ visit: Visit) async throws -> Response {
        var form = try visit.reader()
        let ids = Set(form.fields.values("offers[]").compactMap { Offer.ID($0) })
        let token = try token(visit)
        do {
            let count = try await unexpired { try await visit.features.confirmations.confirm(ids, token: token) }
            return .seeOther(Path.confirm(token: token).text + "?confirmed=\(count)")
        } catch Failure.invalid(let problems) {
            form.fail(problems)
            return try await show(visit, form: form)
        }
    }

    private static func token(_ visit: Visit) throws(Failure) -> String {
        guard let token = visit.context.parameters.get("token"), token.utf8.count <= 100 else { throw .notFound }
        return token
    }

    private static func unexpired<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch Failure.unavailable(let sentence) {
            throw PublicError(.gone, title: "This link has expired", sentence: sentence)
        }
    }

    private static func show(_ visit: Visit, form: FormReader?) async throws -> Response {
        let token = try token(visit)
        let (organisation, listings) = try await unexpired { try await visit.features.confirmations.open(token: token) }
        let lines = listings.map { ConfirmLine($0, now: visit.now) }
        let due = lines.filter(\.isDue)
        let confirmed = visit.query.integer("confirmed", in: 1...1_000)
        let page = ConfirmPage(
            page: visit.frame("Is this still right?", hasErrors: form != nil),
            organisation: organisation.name,
            action: Path.confirm(token: token).text,
            errors: ErrorSummary(form),
            thanks: confirmed.map {
                "Thank you. \(Words.count($0, "listing is", "listings are")) confirmed as right today."
            },
            due: Array(due.prefix(ConfirmLine.mostAtOnce)),
            hasDue: !due.isEmpty,
            others: Array(lines.filter { !$0.isDue }.prefix(ConfirmLine.mostAtOnce))
        )
        return try visit.html(page, as: .confirm, status: form == nil ? .ok : .badRequest)
    }
}

struct ConfirmPage: Sendable {
    let page: PageFrame
    let organisation: String
    let action: String
    let errors: ErrorSummary?
    let thanks: String?
    let due: [ConfirmLine]
    let hasDue: Bool
    let others: [ConfirmLine]
}
