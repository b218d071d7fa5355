import Core
import Foundation
import Hummingbird
import WebSupport

/// What the person agreed to, what they take back by telephone or in person, and what they said on their own page; for
/// whoever follows the referral through.
struct AgreedBlock: Sendable {
    let rows: [SummaryRow]
    let notHeard: String?
    let said: [String]
    let hasSaid: Bool
    /// Nil where there is nothing to go on.
    let goesOn: ShareOnBlock?
    let canTakeBack: Bool
    let isOpen: Bool
    let action: String
    let what: ChoiceInput
    let how: ChoiceInput
    let ownPageHref: String

    init(_ sheet: Referrals.Sheet, form: FormReader?, today: Day) {
        rows = AgreedWords.rows(sheet, today: today)
        let heard = sheet.said.last { $0.kind == .notHeard && $0.at >= sheet.referral.lastEventAt }
        notHeard = heard.map { "They said on \(Words.date($0.at)) that they have not heard." }
        said = sheet.said.filter { $0.kind == .didItHelp }.map(AgreedWords.said)
        hasSaid = !said.isEmpty
        goesOn = ShareOnBlock(sheet, form: form)
        let held = sheet.consent.filter { $0.holds(on: today) }
        canTakeBack = !held.isEmpty
        isOpen = form?.message(for: "what") != nil || form?.message(for: "how") != nil
        action = Path.takeBack(sheet.referral.id).text
        what = .radios("what", "What do they take back?", held.map { AgreedWords.choice($0.purpose, sheet) }, in: form)
        how = .radios(
            "how",
            "How did they say so?",
            Consent.Method.allCases.map { ($0.rawValue, Words.capitalised($0.rawValue), nil) },
            in: form
        )
        ownPageHref = Path.ownPage(sheet.referral.id).text
    }
}

enum AgreedWords {
    static func rows(_ sheet: Referrals.Sheet, today: Day) -> [SummaryRow] {
        sheet.consent.map { SummaryRow(name($0.purpose), state($0, today: today)) }
    }

    static func name(_ purpose: Consent.Purpose) -> String {
        switch purpose {
        case .share: "Share with the organisation"
        case .reportBack: "Organisation reports back"
        case .followUp: "Ask them afterwards"
        case .tellThePractice: "Tell the practice at the end"
        }
    }

    private static func state(_ entry: ConsentEntry, today: Day) -> [String] {
        let asked = "\(Words.date(entry.recordedAt)) \(entry.method.rawValue)"
        guard entry.isGiven else { return ["No, \(asked)"] }
        let yes = "Yes, \(asked)"
        if let at = entry.withdrawnAt {
            let by = entry.withdrawnBy == .person ? "on their own page" : entry.withdrawnHow?.rawValue ?? ""
            return [yes, "Taken back on \(Words.date(at)) \(by)"]
        }
        guard let last = entry.expiresOn else { return [yes] }
        return [yes, today > last ? "Ran out on \(Words.date(last))" : "Until \(Words.date(last))"]
    }

    static func choice(_ purpose: Consent.Purpose, _ sheet: Referrals.Sheet) -> ChoiceInput.Item {
        let effect: String =
            switch purpose {
            case .share: "\(sheet.organisation.name) sees nothing about them from now on. An open referral ends."
            case .reportBack: "What has not gone to the practice yet leaves this out."
            case .followUp: "Nobody asks them afterwards."
            case .tellThePractice: "The practice is told nothing, unless the letter has gone already."
            }
        return (purpose.rawValue, name(purpose), effect)
    }

    static func said(_ word: PersonWord) -> String {
        let answer = word.helped.map(ReferralWords.helped) ?? ""
        let may = word.words == nil ? "" : word.forPractice ? " (the practice may read it)" : " (not for the practice)"
        return "\(Words.date(word.at)): \(answer)" + (word.words.map { ". “\($0)”" } ?? "") + may
    }
}

extension [PersonWord] {
    /// What they said last and the practice may read, to begin a closing form with. What it may not read stays out, lest
    /// somebody sends it without looking.
    var forPractice: String { last { $0.words != nil && $0.forPractice }?.words ?? "" }
}

/// Writing down that a person has taken something back.
enum TakeBackPages {
    static func takeBack(_ visit: Visit) async throws -> Response {
        let id: Referral.ID = try visit.identifier()
        var form = try visit.reader()
        let what = form.choice(
            "what",
            label: "answer",
            as: Consent.Purpose.self,
            required: true,
            missing: "Say what they take back"
        )
        let how = form.howTheySaidSo()
        if let what, let how, form.isValid {
            try await visit.features.referrals.takeBack(what, of: id, how: how, by: visit.actor())
            return .seeOther(Path.referral(id).text)
        }
        let sheet = try await visit.features.referrals.sheet(id, for: visit.actor())
        return try visit.html(ReferralPage(visit: visit, sheet: sheet, form: form), as: .referral, status: .badRequest)
    }
}
