import Core
import Foundation
import Hummingbird

/// The practice's tray: what came back, what it asks, and one button to file it.
enum PracticePages {
    static func tray(_ visit: Visit) async throws -> Response {
        let entries = try await visit.features.outcomes.tray(for: visit.actor())
        return try visit.html(PracticePage(visit: visit, entries: entries), as: .practice)
    }

    /// Opening is the receipt: from here on the practice has the answer.
    static func outcome(_ visit: Visit) async throws -> Response {
        guard visit.isReading else { return .html("") }
        let sheet = try await visit.features.outcomes.open(visit.identifier(), by: visit.actor())
        return try visit.html(OutcomePage(visit: visit, sheet: sheet), as: .outcome)
    }

    static func file(_ visit: Visit) async throws -> Response {
        try await visit.features.outcomes.file(visit.identifier(), by: visit.actor())
        return .seeOther(Path.practice.text + "?filed=1")
    }
}

struct PracticePage: Sendable {
    let page: PageFrame
    let thanks: String?
    let heading: String
    let new: [Line]
    let hasNew: Bool
    let opened: [Line]
    let hasOpened: Bool
    let filed: [Line]
    let hasFiled: Bool
    let filedHeading: String

    struct Line: Sendable {
        let href: String
        let tag: String
        let tagName: String
        let person: String
        let title: String
        let when: String

        init(_ entry: Outcomes.Entry, now: Date) {
            let referral = entry.line.referral
            href = Path.outcome(referral.id).text
            tag = entry.tag.rawValue
            tagName = entry.tag.rawValue.lowercased()
            person = entry.line.personName
            title = "\(entry.line.offerName): \(OutcomeWords.short(referral, entry.outcome))"
            when = Words.ago(referral.loopSince, now: now)
        }
    }

    init(visit: Visit, entries: [Outcomes.Entry]) {
        let now = visit.now
        page = visit.frame("Outcomes")
        thanks = visit.query.checked("filed") ? "Filed." : nil
        func lines(_ loop: Loop) -> [Line] {
            entries.filter { $0.line.referral.loop == loop }
                .sorted { $0.tag.urgency > $1.tag.urgency }
                .map { Line($0, now: now) }
        }
        new = lines(.sent)
        opened = lines(.received)
        filed = lines(.filed)
        hasNew = !new.isEmpty
        hasOpened = !opened.isEmpty
        hasFiled = !filed.isEmpty
        filedHeading = "Filed (\(filed.count))"
        heading = new.isEmpty ? "Nothing new" : "\(Words.count(new.count, "new answer"))"
    }
}

extension OutcomeTag {
    /// What asks something comes first.
    fileprivate var urgency: Int {
        switch self {
        case .action: 2
        case .aware: 1
        case .file: 0
        }
    }
}

enum OutcomeWords {
    /// "engaged, helped a lot": enough to sort by.
    static func short(_ referral: Referral, _ outcome: Outcome?) -> String {
        guard let outcome else {
            return referral.closure == .declined
                ? "the organisation could not take them" : "the referral was taken back"
        }
        let engaged = outcome.engaged == .none ? "did not come" : "took part"
        let helped: String
        switch outcome.helped {
        case .lot: helped = "helped a lot"
        case .some: helped = "helped some"
        case .none: helped = "did not help"
        case .worse: helped = "made things worse"
        case .unknown: helped = "not known whether it helped"
        }
        return outcome.engaged == .none ? engaged : "\(engaged), \(helped)"
    }

    static func instruction(_ tag: OutcomeTag, ask: String?, hasAnswers: Bool) -> String {
        switch tag {
        case .file: "No action. Nothing remains."
        case .aware:
            hasAnswers
                ? "For your information. No request was written for the practice."
                : "They have had no help from this offer. Read what was said about it."
        case .action: ask ?? ""
        }
    }
}

/// One answer, readable in 20 seconds: what is asked first, then the two answers, then the rest.
struct OutcomePage: Sendable {
    let page: PageFrame
    let tag: String
    let tagName: String
    let instruction: String
    let sentence: String
    let person: [SummaryRow]
    let answers: [SummaryRow]
    let background: [SummaryRow]
    let isFiled: Bool
    let filed: String
    let action: String
    let fileLabel: String

    init(visit: Visit, sheet: Referrals.Sheet) {
        let outcome = sheet.outcome
        let tag = OutcomeTag.tag(for: outcome)
        page = visit.frame("Social prescribing outcome")
        self.tag = tag.rawValue
        tagName = tag.rawValue.lowercased()
        instruction = OutcomeWords.instruction(tag, ask: outcome?.askOfPractice, hasAnswers: outcome != nil)
        sentence = OutcomePage.sentence(sheet)
        person = PersonRows.rows(sheet.person)
        answers = outcome == nil ? OutcomePage.ending(sheet) : OutcomeRows.rows(outcome, withAsk: false)
        background = [
            SummaryRow("Why they were referred", sheet.reason), SummaryRow("Organisation", sheet.organisation.name),
            SummaryRow("Referred by", sheet.referrerName),
            SummaryRow(
                "Consent to tell the practice",
                "Given \(sheet.consent.method.rawValue), \(Words.date(sheet.consentRecordedAt))"
            ),
            SummaryRow(
                "Received",
                sheet.events.last { $0.event == .received }.map { "\(Words.moment($0.at)) by \($0.actorName)" }
            ),
        ].compactMap { $0 }
        isFiled = sheet.referral.loop == .filed
        filed =
            sheet.events.last { $0.event == .filed }.map { "Filed \(Words.moment($0.at)) by \($0.actorName)." } ?? ""
        action = Path.fileOutcome(sheet.referral.id).text
        fileLabel = tag == .action ? "It is done: file" : "File"
    }

    private static func sentence(_ sheet: Referrals.Sheet) -> String {
        let made = "\(sheet.person.name) was referred to \(sheet.offer.name) on \(Words.date(sheet.referral.madeAt))"
        return "\(made): \(OutcomeWords.short(sheet.referral, sheet.outcome))."
    }

    private static func ending(_ sheet: Referrals.Sheet) -> [SummaryRow] {
        guard let last = sheet.events.last(where: { $0.event == .decline || $0.event == .withdraw }) else { return [] }
        return [SummaryRow("What happened", ReferralWords.event(last)), SummaryRow("They say", last.detail.note)]
            .compactMap { $0 }
    }
}
