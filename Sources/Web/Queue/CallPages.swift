import Core
import Foundation
import Hummingbird
import WebSupport

/// What to say on the telephone to an organisation, and what it answered.
enum CallPages {
    static func script(_ visit: Visit) async throws -> Response {
        try await show(visit, form: nil)
    }

    static func answer(_ visit: Visit) async throws -> Response {
        var form = try visit.reader()
        let id = try visit.identifier(of: Organisation.self)
        let queue = visit.features.queue
        if form.fields.values("do").first == "no-answer" {
            try await queue.noAnswer(of: id, by: visit.actor())
            return .seeOther(Path.call(id).text + "?unanswered=1")
        }
        let ids = Set(form.fields.values("offers[]").compactMap { Offer.ID($0) })
        do {
            let count = try await queue.confirmByPhone(ids, of: id, by: visit.actor())
            return .seeOther(Path.call(id).text + "?confirmed=\(count)")
        } catch Failure.invalid(let problems) {
            form.fail(problems)
            return try await show(visit, form: form)
        }
    }

    private static func show(_ visit: Visit, form: FormReader?) async throws -> Response {
        let id = try visit.identifier(of: Organisation.self)
        let sheet = try await visit.features.queue.callSheet(id, for: visit.actor())
        return try visit.html(
            CallPage(visit: visit, sheet: sheet, form: form),
            as: .call,
            status: form == nil ? .ok : .badRequest
        )
    }
}

struct CallPage: Sendable {
    let page: PageFrame
    let errors: ErrorSummary?
    let thanks: String?
    let name: String
    let action: String
    let phones: [OfferPage.PhoneLink]
    let hasPhones: Bool
    let email: String?
    let greeting: String
    let lines: [ConfirmLine]
    let hasLines: Bool

    init(visit: Visit, sheet: StewardQueue.CallSheet, form: FormReader?) {
        let organisation = sheet.organisation
        page = visit.frame("Ring \(organisation.name)", hasErrors: form != nil)
        errors = ErrorSummary(form)
        thanks = CallPage.thanks(visit)
        name = organisation.name
        action = Path.call(organisation.id).text
        let numbers = [organisation.phone].compactMap { $0 } + sheet.listings.flatMap { $0.phones.map(\.number) }
        var seen: Set<String> = []
        phones = numbers.filter { seen.insert($0.filter(\.isNumber)).inserted }.map { OfferPage.PhoneLink($0) }
        hasPhones = !phones.isEmpty
        email = organisation.email ?? sheet.listings.lazy.compactMap(\.offer.email).first
        let place = visit.site.settings.placeName
        greeting =
            "Hello, I am ringing from the directory of local support"
            + (place.isEmpty ? "" : " for \(place)") + ". GPs and link workers send people to you with it. "
            + "May I read you what it says, so that nobody comes for nothing? It takes a few minutes."
        lines = sheet.listings.prefix(ConfirmLine.mostAtOnce).map {
            ConfirmLine($0, now: visit.now, isByPhone: true)
        }
        hasLines = !lines.isEmpty
    }

    private static func thanks(_ visit: Visit) -> String? {
        if visit.query.integer("unanswered", in: 1...1) != nil {
            return "Noted that nobody answered. Try again at another time of day."
        }
        return visit.query.integer("confirmed", in: 1...1_000).map {
            "\(Words.count($0, "listing is", "listings are")) confirmed by telephone."
        }
    }
}
