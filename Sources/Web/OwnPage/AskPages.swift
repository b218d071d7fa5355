import Core
import Foundation
import Hummingbird
import WebSupport

/// Somebody asks for an offer themself, without an account.
enum AskPages {
    static func form(_ visit: Visit) async throws -> Response {
        try await show(visit, offer: visit.identifier(), form: nil, key: UUID().uuidString, status: .ok)
    }

    static func send(_ visit: Visit) async throws -> Response {
        let id: Offer.ID = try visit.identifier()
        var form = try visit.reader()
        // A field that people do not see: only programs that fill in everything fill it in.
        guard form.sent("fax").isEmpty else { return .seeOther(Path.offer(id).text) }
        let key = FormKey.read(&form, beside: "reason")
        let request = AskFields.request(&form, key: key, offer: id, today: Day(visit.now))
        guard let request, form.isValid else { return try await show(visit, offer: id, form: form, key: key) }
        try await visit.count(
            visit.site.asksByAddress,
            title: "Too many requests",
            then: "go back and send it again."
        )
        do {
            let token = SessionToken()
            try await visit.leaveOwnPage()
            try await visit.features.ownPages.ask(request, tokenHash: token.hash)
            var response = Response.seeOther(Path.meLetter.text + "?sent=1")
            response.headers[.setCookie] = visit.site.personCookie.setting(token)
            return response
        } catch Failure.invalid(let problems) {
            form.fail(problems)
        } catch Failure.conflict(let sentence) {
            form.fail("consent", sentence)
        }
        return try await show(visit, offer: id, form: form, key: UUID().uuidString)
    }

    private static func show(
        _ visit: Visit,
        offer id: Offer.ID,
        form: FormReader?,
        key: String,
        status: HTTPResponse.Status = .badRequest
    ) async throws -> Response {
        let listing = try await visit.features.directory.listing(id)
        let answers = try await visit.features.people.answers(listing.organisation.id)
        let practices = try await visit.features.people.practices()
        let page = AskPage(
            visit,
            listing: listing,
            isOpen: answers && listing.offer.takesSelfReferrals,
            practices: practices,
            form: form,
            key: key
        )
        return try visit.html(page, as: .ask, status: status)
    }
}

/// The fields of the form, for reading.
enum AskFields {
    static let noPractice = "none"

    /// Nil when something that is needed is missing, with the reason beside it.
    static func request(_ form: inout FormReader, key: String, offer: Offer.ID, today: Day) -> SelfReferral? {
        let name = form.text("name", label: "your name", max: 100, required: true)
        let limit = CalendarDate(iso: today.description)
        let birth = form.date("dob", label: "date of birth", required: true, notAfter: limit, today: limit)
        let phone = form.phone("phone")
        let email = form.email("email", label: "e-mail address")
        let address = form.optionalLines("address", label: "address", max: 300)
        if phone == nil, email.isEmpty, address == nil {
            form.fail("phone", "Give one way to reach you: a phone number, an e-mail address or an address")
        }
        let reason = form.multiline(
            "reason",
            label: "reason",
            max: ReferralDraft.longestReason,
            required: true,
            missing: "Say in a few words why you would like this"
        )
        let practice = form.text(
            "practice",
            label: "GP practice",
            max: 10,
            required: true,
            missing: "Choose your GP practice, or the last line"
        )
        let hasPractice = practice != noPractice && !practice.isEmpty
        let reportBack = form.choice(
            "report-back",
            label: "answer",
            among: ["yes", "no"],
            required: hasPractice,
            missing: "Say if your GP practice may be told how it went"
        )
        let followUp = form.checked("follow-up")
        _ = form.checked("consent", required: "Tick this if you agree. Without it they cannot get in touch with you")
        guard let born = birth.flatMap({ Day(iso: $0.iso) }) else { return nil }
        return SelfReferral(
            offerID: offer,
            person: Person(
                name: name,
                dateOfBirth: born,
                phone: phone,
                email: email.isEmpty ? nil : email,
                address: address
            ),
            practiceCode: hasPractice ? Practice.Code(rawValue: practice) : nil,
            reason: reason,
            reportBack: reportBack == "yes",
            followUp: followUp,
            idempotencyKey: key
        )
    }
}

struct AskPage: Sendable {
    let page: PageFrame
    let errors: ErrorSummary?
    let offer: String
    let offerHref: String
    let organisation: String
    /// Whether it can be asked for here; else the page says where to look.
    let isOpen: Bool
    let notice: String?
    let action: String
    let key: String
    let name: TextInput
    let dob: DateInput
    let phone: TextInput
    let email: TextInput
    let address: TextInput
    let reason: TextInput
    let practice: SelectInput
    let reportBack: ChoiceInput
    let followUp: ChoiceInput
    let consent: ChoiceInput

    init(_ visit: Visit, listing: Listing, isOpen: Bool, practices: [Practice], form: FormReader?, key: String) {
        let they = listing.organisation.name
        page = visit.frame("Ask for \(listing.offer.name)", hasErrors: form != nil)
        errors = ErrorSummary(form)
        offer = listing.offer.name
        offerHref = Path.offer(listing.offer.id).text
        organisation = they
        self.isOpen = isOpen || form != nil
        notice = IntakeWords.notice(listing.offer)
        action = Path.ask(listing.offer.id).text
        self.key = key
        name = TextInput("name", "Your full name", in: form, autocomplete: "name")
        dob = DateInput("dob", "Your date of birth", in: form, hint: "For example, 27 3 1957")
        phone = TextInput(
            "phone",
            "Phone number",
            in: form,
            type: "tel",
            autocomplete: "tel",
            keyboard: "tel",
            width: "medium"
        )
        email = TextInput("email", "E-mail address", in: form, type: "email", autocomplete: "email", keyboard: "email")
        address = TextInput("address", "Address", in: form, autocomplete: "off")
        reason = TextInput(
            "reason",
            "Why would you like this?",
            in: form,
            hint: "A few words are enough. \(they) will read them."
        )
        practice = SelectInput(
            "practice",
            "Your GP practice",
            [("", "Choose a practice")] + practices.map { ($0.code.rawValue, $0.name) }
                + [(AskFields.noPractice, "I have none, or I do not want it told")],
            in: form
        )
        reportBack = .radios(
            "report-back",
            "If you chose a practice: may \(they) tell it if you went and if it helped?",
            [("yes", "Yes", nil), ("no", "No", nil)],
            in: form
        )
        followUp = .checkboxes(
            "follow-up",
            "Later",
            [("yes", "Somebody may ask me later how it went", "You can leave this empty.")],
            in: form
        )
        consent = .checkboxes(
            "consent",
            "Do you agree?",
            [
                (
                    "yes",
                    "Yes. \(they) may have my name, my date of birth, how to reach me and my reason, and may get in touch with me.",
                    nil
                )
            ],
            in: form,
            hint: "You can take this back at any time, on a page of your own."
        )
    }
}
