import Core
import Foundation
import Hummingbird
import Logging
import NIOEmbedded
import TestSupport
import Testing
import WebSupport

@testable import Web

/// Page models of every template, made from the demo place by the initialisers that the pages use, so that between them
/// every list has a row and every optional a value.
struct Samples {
    let place: TestPlace
    private let site: Site

    static func make() async throws -> [TemplateName: [any Sendable]] {
        let place = try await TestPlace.demo()
        let samples = try Samples(place: place, site: place.site())
        return try await samples.all()
    }

    private func all() async throws -> [TemplateName: [any Sendable]] {
        [
            .home: [try await home()], .search: try await search(), .offer: try await offers(),
            .organisation: try await organisations(), .signIn: [try signIn()], .admin: [try await admin()],
            .desk: try await desk(), .slip: try await slip(), .shortlist: try await shortlist(),
            .confirm: try await confirm(), .confirmCode: [try await code()], .answer: try await answers(),
            .letter: [try await letter()], .unsubscribe: try await unsubscribe(), .report: try await report(),
            .conflicts: [try await conflicts()], .merges: [try await merges()],
            .stewardReports: [try await stewardReports()], .steward: [try await steward()],
            .myOrganisation: [try await myOrganisation()],
            .worklist: try await worklist(), .newReferral: try await newReferral(), .referral: try await referral(),
            .episodes: [try await episodes()], .episode: try await episodePages(),
            .episodeForm: try await episodeForms(), .closeEpisode: try await closings(),
            .me: try await me(), .enter: [try await enter()], .ownLetter: [try await ownLetter()],
            .invitation: try await invitations(), .ask: try await asks(),
            .practice: try await practice(), .outcome: try await outcomes(), .filing: try await filing(),
            .stillOpen: try await stillOpen(), .deliveries: try await deliveries(), .paper: try await paper(),
            .receipt: try await receipt(), .practices: [try await practices()], .practiceWay: try await practiceWay(),
            .evidence: try await evidence(), .queue: try await queue(), .call: try await call(),
            .figures: [try await figures()], .reporting: try await reporting(), .checklist: [try await checklist()],
            .editOffer: try await editOffers(), .editSection: try await editSections(),
            .closeOffer: try await closing(),
            .organisationDetails: try await organisationDetails(), .versions: try await versions(),
            .changes: [try await changes()], .change: try await changePages(), .join: try await joins(),
            .joins: [try await joinRequests()], .welcome: [try await welcome()],
            .measures: try await measures(), .measureForm: try await measureForms(),
            .measurePaper: try await measurePapers(), .friendsAndFamily: try await friendsAndFamily(),
            .experience: try await experiences(),
            .error: [ErrorPage(page: try await visit().frame("Page not found"), sentence: "It is not here.")],
        ]
    }

    // MARK: Somebody who looks

    func visit(_ name: String? = nil, path: String = "/search?sent=1&filed=1") async throws -> Visit {
        let request = Request(
            head: .init(method: .get, scheme: "http", authority: "localhost", path: path),
            body: .init(buffer: .init())
        )
        let source = ApplicationRequestContextSource(
            channel: EmbeddedChannel(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        var context = AppContext(source: source)
        if let name {
            context.identity = try await place.features.people.account(email: "\(name)@demo.fingerpost.example")
            context.sessionToken = SessionToken()
        }
        return Visit(site: site, request: request, context: context, form: nil)
    }

    /// A form with every one of these fields sent and found wrong.
    func wrong(_ fields: String...) throws -> FormReader {
        let body = fields.map { "\($0)=x" }.joined(separator: "&")
        var form = FormReader(try FormFields(body: Array(body.utf8)))
        for field in fields { form.fail(field, "Look at this again") }
        return form
    }

    func listings() async throws -> [Listing] {
        try await place.features.directory.listings(place.column("SELECT id FROM offer").compactMap { Offer.ID($0) })
    }

    // MARK: The directory

    private func home() async throws -> HomePage {
        HomePage(
            page: try await visit("linkworker").frame("Find support"),
            search: SearchForm(SearchRequest(words: "chess", near: "SE15", need: Need.ID(rawValue: "loneliness"))),
            needs: NeedLink.links(try await place.features.directory.needs()),
            offers: 2,
            organisations: 1,
            loop: "The practice has the answer.",
            reportsHref: "/reports"
        )
    }

    private func search() async throws -> [SearchPage] {
        var verbatim = SearchRequest(words: "lonley saturday", near: "SE15", choices: [.cost: ["free"]])
        verbatim.unwanted = ["day-sa"]
        let requests = [
            SearchRequest(words: "lonleyy saturday over 60s", near: "SE15"), SearchRequest(words: "help", page: 2),
            SearchRequest(words: "help", near: "SE15"), SearchRequest(words: "zzzz"), verbatim,
            SearchRequest(words: "help", near: "nowhere", need: Need.ID(rawValue: "loneliness")),
            SearchRequest(words: "I feel suicidal"),
        ]
        let counts = try await place.features.directory.needs()
        try place.execute("UPDATE offer SET intake = 'full' WHERE name = 'Kettle mornings'")
        place.clock.advance(days: 200)
        defer { place.clock.advance(days: -200) }
        let visit = try await visit()
        var pages: [SearchPage] = []
        for var request in requests {
            request.countsFacets = true
            let results = try await place.features.search.find(request)
            let needs = counts.map(\.need)
            let shortlists = results.found.first.map { Samples.shortlists(with: $0.id) } ?? [nil]
            pages += shortlists.map {
                SearchPage(
                    visit: visit,
                    request: request,
                    results: results,
                    needs: needs,
                    counts: counts,
                    shortlist: $0
                )
            }
        }
        return pages
    }

    private func offers() async throws -> [OfferPage] {
        let needs = try await place.features.directory.needs().map(\.need)
        let visits = [try await visit("linkworker"), try await visit("steward"), try await visit()]
        let feedback = try await place.features.feedback.of(Offer.ID())
        return try await listings().prefix(60).flatMap { listing in
            visits.flatMap { visit in
                Samples.shortlists(with: listing.offer.id).map {
                    OfferPage(
                        visit: visit,
                        listing: listing,
                        needs: needs,
                        answers: true,
                        shortlist: $0,
                        feedback: feedback,
                        preview: "/"
                    )
                }
            }
        }
    }

    /// For nobody, for somebody who has room, who has this offer already, and whose shortlist is full of others.
    static func shortlists(with offer: Offer.ID) -> [ShortlistButtons?] {
        let full = (0..<Shortlist.most).map { _ in Shortlist.Line(offer: Offer.ID()) }
        return [nil]
            + [[], [Shortlist.Line(offer: offer)], full].map {
                ShortlistButtons(list: Shortlist($0), csrf: "x", back: .offer(offer))
            }
    }

    private func organisations() async throws -> [OrganisationPage] {
        let visit = try await visit("steward")
        return Dictionary(grouping: try await listings(), by: \.organisation.id).values.compactMap { listings in
            listings.first.map { OrganisationPage(visit: visit, organisation: $0.organisation, listings: listings) }
        }
    }

    private func myOrganisation() async throws -> MyOrganisationPage {
        MyOrganisationPage(
            page: try await visit("vcse").frame("Our listings", hasErrors: true),
            name: "The Tin Kettle Company",
            errors: ErrorSummary(try wrong("offers")),
            thanks: "Thank you.",
            waiting: "1 referral waits",
            listings: try await listings().prefix(20).map { ConfirmLine($0, now: place.clock.now) },
            edits: try await listings().prefix(1).map {
                EditLine($0, drafts: [$0.offer.id], waiting: [])
            },
            newHref: "/",
            detailsHref: "/"
        )
    }

    // MARK: Freshness

    private func steward() async throws -> StewardPage {
        let visit = try await visit("steward")
        let due = try await place.features.confirmations.due().map { StewardPage.Entry($0, visit: visit) }
        let count = StewardPage.Count(state: "due", label: "Due", number: 3)
        return StewardPage(page: visit.frame("Check"), counts: [count], organisations: due, heading: "3 listings")
    }

    // MARK: People

    private func signIn() throws -> SignInPage {
        let form = try wrong("email", "password")
        let frame = PageFrame(
            title: "Sign in",
            hasErrors: true,
            placeName: "Merrow",
            account: nil,
            csrf: "",
            styles: "",
            path: ""
        )
        return SignInPage(
            page: frame,
            errors: ErrorSummary(form),
            next: "/referrals",
            email: TextInput(
                "email",
                "E-mail address",
                in: form,
                hint: "x",
                autocomplete: "username",
                keyboard: "email"
            ),
            password: PasswordInput(error: .error("Enter a password", of: "password")),
            isDemo: true
        )
    }

    private func admin() async throws -> AdminPage {
        let visit = try await visit("admin")
        _ = try await place.confirmationToken()
        let messages = try await place.features.outbox.recent(by: visit.actor())
        return AdminPage(
            page: visit.frame("Administration"),
            errors: ErrorSummary(try wrong("from", "to")),
            thanks: "1 person handed over.",
            handOver: HandOverForm(
                accounts: try await place.features.people.accounts(),
                workers: try await place.features.episodes.linkWorkers(),
                form: try wrong("from", "to")
            ),
            accounts: try await place.features.people.accounts().map(AdminPage.AccountLine.init),
            messages: messages.map(AdminPage.MessageLine.init),
            hasMessages: !messages.isEmpty,
            mail: AdminPage.mail(reachesPeople: true),
            numbers: [SummaryRow("Offers", ["1"])]
        )
    }

    // MARK: Referrals

    /// Everything, and the second page of one organisation's part, as each side sees it.
    private func worklist() async throws -> [WorklistPage] {
        var pages: [WorklistPage] = []
        for name in ["linkworker", "vcse", "gp"] {
            let visit = try await visit(name)
            let all = Worklist.Request()
            let list = try await place.features.worklists.list(all, for: visit.actor())
            pages.append(WorklistPage(visit: visit, list: list, request: all))
            let part = Worklist.Request(section: .others, page: 2, organisation: list.organisations.first?.id)
            pages.append(WorklistPage(visit: visit, list: list, request: part))
        }
        return pages
    }

    private func newReferral() async throws -> [NewReferralPage] {
        let form = try wrong(
            "name",
            "dob",
            "nhs-number",
            "phone",
            "email",
            "address",
            "practice",
            "reason",
            "share",
            "consent",
            "method",
            "report-back",
            "person",
            "same-person",
            "duplicate",
            "age"
        )
        let visit = try await visit("linkworker")
        let practices = try await place.features.people.practices()
        let subjects = try await subjects(visit)
        return try await listings().prefix(60).flatMap { listing in
            [form, nil].flatMap { form in
                subjects.map {
                    NewReferralPage(
                        visit: visit,
                        listing: listing,
                        practices: practices,
                        subject: $0,
                        form: form,
                        key: "x"
                    )
                }
            }
        }
    }

    /// Somebody new, somebody chosen, and a draft.
    private func subjects(_ visit: Visit) async throws -> [ReferralSubject] {
        let actor = try visit.actor()
        let people = try await place.features.episodes.openPeople(for: actor)
        var chosen = ReferralSubject()
        let first = try #require(people.first).id
        chosen.episode = try await place.features.episodes.sheet(first, for: actor)
        chosen.earlier = Referrals.Linked(id: Referral.ID(), offerName: "Kettle mornings")
        chosen.draft = (Referral.ID(), 1)
        var words = UnsentReferral()
        (words.reason, words.followUp) = ("Because", true)
        chosen.words = words
        return [ReferralSubject(people: people), chosen]
    }

    /// Each state, as each side sees it.
    private func referral() async throws -> [ReferralPage] {
        let fields = [
            "expected", "started", "reason", "note", "engaged", "helped", "said-by", "words", "remaining", "ask", "why",
        ]
        var form = FormReader(try FormFields(body: Array(fields.map { "\($0)=x" }.joined(separator: "&").utf8)))
        for field in fields { form.fail(field, "Look at this again") }
        var pages: [ReferralPage] = []
        _ = try await place.askedFor()
        for name in ["vcse", "linkworker"] {
            let visit = try await visit(name)
            let list = try await place.features.worklists.list(Worklist.Request(), for: visit.actor())
            for case .referral(let referral) in (list.mine.rows + list.others.rows + list.ended.rows).map(\.subject) {
                let sheet = try await place.features.referrals.sheet(referral.id, for: visit.actor())
                pages.append(
                    ReferralPage(visit: visit, sheet: sheet, form: form, thanks: "Sent.", conflict: "Changed.")
                )
                pages.append(ReferralPage(visit: visit, sheet: sheet))
            }
        }
        return pages
    }
}
