import Core
import Hummingbird

/// Looking for something for one person: begun on their page, ended by a referral or a button.
enum ErrandPages {
    static func refer(_ visit: Visit) async throws -> Response {
        let id: Episode.ID = try visit.identifier()
        try await visit.features.episodes.begin(id, from: nil, session: visit.sessionHash(), by: visit.actor())
        return .seeOther(Path.search(SearchRequest()).text)
    }

    /// Something else than this referral.
    static func elsewhere(_ visit: Visit) async throws -> Response {
        let id: Referral.ID = try visit.identifier()
        try await visit.features.episodes.begin(nil, from: id, session: visit.sessionHash(), by: visit.actor())
        return .seeOther(Path.search(SearchRequest()).text)
    }

    static func stop(_ visit: Visit) async throws -> Response {
        let errand = visit.errand
        try await visit.features.episodes.endErrand(session: visit.sessionHash())
        return .seeOther(errand.map { ErrandStrip($0).href } ?? Path.referrals.text)
    }
}

/// What stands on every page meanwhile.
struct ErrandStrip: Sendable {
    let href: String
    let person: String
    /// The offer that they were referred to before.
    let instead: String?

    init(_ errand: Episodes.Errand) {
        let referral = errand.earlier.map { Path.referral($0.id).text }
        href = errand.episodeID.map { Path.episode($0).text } ?? referral ?? Path.referrals.text
        person = errand.personName
        instead = errand.earlier?.offerName
    }
}
