import Core
import Foundation
import Hummingbird

enum OfferPages {
    static func offer(_ visit: Visit) async throws -> Response {
        let listing = try await visit.features.directory.listing(visit.identifier())
        // What was merged into another is found there, as long as the merge stands.
        if !listing.offer.isListed, let kept = try await visit.features.merges.survivor(of: listing.offer.id) {
            return .seeOther(Path.offer(kept).text)
        }
        if visit.isReading, visit.isFromSearch { visit.features.openings.count(listing.offer.id) }
        let needs = try await visit.features.directory.needNames()
        let answers = try await visit.features.people.answers(listing.organisation.id)
        let shortlist = try await ShortlistButtons(visit, back: .offer(listing.offer.id))
        let isStaff = Feedback.isOpen(to: visit.account, about: listing.organisation.id)
        let page = OfferPage(
            visit: visit,
            listing: listing,
            needs: needs,
            answers: answers,
            shortlist: shortlist,
            feedback: isStaff ? try await visit.features.feedback.of(listing.offer.id) : nil,
            answerDays: isStaff ? try await visit.features.timers.answerDays(of: listing.offer.id) : nil
        )
        return try visit.html(page, as: .offer)
    }
}

struct OfferPage: Sendable {
    let page: PageFrame
    let title: String
    let organisation: String
    let organisationHref: String
    let paragraphs: [Paragraph]
    let badge: FreshnessBadge
    /// For staff: what speaks for and against it.
    let evidenceHref: String?
    let notice: String?
    let isClosed: Bool
    let rows: [SummaryRow]
    let phones: [PhoneLink]
    let hasPhones: Bool
    let email: String?
    let website: String?
    let hasContact: Bool
    let places: [PlaceBlock]
    let hasPlaces: Bool
    let firstVisit: String?
    /// For staff; somebody who looks for themselves needs no introduction.
    let introduction: String?
    let howToRefer: String?
    let canRefer: Bool
    /// For those who are not signed in: the way to refer, and back here.
    let signInHref: String?
    let referHref: String
    /// For those who look for themselves, where the offer takes them without anybody in between.
    let askHref: String?
    let shortlist: ShortlistAdd?
    /// For staff: how referrals to it went.
    let feedback: FeedbackBlock?
    /// For staff: within how many days they answer, as they say themselves.
    let pace: String?
    /// For those who may change that.
    let paceHref: String?
    let needs: [NeedTag]
    let hasNeeds: Bool
    let lastChanged: String
    let reportHref: String
    /// Where anybody who has been there says how it was.
    let experienceHref: String
    /// For staff: what people said.
    let experiencesHref: String?
    /// For those who ring organisations up.
    let phoneHref: String?
    /// For those who keep the directory.
    /// For those who keep the directory.
    let editHref: String?
    let closeHref: String?
    let closeLabel: String
    /// Back to the desk of its owner, who looks at what is not sent yet.
    let preview: String?

    struct NeedTag: Sendable {
        let href: String
        let name: String
    }

    struct PhoneLink: Sendable {
        let href: String
        let number: String
        let note: String?

        init(_ number: String, note: String? = nil) {
            href = "tel:" + number.filter { $0.isNumber || $0 == "+" }
            self.number = Words.unbroken(number)
            self.note = note
        }
    }

    struct PlaceBlock: Sendable {
        let address: String
        let gettingThere: String?
        let access: String?
        let note: String?
    }

    init(
        visit: Visit,
        listing: Listing,
        needs allNeeds: [Need],
        answers: Bool,
        shortlist: ShortlistButtons?,
        feedback: OfferFeedback? = nil,
        answerDays: Int? = nil,
        preview: String? = nil
    ) {
        let offer = listing.offer
        let now = visit.now
        page = visit.frame(offer.name)
        title = offer.name
        organisation = listing.organisation.name
        organisationHref = Path.organisation(listing.organisation.id).text
        paragraphs = Paragraph.paragraphs(offer.description)
        badge = FreshnessBadge(offer, now: now)
        evidenceHref =
            EvidenceBook.isOpen(to: visit.account?.role) ? Path.evidence(offer.id).text : nil
        notice = IntakeWords.notice(offer)
        isClosed = !offer.isListed
        rows = OfferRows(listing: listing, now: now).rows
        phones = listing.phones.map { PhoneLink($0.number, note: $0.description) }
        hasPhones = !phones.isEmpty
        email = offer.email ?? listing.organisation.email
        website = offer.website ?? listing.organisation.website
        hasContact = hasPhones || email != nil || website != nil
        places = listing.locations.map(OfferPage.place)
        hasPlaces = !places.isEmpty
        firstVisit = offer.firstVisit
        introduction = visit.account == nil ? nil : offer.introduction
        howToRefer = offer.howToRefer
        let role = visit.account?.role
        canRefer = answers && offer.takesReferrals && (role == .linkWorker || role == .practice)
        signInHref =
            role == nil && answers && offer.takesReferrals ? Path.signIn(next: Path.offer(offer.id).text).text : nil
        referHref = Path.newReferral(offer.id).text
        askHref = role == nil && answers && offer.takesSelfReferrals ? Path.ask(offer.id).text : nil
        self.shortlist = shortlist?.button(offer.id, title: offer.name)
        self.feedback = feedback.map(FeedbackBlock.init)
        pace = feedback == nil || !offer.takesReferrals ? nil : PaceWords.sentence(answerDays)
        paceHref =
            pace != nil && PaceWords.isOpen(to: visit.account, about: listing.organisation.id)
            ? Path.pace(offer.id).text : nil
        needs = listing.needs.compactMap { id in
            allNeeds.first { $0.id == id }.map {
                NeedTag(href: Path.search(SearchRequest(need: id)).text, name: $0.name)
            }
        }
        hasNeeds = !needs.isEmpty
        lastChanged = Words.date(offer.lastModified)
        reportHref = Path.report(offer.id).text
        experienceHref = Path.friendsAndFamily(offer.id).text
        experiencesHref = ExperiencePage.isOpen(to: visit.account, of: offer) ? Path.experience(offer.id).text : nil
        let rings = offer.isListed && role.map(Confirmations.ringing.contains) == true
        let keepsDirectory = role == .steward || role == .administrator
        editHref = keepsDirectory ? Path.editOffer(offer.id).text : nil
        closeHref = keepsDirectory ? Path.closeOffer(offer.id).text : nil
        closeLabel = isClosed ? "Open this again" : "Close this"
        phoneHref = rings ? Path.confirmByPhone(offer.id).text : nil
        self.preview = preview
    }

    private static func place(_ location: Location) -> PlaceBlock {
        guard let address = location.publicAddress else {
            let words =
                location.isConfidential
                ? "The address is kept private to keep people safe. Ring to find out how to get there."
                : "Ask where it meets."
            return PlaceBlock(address: words, gettingThere: nil, access: nil, note: nil)
        }
        return PlaceBlock(
            address: address,
            gettingThere: location.gettingThere,
            access: location.accessibility.isEmpty ? nil : Words.capitalised(Words.joined(location.accessibility)),
            note: location.precision == .outcode ? "We know this place only by its postcode area." : nil
        )
    }
}

/// A paragraph, or the items of a list.
struct Paragraph: Sendable {
    let text: String
    let items: [String]
    let isList: Bool

    static func paragraphs(_ text: String) -> [Paragraph] {
        text.components(separatedBy: "\n\n").flatMap { block -> [Paragraph] in
            let lines = block.components(separatedBy: "\n").filter { !$0.isEmpty }
            let items = lines.filter { $0.hasPrefix("• ") }.map { String($0.dropFirst(2)) }
            let plain = lines.filter { !$0.hasPrefix("• ") }.joined(separator: " ")
            let text = plain.isEmpty ? [] : [Paragraph(text: plain, items: [], isList: false)]
            return text + (items.isEmpty ? [] : [Paragraph(text: "", items: items, isList: true)])
        }
    }
}

/// A line of a summary list.
struct SummaryRow: Sendable {
    let key: String
    let values: [String]

    init(_ key: String, _ values: [String]) {
        self.key = key
        self.values = values
    }

    init?(_ key: String, _ value: String?) {
        guard let value, !value.isEmpty else { return nil }
        self.init(key, [value])
    }
}

/// What a person wants to know first: who for, when, what it costs, how to join.
struct OfferRows {
    let listing: Listing
    let now: Date

    var rows: [SummaryRow] {
        let offer = listing.offer
        return [
            SummaryRow("Next", listing.nextSession(after: now).map { Words.session($0, now: now) }),
            list("When", listing.schedules.map { Words.schedule($0, now: now) }),
            list(
                "Cost",
                listing.costs.map(Words.cost).filter { !$0.isEmpty } + [offer.feesDescription].compactMap { $0 }
            ),
            list("Who it is for", who),
            list(
                "How",
                [Words.capitalised(Words.joined(offer.ways.map(PlaceWords.way), with: "or"))].filter { !$0.isEmpty }
            ),
            list("How to join", offer.joining.map(Words.joining)),
            SummaryRow("Also called", offer.alternateName),
            SummaryRow("Languages", Words.joined(listing.languages.map(\.name))),
            SummaryRow("Area", Words.joined(listing.areas.map(\.name))),
            list("Ask for", listing.contacts.compactMap { $0.role ?? $0.name }),
        ].compactMap { $0 }
    }

    private func list(_ key: String, _ values: [String]) -> SummaryRow? {
        values.isEmpty ? nil : SummaryRow(key, values)
    }

    private var who: [String] {
        let offer = listing.offer
        let audience =
            offer.audience.isEmpty
            ? nil : Words.capitalised(Words.joined(offer.audience.map { $0 == .lgbt ? "LGBT+ people" : $0.rawValue }))
        return [offer.eligibility, audience, ages].compactMap { $0 }
    }

    private var ages: String? {
        switch (listing.offer.minimumAge, listing.offer.maximumAge) {
        case (let from?, let to?): "Aged \(from) to \(to)"
        case (let from?, nil): "Aged \(from) and over"
        case (nil, let to?): "Aged up to \(to)"
        case (nil, nil): nil
        }
    }
}
