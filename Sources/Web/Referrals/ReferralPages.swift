import Core
import Foundation
import Hummingbird
import WebSupport

enum ReferralPages {
    static func referral(_ visit: Visit) async throws -> Response {
        let sheet = try await visit.features.referrals.sheet(visit.identifier(), for: visit.actor())
        let thanks = visit.query.checked("sent") ? "The referral was sent to \(sheet.organisation.name)." : nil
        let opening = visit.query.choice("do", as: Referral.Move.Name.self)
        return try visit.html(ReferralPage(visit: visit, sheet: sheet, thanks: thanks, opening: opening), as: .referral)
    }
}
