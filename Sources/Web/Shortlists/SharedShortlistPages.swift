import Core
import Hummingbird
import WebSupport

/// A shortlist on paper, and as a link for those who have no account.
enum SharedShortlistPages {
    static func leaflet(_ visit: Visit) async throws -> Response {
        let list = try await visit.features.shortlists.shortlist(session: visit.sessionHash())
        let leaflet = try await Leaflet(visit, offers: list.offers, notes: list.notes)
        let page = SlipPage(
            visit: visit,
            heading: "Places and people that can help",
            leaflet: leaflet,
            link: { Path.shortlistLeaflet($0).text },
            isSendable: false,
            back: SlipPage.Link(href: Path.shortlist.text, label: "Back to the shortlist")
        )
        return try visit.html(page, as: .slip)
    }

    static func shared(_ visit: Visit) async throws -> Response {
        guard let token = visit.context.parameters.get("token"), token.utf8.count <= 100 else { throw Failure.notFound }
        do {
            let shared = try await visit.features.shortlists.shared(token: token)
            return try visit.html(try await page(visit, shared: shared, token: token), as: .slip)
        } catch Failure.unavailable(let sentence) {
            throw PublicError(.gone, title: "This link has expired", sentence: sentence)
        }
    }

    static func page(_ visit: Visit, shared: SharedShortlist, token: String) async throws -> SlipPage {
        let leaflet = try await Leaflet(visit, offers: shared.list.offers, notes: shared.list.notes)
        let isOwn = visit.account?.id == shared.sharedBy
        let until = Words.date(shared.expiresAt)
        return SlipPage(
            visit: visit,
            heading: "Places and people that can help",
            leaflet: leaflet,
            link: { Path.sharedShortlist(token: token, $0).text },
            isSendable: true,
            back: isOwn ? SlipPage.Link(href: Path.shortlist.text, label: "Back to the shortlist") : nil,
            notice: isOwn
                ? "Anybody with this link can read the list until \(until), without signing in. Keep the address now: it is not shown again."
                : "This page works until \(until). It shows what is known about each place today.",
            stop: isOwn ? SlipPage.StopForm(action: Path.stopSharing.text, id: shared.id.text) : nil
        )
    }
}
