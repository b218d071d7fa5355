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
    case changeQueue
    case listingsToCheck
    case call(Organisation.ID)
    case figures
    case evidence(Offer.ID)
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
        case .changeQueue: "/steward/queue"
        case .listingsToCheck: "/steward/listings"
        case .call(let id): "/steward/call/\(id)"
        case .figures: "/steward/figures"
        case .evidence(let id): "/offers/\(id)/evidence"
        case .admin: "/admin"
        }
    }

    private static func query(of request: SearchRequest) -> String {
        query(request.wordsInAddress + request.choicesInAddress() + request.restInAddress)
    }

    private static func item(_ name: String, _ codes: [OfferCode]) -> [(name: String, value: String)] {
        codes.isEmpty ? [] : [(name, SlipField.text(codes))]
    }

    private static func query(_ items: [(String, String)]) -> String {
        items.isEmpty ? "" : "?" + joined(items)
    }

    static func joined(_ items: [(String, String)]) -> String {
        items.map { "\($0.0)=\(encoded($0.1))" }.joined(separator: "&")
    }

    private static let digits = Array("0123456789ABCDEF".utf8)

    /// Percent-encodes all but what RFC 3986 calls unreserved, and the comma, which is allowed in a query and keeps a list
    /// of codes readable. By hand, because a page of results has a hundred links with the whole search in each.
    static func encoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 16)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: ","):
                bytes.append(byte)
            default:
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
