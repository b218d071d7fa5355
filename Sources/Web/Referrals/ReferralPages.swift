import Core
import Foundation
import Hummingbird
import WebSupport

enum ReferralPages {
    static func list(_ visit: Visit) async throws -> Response {
        let lines = try await visit.features.referrals.list(for: visit.actor())
        return try visit.html(ReferralsPage(visit: visit, lines: lines), as: .referrals)
    }

    static func referral(_ visit: Visit) async throws -> Response {
        let sheet = try await visit.features.referrals.sheet(visit.identifier(), for: visit.actor())
        let thanks = visit.query.checked("sent") ? "The referral was sent to \(sheet.organisation.name)." : nil
        return try visit.html(ReferralPage(visit: visit, sheet: sheet, thanks: thanks), as: .referral)
    }
}

struct ReferralsPage: Sendable {
    let page: PageFrame
    let title: String
    let isOrganisation: Bool
    let open: [Line]
    let hasOpen: Bool
    let ended: [Line]
    let hasEnded: Bool

    struct Line: Sendable {
        let href: String
        let person: String
        let offer: String
        /// With a comma before it; empty for the organisation itself.
        let organisation: String
        let state: String
        let stateName: String
        let since: String
        let waitsOn: String
        let loop: String

        init(_ line: Referrals.Line, isOrganisation: Bool, now: Date) {
            href = Path.referral(line.referral.id).text
            person = line.personName
            offer = line.offerName
            organisation = isOrganisation ? "" : ", " + line.organisationName
            state = ReferralWords.state(line.referral)
            stateName = line.referral.state.rawValue.replacing(" ", with: "-")
            since = Words.ago(line.referral.stateSince, now: now)
            waitsOn = ReferralWords.waitsOn(line.referral, loop: line.loop, isOrganisation: isOrganisation)
            loop = ReferralWords.loop(line.loop)
        }
    }

    init(visit: Visit, lines: [Referrals.Line]) {
        let now = visit.now
        let isOrganisation = visit.account?.role == .organisation
        self.isOrganisation = isOrganisation
        title = isOrganisation ? "Referrals to us" : "Referrals we made"
        page = visit.frame(title)
        open = lines.filter(\.referral.state.isOpen).map { Line($0, isOrganisation: isOrganisation, now: now) }
        ended = lines.filter { !$0.referral.state.isOpen }.map { Line($0, isOrganisation: isOrganisation, now: now) }
        hasOpen = !open.isEmpty
        hasEnded = !ended.isEmpty
    }
}

/// A referral with its history, and a form for each thing that can be done with it now.
struct ReferralPage: Sendable {
    let page: PageFrame
    let errors: ErrorSummary?
    let thanks: String?
    let conflict: String?
    let title: String
    let state: String
    let stateName: String
    let person: [SummaryRow]
    let request: [SummaryRow]
    let answers: [SummaryRow]
    let hasAnswers: Bool
    let events: [EventLine]
    let moves: MoveForms

    struct EventLine: Sendable {
        let what: String
        let note: String?
        let who: String
        let when: String
    }

    init(visit: Visit, sheet: Referrals.Sheet, form: FormReader? = nil, thanks: String? = nil, conflict: String? = nil)
    {
        let isOrganisation = visit.account?.role == .organisation
        title = sheet.person.name
        page = visit.frame("Referral to \(sheet.offer.name)", hasErrors: form != nil)
        errors = ErrorSummary(form)
        self.thanks = thanks
        self.conflict = conflict
        state = ReferralWords.state(sheet.referral)
        stateName = sheet.referral.state.rawValue.replacing(" ", with: "-")
        person = PersonRows.rows(sheet.person)
        request = ReferralPage.request(sheet, isOrganisation: isOrganisation)
        answers = OutcomeRows.rows(sheet.outcome)
        hasAnswers = !answers.isEmpty
        events = sheet.events.map {
            EventLine(
                what: ReferralWords.event($0),
                note: $0.detail.note,
                who: ReferralWords.who($0),
                when: Words.moment($0.at)
            )
        }
        moves = MoveForms(sheet: sheet, form: form, isOrganisation: isOrganisation, today: Day(visit.now))
    }

    private static func request(_ sheet: Referrals.Sheet, isOrganisation: Bool) -> [SummaryRow] {
        let shared = SharedField.allCases.filter { sheet.shared.contains($0) }.map(ReferralPage.name)
        return [
            SummaryRow("Offer", sheet.offer.name),
            SummaryRow(
                "Organisation",
                [sheet.organisation.name, sheet.organisation.phone.map(Words.unbroken)].compactMap { $0 }.joined(
                    separator: ", "
                )
            ),
            SummaryRow(
                "Waits on",
                ReferralWords.waitsOn(sheet.referral, loop: sheet.loop, isOrganisation: isOrganisation)
            ),
            SummaryRow("Why", sheet.reason ?? "Not shared"),
            SummaryRow("Safety note", sheet.safetyNote),
            SummaryRow("Referred by", "\(sheet.referrerName ?? "themself"), \(Words.date(sheet.referral.madeAt))"),
            SummaryRow("Follows it through", sheet.holderName),
            SummaryRow("GP practice", sheet.practice?.name ?? "No known GP practice"),
            SummaryRow(
                "Agreed",
                sheet.consent.first { $0.purpose == .share }.map {
                    "\(Words.capitalised($0.method.rawValue)), \(Words.date($0.recordedAt))"
                }
            ),
            SummaryRow("Shared with the organisation", Words.capitalised(Words.joined(shared))),
            SummaryRow("Answer to the practice", ReferralWords.loop(sheet.loop)),
            SummaryRow("Place expected", sheet.referral.expectedOn.map(Words.date)),
            SummaryRow("Goes on", sheet.referral.resumesOn.map(Words.date)),
            SummaryRow("First time, with somebody", sheet.referral.accompaniedOn.map(Words.date)),
            SummaryRow("Started", sheet.referral.startedOn.map(Words.date)),
        ].compactMap { $0 }
    }

    private static func name(_ field: SharedField) -> String {
        switch field {
        case .phone: "telephone number"
        case .email: "e-mail address"
        case .reason: "why they are referred"
        case .name, .dateOfBirth, .nhsNumber, .address: field.rawValue
        }
    }
}

enum PersonRows {
    static func rows(_ person: SharedPerson) -> [SummaryRow] {
        [
            SummaryRow("Name", person.name), SummaryRow("Date of birth", person.dateOfBirth.map(Words.date)),
            SummaryRow("NHS number", person.nhsNumber.flatMap { try? NHSNumber($0).spaced }),
            SummaryRow("Telephone", person.phone),
            SummaryRow("E-mail", person.email), SummaryRow("Address", person.address),
        ].compactMap { $0 }
    }
}

enum OutcomeRows {
    static func rows(_ outcome: Outcome?, withAsk: Bool = true) -> [SummaryRow] {
        guard let outcome else { return [] }
        return [
            SummaryRow("Did they engage?", ReferralWords.engaged(outcome.engaged)),
            SummaryRow(
                "Did it help?",
                "\(ReferralWords.helped(outcome.helped)) (says \(ReferralWords.source(outcome.saidBy)))"
            ),
            SummaryRow("In their own words", outcome.personWords.map { "“\($0)”" }),
            SummaryRow("What remains", outcome.remaining),
            SummaryRow("Asked of the practice", withAsk ? outcome.askOfPractice : nil),
        ].compactMap { $0 }
    }
}
