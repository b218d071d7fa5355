import Core
import Foundation
import Hummingbird
import WebSupport

enum ReferralPages {
    static func list(_ visit: Visit) async throws -> Response {
        let lines = try await visit.features.referrals.list(for: visit.actor())
        return try visit.html(ReferralsPage(visit: visit, lines: lines), as: .referrals)
    }

    static func referral(_ visit: Visit) async throws -> Response {
        let sheet = try await visit.features.referrals.sheet(visit.identifier(), for: visit.actor())
        let thanks = visit.query.checked("sent") ? "The referral was sent to \(sheet.organisation.name)." : nil
        return try visit.html(ReferralPage(visit: visit, sheet: sheet, thanks: thanks), as: .referral)
    }
}

struct ReferralsPage: Sendable {
    let page: PageFrame
    let title: String
    let isOrganisation: Bool
    let open: [Line]
    let hasOpen: Bool
    let ended: [Line]
    let hasEnded: Bool

    struct Line: Sendable {
        let href: String
        let person: String
        let offer: String
        /// With a comma before it; empty for the organisation itself.
        let organisation: String
        let state: String
        let stateName: String
        let since: String
        let waitsOn: String
        let loop: String

        init(_ line: Referrals.Line, isOrganisation: Bool, now: Date) {
            href = Path.referral(line.referral.id).text
            person = line.personName
            offer = line.offerName
            organisation = isOrganisation ? "" : ", " + line.organisationName
            state = ReferralWords.state(line.referral)
            stateName = line.referral.state.rawValue.replacing(" ", with: "-")
            since = Words.ago(line.referral.stateSince, now: now)
            waitsOn = ReferralWords.waitsOn(line.referral, loop: line.loop, isOrganisation: isOrganisation)
            loop = ReferralWords.loop(line.loop)
        }
    }

    init(visit: Visit, lines: [Referrals.Line]) {
        let now = visit.now
        let isOrganisation = visit.account?.role == .organisation
        self.isOrganisation = isOrganisation
        title = isOrganisation ? "Referrals to us" : "Referrals we made"
        page = visit.frame(title)
        open = lines.filter(\.referral.state.isOpen).map { Line($0, isOrganisation: isOrganisation, now: now) }
        ended = lines.filter { !$0.referral.state.isOpen }.map { Line($0, isOrganisation: isOrganisation, now: now) }
        hasOpen = !open.isEmpty
        hasEnded = !ended.isEmpty
    }
}
