import Core
import Foundation

/// Every address of the site, so that a link cannot rot.
enum Path {
    case home
    case search(SearchRequest)
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

    /// Percent-encodes what RFC 3986 does not call unreserved. A page of results has a hundred links with the whole
    /// search in each, so this is done by hand.
    private static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 16)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            default:
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
