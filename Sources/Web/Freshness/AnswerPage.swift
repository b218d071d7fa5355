import Core
import Foundation
import WebSupport

/// The form with one question for each fact.
struct AnswerPage: Sendable {
    let page: PageFrame
    let errors: ErrorSummary?
    let thanks: String?
    let title: String
    let organisation: String
    let lead: String
    let action: String
    let key: String
    let facts: [FactQuestion]
    let intake: ChoiceInput
    let running: ChoiceInput
    let back: SlipPage.Link
    let call: CallBox?

    /// For whoever rings: the numbers, and what to do when nobody answers.
    struct CallBox: Sendable {
        let phones: [OfferPage.PhoneLink]
        let hasPhones: Bool
        let action: String
        let letter: LetterForm?
    }

    struct LetterForm: Sendable {
        let action: String
        let organisation: String
    }

    static func linked(_ visit: Visit, listing: Listing, token: String, form: FormReader? = nil) -> AnswerPage {
        AnswerPage(
            visit,
            listing: listing,
            form: form,
            lead: "Tick what is different now, and say what it is. What you do not tick counts as right.",
            action: .confirmOffer(listing.offer.id, token: token),
            back: SlipPage.Link(href: Path.confirm(token: token).text, label: "Back to all listings"),
            thanks: nil,
            call: nil
        )
    }

    static func byPhone(_ visit: Visit, listing: Listing, form: FormReader? = nil) -> AnswerPage {
        let offer = listing.offer
        let numbers = listing.phones.map { OfferPage.PhoneLink($0.number, note: $0.description) }
        let phones = numbers.isEmpty ? [listing.organisation.phone].compactMap { $0 }.map { .init($0) } : numbers
        let mayWrite = visit.account.map { Confirmations.writing.contains($0.role) } == true
        let letter = LetterForm(action: Path.makeLetter.text, organisation: listing.organisation.id.text)
        return AnswerPage(
            visit,
            listing: listing,
            form: form,
            lead: "Read each line out and ask: is that still right? Tick what is different.",
            action: .confirmByPhone(offer.id),
            back: SlipPage.Link(href: Path.offer(offer.id).text, label: "Back to the listing"),
            thanks: thanks(visit),
            call: CallBox(
                phones: phones,
                hasPhones: !phones.isEmpty,
                action: Path.confirmByPhone(offer.id).text,
                letter: mayWrite ? letter : nil
            )
        )
    }

    private static func thanks(_ visit: Visit) -> String? {
        switch visit.query.text("done", max: 20) {
        case "right": "Written down: confirmed by telephone today."
        case "told": "Written down. The steward sees what is different."
        case "no-answer": "Written down: nobody answered today."
        default: nil
        }
    }

    private init(
        _ visit: Visit,
        listing: Listing,
        form: FormReader?,
        lead: String,
        action: Path,
        back: SlipPage.Link,
        thanks: String?,
        call: CallBox?
    ) {
        page = visit.frame("Is this right? \(listing.offer.name)", hasErrors: form != nil)
        errors = ErrorSummary(form)
        self.thanks = thanks
        title = listing.offer.name
        organisation = listing.organisation.name
        self.lead = lead
        self.action = action.text
        key = FormKey.kept(form)
        facts = Fact.told.map { FactQuestion($0, of: listing, in: form, now: visit.now) }
        intake = .radios(
            "intake",
            "Are you taking new people now?",
            [("open", "Yes", nil), ("waiting list", "There is a waiting list", nil), ("full", "No, we are full", nil)],
            in: form,
            initially: listing.offer.intake.rawValue
        )
        running = .radios(
            "running",
            "Is it still running?",
            [("yes", "Yes", nil), ("no", "No, it has stopped", nil)],
            in: form,
            initially: "yes"
        )
        self.back = back
        self.call = call
    }
}

/// What the listing says about a fact, and whether it is different now.
struct FactQuestion: Sendable {
    let label: String
    let value: String
    let boxID: String
    let boxValue: String
    let isChecked: Bool
    let words: TextInput

    init(_ fact: Fact, of listing: Listing, in form: FormReader?, now: Date) {
        let known = listing.words(for: fact, now: now)
        label = fact.label
        value = known.isEmpty ? "We do not know" : known.joined(separator: "; ")
        boxID = "different-\(fact.rawValue)"
        boxValue = fact.rawValue
        isChecked = form?.fields.values("different[]").contains(fact.rawValue) ?? false
        words = TextInput(AnswerFields.words(fact), "What is it now?", in: form)
    }
}
