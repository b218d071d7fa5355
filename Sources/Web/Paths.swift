import Core
import Foundation

/// Every address of the site, so that a link cannot rot.
enum Path {
    case home
    case search(SearchRequest)
    case suggest
    case offer(Offer.ID)
    case organisation(Organisation.ID)
    case signIn(next: String)
    case signOut
    case confirm(token: String)
    case newReferral(Offer.ID)
    case referrals
    case referral(Referral.ID)
    case move(Referral.ID, Referral.Move.Name)
    case practice
    case outcome(Referral.ID)
    case fileOutcome(Referral.ID)
    case myOrganisation
    case confirmListings
    case steward
    case admin

    var text: String {
        switch self {
        case .home: "/"
        case .search(let request): "/search" + Path.query(of: request)
        case .suggest: "/suggest"
        case .offer(let id): "/offers/\(id)"
        case .organisation(let id): "/organisations/\(id)"
        case .signIn(let next): "/sign-in" + (next.isEmpty || next == "/" ? "" : "?next=" + Path.encoded(next))
        case .signOut: "/sign-out"
        case .confirm(let token): "/confirm/\(Path.encoded(token))"
        case .newReferral(let id): "/referrals/new?offer=\(id)"
        case .referrals: "/referrals"
        case .referral(let id): "/referrals/\(id)"
        case .move(let id, let move): "/referrals/\(id)/\(move.rawValue)"
        case .practice: "/practice"
        case .outcome(let id): "/practice/\(id)"
        case .fileOutcome(let id): "/practice/\(id)/file"
        case .myOrganisation: "/organisation"
        case .confirmListings: "/organisation/confirm"
        case .steward: "/steward"
        case .admin: "/admin"
        }
    }

    /// Only what differs from an empty search is said.
    private static func query(of request: SearchRequest) -> String {
        var items: [(String, String)] = []
        if !request.words.isEmpty { items.append(("q", request.words)) }
        if !request.near.isEmpty { items.append(("near", request.near)) }
        if let radius = request.radius { items.append(("radius", String(radius))) }
        items += request.choicesInAddress
        items += request.unwanted.sorted().map { ("not", $0) }
        if request.isVerbatim { items.append(("as-typed", "1")) }
        if request.order != .best { items.append(("order", request.order.rawValue)) }
        if request.page > 1 { items.append(("page", String(request.page))) }
        return items.isEmpty ? "" : "?" + items.map { "\($0.0)=\(encoded($0.1))" }.joined(separator: "&")
    }

    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
    )

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }
}
