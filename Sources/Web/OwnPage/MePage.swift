import Core
import Foundation
import WebSupport

/// What happened, who was told what, and what the person can do about it.
struct MePage: Sendable {
    let page: PageFrame
    let errors: ErrorSummary?
    let thanks: String?
    let conflict: String?
    let name: String
    let parts: [MePart]
    let hasParts: Bool
    let times: [MeTime]
    let looks: [String]
    let hasLooks: Bool
    let letterHref: String
    let leaveAction: String
    let proof: String

    init(_ visit: Visit, sheet: OwnPages.Sheet, form: FormReader? = nil, conflict: String? = nil) {
        page = visit.frame("Your own page", hasErrors: form != nil)
        errors = ErrorSummary(form)
        thanks = MeThanks(rawValue: visit.query.text("done", max: 20))?.sentence
        self.conflict = conflict
        name = sheet.personName
        proof = visit.proof
        let proof = visit.proof
        let today = Day(visit.now)
        parts = sheet.referrals.enumerated().map { MePart($1, number: $0 + 1, proof: proof, form: form, today: today) }
        hasParts = !parts.isEmpty
        times = sheet.episodes.map { MeTime($0, proof: proof, today: today) }
        looks = sheet.looks.map(MeWords.look)
        hasLooks = !looks.isEmpty
        letterHref = Path.meLetter.text
        leaveAction = Path.meLeave.text
    }
}

/// One thing that was asked for.
struct MePart: Sendable {
    let title: String
    let organisation: String
    let state: String
    let who: String
    let phones: [OfferPage.PhoneLink]
    let steps: [MeStep]
    let told: [String]
    let switches: [MeSwitch]
    let hasSwitches: Bool
    let stop: MeForm?
    let notHeard: MeForm?
    let notHeardSaid: String?
    let helped: MeHelped?
    let ownWords: [String]

    init(_ part: OwnPages.Part, number: Int, proof: String, form: FormReader?, today: Day) {
        let id = part.referral.id.text
        title = part.offer.name
        organisation = part.organisation.name
        state = MeWords.state(part)
        who = MeWords.who(part)
        phones = part.phones.map { OfferPage.PhoneLink($0) }
        steps = part.events.map { MeStep(what: MeWords.event($0, part), when: Words.date($0.at)) }
        told = MeWords.told(part)
        switches = part.consent.filter { $0.isGiven }.map {
            MeSwitch($0, MeWords.consent($0.purpose, part), id: id, proof: proof, today: today)
        }
        hasSwitches = !switches.isEmpty
        stop = part.canStop ? MeForm(action: Path.meStop.text, proof: proof, subject: id) : nil
        notHeard = part.canSayNotHeard ? MeForm(action: Path.meNotHeard.text, proof: proof, subject: id) : nil
        let last = part.said.last { $0.kind == .notHeard }?.at
        notHeardSaid =
            part.canSayNotHeard ? nil : last.map { "You told us on \(Words.date($0)) that you had not heard." }
        helped = part.canSayWhetherItHelped ? MeHelped(part, number: number, proof: proof, form: form) : nil
        ownWords = part.said.filter { $0.kind == .didItHelp }.map(MeWords.said)
    }
}

struct MeStep: Sendable {
    let what: String
    let when: String
}

/// The hidden fields of a form about one referral or one time with a link worker.
struct MeForm: Sendable {
    let action: String
    let proof: String
    let subject: String
}

/// One thing that they agreed to.
struct MeSwitch: Sendable {
    let what: String
    let since: String
    /// What happens when it is taken back.
    let effect: String
    /// Not when that has been done, or it has run out.
    let canTakeBack: Bool
    let purpose: String
    let action: String
    let proof: String
    let subject: String

    init(_ entry: ConsentEntry, _ words: (what: String, effect: String), id: String, proof: String, today: Day) {
        what = words.what
        since = MeWords.since(entry, today: today)
        effect = words.effect
        canTakeBack = entry.holds(on: today)
        purpose = entry.purpose.rawValue
        action = Path.meTakeBack.text
        self.proof = proof
        subject = id
    }
}

/// "Did it help?"
struct MeHelped: Sendable {
    let action: String
    let proof: String
    let subject: String
    let helped: ChoiceInput
    let words: TextInput
    let forPractice: ChoiceInput

    /// - Parameter form: what was sent and could not be taken; only the form that it came from keeps it.
    init(_ part: OwnPages.Part, number: Int, proof: String, form: FormReader?) {
        action = Path.meHelped.text
        self.proof = proof
        subject = part.referral.id.text
        let mine = form.flatMap { $0.sent("referral") == part.referral.id.text ? $0 : nil }
        let helped = ChoiceInput.radios("helped", "Did it help you?", MeWords.helpedChoices, in: mine)
        let words = TextInput(
            "words",
            "Tell us more, if you like",
            in: mine,
            hint: "\(MeWords.reader(part)) can read this. Do you need help today? Ring 111. In an emergency ring 999."
        )
        let forPractice = ChoiceInput.checkboxes(
            "for-practice",
            "Your GP practice",
            [("yes", "My words may go into the letter to my GP practice, if it has not gone yet", nil)],
            in: mine
        )
        let suffix = "-of-\(number)"
        self.helped = mine == nil ? helped.renumbered(suffix) : helped
        self.words = mine == nil ? words.renumbered(suffix) : words
        self.forPractice = mine == nil ? forPractice.renumbered(suffix) : forPractice
    }
}

/// A time with a link worker.
struct MeTime: Sendable {
    let title: String
    let since: String
    let told: [String]
    let switches: [MeSwitch]

    init(_ time: OwnPages.Time, proof: String, today: Day) {
        title = "Your time with \(time.linkWorkerName)"
        let began = "It began on \(Words.date(time.episode.openedAt))"
        since = began + (time.episode.state == .closed ? " and ended on \(Words.date(time.episode.stateSince))." : ".")
        told = MeWords.answers(time.answers, practice: time.practiceName)
        let id = time.episode.id.text
        switches = [time.consent].compactMap { $0 }.filter(\.isGiven).map {
            MeSwitch($0, MeWords.telling(time), id: id, proof: proof, today: today)
        }
    }
}
