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
    /// Where the code of a letter is typed.
    case confirmCode
    case confirm(token: String)
    case confirmOffer(Offer.ID, token: String)
    case unsubscribe(token: String)
    case confirmByPhone(Offer.ID)
    case report(Offer.ID)
    case newReferral(Offer.ID)
    case referrals
    /// A part of the worklist, as somebody chose it.
    case worklist(Worklist.Request)
    case referral(Referral.ID)
    /// A referral with that form open.
    case referralForm(Referral.ID, Referral.Move.Name)
    /// A draft, to be finished.
    case draft(Referral.ID)
    case throwAwayDraft(Referral.ID)
    /// Looking for something else for the same person.
    case referElsewhere(Referral.ID)
    case episodes
    case newEpisode
    case episode(Episode.ID)
    case episodePart(Episode.ID, EpisodePart)
    case closeEpisode(Episode.ID)
    case reopenEpisode(Episode.ID)
    case episodeInError(Episode.ID)
    case handOverEpisode(Episode.ID)
    case tellNothing(Episode.ID)
    /// Looking for something for somebody, and no longer.
    case referFrom(Episode.ID)
    case stopErrand
    case handOverEverybody
    case handOverFor
    case move(Referral.ID, Referral.Move.Name)
    /// The person's own page; who they are is in no address.
    case me
    case meLetter
    case meLeave
    case meTakeBack
    case meStop
    case meNotHeard
    case meHelped
    /// Asking for an offer oneself.
    case ask(Offer.ID)
    /// Where a person's own page is handed over.
    case ownPage(Referral.ID)
    case mailOwnPage(Referral.ID)
    case takeBack(Referral.ID)
    case shareOn(Referral.ID)
    case reports
    case reportTable(String, ReportPeriod)
    case checklist
    case practice
    case outcome(PracticeAnswer.ID)
    case fileOutcome(PracticeAnswer.ID)
    case measures(Episode.ID)
    case measure(Episode.ID, String, Measure.Stage?)
    case measurePaper(Episode.ID, String)
    case strikeMeasure(Episode.ID)
    case friendsAndFamily(Offer.ID)
    case experience(Offer.ID)
    case filing
    case stillOpen
    /// Answers on their way, and what is done about one.
    case deliveries
    case paper(PracticeAnswer.ID)
    case posted(PracticeAnswer.ID)
    case tryAgain(PracticeAnswer.ID)
    case printInstead(PracticeAnswer.ID)
    /// Where the code of a printed answer is typed.
    case receipt
    case myOrganisation
    case confirmListings
    case organisationDetails
    case newOffer
    case editOffer(Offer.ID)
    case editSection(Offer.ID, EditSection)
    case sendEdit(Offer.ID)
    case discardEdit(Offer.ID)
    case previewOffer(Offer.ID)
    case versions(Offer.ID)
    case organisationVersions(Organisation.ID)
    case giveUpDetails
    case closeOffer(Offer.ID)
    case pace(Offer.ID)
    case openOffer(Offer.ID)
    case changes
    case change(ListingChange.ID)
    case join
    case joins
    case decideJoin(JoinRequest.ID)
    case welcome(token: String)
    case steward
    case settleUnheld(Referral.ID)
    /// - Parameter waits: what was put off a moment ago, for so many days.
    case queue(page: Int, waits: QueueItem.Subject? = nil, days: Int = 0)
    case stewardReports
    case conflicts
    case settleConflict(SourceConflict.ID)
    case merges
    case undoMerge(Merge.ID)
    case settleReport(ListingReport.ID)
    case makeLetter
    case letter(LetterCode)
    case changeQueue
    case listingsToCheck
    case call(Organisation.ID)
    case figures
    case evidence(Offer.ID)
    case admin
    case practices
    case practiceWay(Practice.Code)
    case openReferral
    case openReferralDocument
    case fhir
    /// The answer to a practice as a document; opening it is the receipt.
    case fhirDocument(PracticeAnswer.ID)

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
        case .confirmCode: "/confirm"
        case .confirm(let token): "/confirm/\(Path.encoded(token))"
        case .confirmOffer(let id, let token): "/confirm/\(Path.encoded(token))/\(id)"
        case .unsubscribe(let token): "/unsubscribe/\(Path.encoded(token))"
        case .confirmByPhone(let id): "/offers/\(id)/confirm"
        case .report(let id): "/offers/\(id)/report"
        case .newReferral(let id): "/referrals/new?offer=\(id)"
        case .referrals: "/referrals"
        case .worklist(let request): Path.referrals.text + Path.query(request.fields)
        case .referral(let id): "/referrals/\(id)"
        case .referralForm(let id, let move): "/referrals/\(id)?do=\(move.rawValue)#\(MoveForm.anchor(move))"
        case .draft(let id): "/referrals/new?draft=\(id)"
        case .throwAwayDraft(let id): "/referrals/\(id)/discard"
        case .referElsewhere(let id): "/referrals/\(id)/elsewhere"
        case .episodes: "/episodes"
        case .newEpisode: "/episodes/new"
        case .episode(let id): "/episodes/\(id)"
        case .episodePart(let id, let part): "/episodes/\(id)/plan/\(part.rawValue)"
        case .closeEpisode(let id): "/episodes/\(id)/close"
        case .reopenEpisode(let id): "/episodes/\(id)/reopen"
        case .episodeInError(let id): "/episodes/\(id)/entered-in-error"
        case .handOverEpisode(let id): "/episodes/\(id)/hand-over"
        case .tellNothing(let id): "/episodes/\(id)/tell-nothing"
        case .referFrom(let id): "/episodes/\(id)/refer"
        case .stopErrand: "/episodes/stop"
        case .handOverEverybody: "/episodes/hand-over"
        case .handOverFor: "/admin/hand-over"
        case .move(let id, let move): "/referrals/\(id)/\(move.rawValue)"
        case .me: "/me"
        case .meLetter: "/me/letter"
        case .meLeave: "/me/leave"
        case .meTakeBack: "/me/take-back"
        case .meStop: "/me/stop"
        case .meNotHeard: "/me/not-heard"
        case .meHelped: "/me/helped"
        case .ask(let id): "/offers/\(id)/ask"
        case .ownPage(let id): "/referrals/\(id)/own-page"
        case .mailOwnPage(let id): "/referrals/\(id)/own-page/mail"
        case .takeBack(let id): "/referrals/\(id)/take-back"
        case .shareOn(let id): "/referrals/\(id)/share-on"
        case .reports: "/reports"
        case .reportTable(let name, let period): "/reports/csv/\(name)" + Path.query([("period", period.name)])
        case .checklist: "/reports/checklist"
        case .practice: "/practice"
        case .outcome(let id): "/practice/\(id)"
        case .fileOutcome(let id): "/practice/\(id)/file"
        case .measures(let id): "/episodes/\(id)/measures"
        case .measure(let id, let code, let stage):
            "/episodes/\(id)/measures/\(code)" + Path.query(stage.map { [("stage", $0.rawValue)] } ?? [])
        case .measurePaper(let id, let code): "/episodes/\(id)/measures/\(code)/paper"
        case .strikeMeasure(let id): "/episodes/\(id)/measures"
        case .friendsAndFamily(let id): "/fft/\(id)"
        case .experience(let id): "/offers/\(id)/experience"
        case .filing: "/practice/filing"
        case .stillOpen: "/practice/open"
        case .deliveries: "/outcomes"
        case .paper(let id): "/outcomes/\(id)/paper"
        case .posted(let id): "/outcomes/\(id)/posted"
        case .tryAgain(let id): "/outcomes/\(id)/again"
        case .printInstead(let id): "/outcomes/\(id)/print"
        case .receipt: "/receipt"
        case .myOrganisation: "/organisation"
        case .confirmListings: "/organisation/confirm"
        case .organisationDetails: "/organisation/details"
        case .newOffer: "/organisation/offers/new"
        case .editOffer(let id): "/organisation/offers/\(id)"
        case .editSection(let id, let section): "/organisation/offers/\(id)/\(section.rawValue)"
        case .sendEdit(let id): "/organisation/offers/\(id)/send"
        case .discardEdit(let id): "/organisation/offers/\(id)/discard"
        case .previewOffer(let id): "/organisation/offers/\(id)/preview"
        case .versions(let id): "/offers/\(id)/versions"
        case .organisationVersions(let id): "/organisations/\(id)/versions"
        case .giveUpDetails: "/organisation/details/discard"
        case .closeOffer(let id): "/offers/\(id)/close"
        case .pace(let id): "/offers/\(id)/pace"
        case .openOffer(let id): "/offers/\(id)/open"
        case .changes: "/steward/changes"
        case .change(let id): "/steward/changes/\(id)"
        case .join: "/join"
        case .joins: "/steward/joins"
        case .decideJoin(let id): "/steward/joins/\(id)"
        case .welcome(let token): "/welcome/\(Path.encoded(token))"
        case .steward: "/steward"
        case .settleUnheld(let id): "/steward/referrals/\(id)"
        case .queue(let page, let waits, let days): Path.queue(page, waits, days)
        case .stewardReports: "/steward/reports"
        case .conflicts: "/steward/conflicts"
        case .settleConflict(let id): "/steward/conflicts/\(id)"
        case .merges: "/steward/merges"
        case .undoMerge(let id): "/steward/merges/\(id)"
        case .settleReport(let id): "/steward/reports/\(id)"
        case .makeLetter: "/steward/letters"
        case .letter(let code): "/steward/letters/\(code)"
        case .changeQueue: "/steward/queue"
        case .listingsToCheck: "/steward/listings"
        case .call(let id): "/steward/call/\(id)"
        case .figures: "/steward/figures"
        case .evidence(let id): "/offers/\(id)/evidence"
        case .admin: "/admin"
        case .practices: "/admin/practices"
        case .practiceWay(let code): "/admin/practices/\(Path.encoded(code.rawValue))"
        case .openReferral: "/open-referral/v3"
        case .openReferralDocument: "/open-referral/v3/openapi.json"
        case .fhir: FHIR.path
        case .fhirDocument(let id): "\(FHIR.path)/Bundle/\(id)"
        }
    }

    private static func query(of request: SearchRequest) -> String {
        query(request.wordsInAddress + request.choicesInAddress() + request.restInAddress)
    }

    private static func item(_ name: String, _ codes: [OfferCode]) -> [(name: String, value: String)] {
        codes.isEmpty ? [] : [(name, SlipField.text(codes))]
    }

    private static func queue(_ page: Int, _ waits: QueueItem.Subject?, _ days: Int) -> String {
        let items =
            (page == 1 ? [] : [("page", "\(page)")]) + (waits.map { [("waits", $0.key), ("days", "\(days)")] } ?? [])
        return Path.steward.text + query(items)
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

extension Worklist.Request {
    fileprivate var fields: [(String, String)] {
        (section.map { [("show", $0.rawValue)] } ?? []) + (organisation.map { [("organisation", $0.text)] } ?? [])
            + (page > 1 ? [("page", "\(page)")] : [])
    }
}
