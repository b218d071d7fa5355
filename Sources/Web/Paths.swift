import Core
import Foundation

/// Every address of the site, so that a link cannot rot.
enum Path {
    case home
    case search(SearchRequest)
    case suggest
    case offer(Offer.ID)
    case organisation(Organisation.ID)
    case desk(DeskRequest)
    case makeSlip
    case slip([OfferCode], SlipLook)
    /// What stands on paper, as short as it can be.
    case shortLink(OfferCode)
    case shortlist
    case addToShortlist
    case shortlistLeaflet(SlipLook)
    case sharedShortlist(token: String, SlipLook)
    case stopSharing
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
        case .desk(let request): "/desk" + Path.query(request.fields + Path.item("slip", request.slip))
        case .makeSlip: "/desk/slip"
        case .slip(let codes, let look): "/desk/slip" + Path.query(Path.item("offers", codes) + look.query)
        case .shortLink(let code): "/o/\(code)"
        case .shortlist: "/shortlist"
        case .addToShortlist: "/shortlist/add"
        case .shortlistLeaflet(let look): "/shortlist/leaflet" + Path.query(look.query)
        case .sharedShortlist(let token, let look): "/shortlist/\(Path.encoded(token))" + Path.query(look.query)
        case .stopSharing: "/shortlist/stop"
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
        return query(items)
    }

    private static func item(_ name: String, _ codes: [OfferCode]) -> [(name: String, value: String)] {
        codes.isEmpty ? [] : [(name, SlipField.text(codes))]
    }

    private static func query(_ items: [(String, String)]) -> String {
        items.isEmpty ? "" : "?" + items.map { "\($0.0)=\(encoded($0.1))" }.joined(separator: "&")
    }

    /// The comma is allowed in a query and keeps a list of codes readable.
    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~,"
    )

    static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }
}
