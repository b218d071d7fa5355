import Core
import Foundation
import Hummingbird
import WebSupport

/// "They agree that sharing goes on", where it has a last day.
struct ShareOnBlock: Sendable {
    let action: String
    let isOpen: Bool
    let until: DateInput
    let how: ChoiceInput

    init?(_ sheet: Referrals.Sheet, form: FormReader?) {
        let referral = sheet.referral
        guard referral.isShared, referral.state.isOpen, referral.sharedUntil != nil else { return nil }
        action = Path.shareOn(referral.id).text
        isOpen = form?.message(for: "share-until") != nil || form?.message(for: "share-how") != nil
        until = DateInput(
            "share-until",
            "They agree until (optional)",
            in: form,
            hint: "The last day on which the organisation may see their details. Empty: until the referral has ended."
        )
        how = .radios(
            "share-how",
            "How did they agree?",
            Consent.Method.allCases.map { ($0.rawValue, Words.capitalised($0.rawValue), nil) },
            in: form
        )
    }
}

/// Writing down that a person lets sharing go on.
enum ShareOnPages {
    static func shareOn(_ visit: Visit) async throws -> Response {
        let id: Referral.ID = try visit.identifier()
        var form = try visit.reader()
        let last = form.date("share-until", label: "last day of sharing").flatMap { Day(iso: $0.iso) }
        let how = form.howTheySaidSo("share-how", missing: "Say how they agreed")
        if let how, form.isValid {
            do {
                try await visit.features.referrals.shareOn(until: last, of: id, how: how, by: visit.actor())
                return .seeOther(Path.referral(id).text)
            } catch Failure.invalid(let problems) {
                form.fail(problems)
            }
        }
        let sheet = try await visit.features.referrals.sheet(id, for: visit.actor())
        return try visit.html(ReferralPage(visit: visit, sheet: sheet, form: form), as: .referral, status: .badRequest)
    }
}
