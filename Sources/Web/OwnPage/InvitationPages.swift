import Core
import Foundation
import Hummingbird
import WebSupport

/// The link worker, or the practice that referred, gives the person their own page: a letter, words for a text message, or
/// an e-mail.
enum InvitationPages {
    static func page(_ visit: Visit) async throws -> Response {
        let id: Referral.ID = try visit.identifier()
        let invitation = try await visit.features.ownPages.invitation(
            for: id,
            by: visit.actor(),
            mailReachesPeople: visit.features.outbox.reachesPeople
        )
        return try visit.html(InvitationPage(visit, id: id, invitation: invitation), as: .invitation)
    }

    static func make(_ visit: Visit) async throws -> Response {
        let id: Referral.ID = try visit.identifier()
        let older = try visit.reader().sent("older")
        try await visit.features.ownPages.give(
            for: id,
            insteadOf: Int(older),
            by: visit.actor()
        )
        return .seeOther(Path.ownPage(id).text)
    }

    static func email(_ visit: Visit) async throws -> Response {
        let id: Referral.ID = try visit.identifier()
        try await visit.features.ownPages.email(
            for: id,
            by: visit.actor(),
            mailReachesPeople: visit.features.outbox.reachesPeople
        )
        return .seeOther(Path.ownPage(id).text)
    }
}

struct InvitationPage: Sendable {
    let page: PageFrame
    let back: String
    let person: String
    let date: String
    let key: OwnKey?
    let isLocked: Bool
    /// To copy into a text message; says nothing about them.
    let text: String
    let canEmail: Bool
    let mailed: String?
    let action: String
    let emailAction: String
    let older: String
    let makeLabel: String

    init(_ visit: Visit, id: Referral.ID, invitation: OwnPages.Invitation) {
        let site = visit.site.settings
        page = visit.frame("Their own page")
        back = Path.referral(id).text
        person = invitation.personName
        date = Words.date(visit.now)
        let key = invitation.key.flatMap { $0.isLocked ? nil : OwnKey($0, site: site) }
        self.key = key
        isLocked = invitation.key?.isLocked == true
        text =
            key.map {
                "Here is your code: \($0.code). Go to \($0.address) and type it. You need your year of birth, too. The code works until \($0.worksUntil)."
            } ?? ""
        mailed = invitation.mailedAt.map { "E-mailed on \(Words.moment($0))." }
        canEmail = invitation.canEmail && key != nil && mailed == nil
        action = Path.ownPage(id).text
        emailAction = Path.mailOwnPage(id).text
        older = invitation.key.map { String(Int($0.madeAt.timeIntervalSince1970)) } ?? ""
        makeLabel = invitation.key == nil ? "Make a code" : "Make a new code"
    }
}
