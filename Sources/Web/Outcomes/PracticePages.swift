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
        let reading = try await visit.features.outcomes.open(visit.identifier(), by: visit.actor())
        return try visit.html(OutcomePage(visit: visit, reading: reading), as: .outcome)
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
            href = Path.outcome(entry.answer.id).text
            tag = entry.letter.tag.rawValue
            tagName = entry.letter.tag.rawValue.lowercased()
            person = entry.letter.person.name
            title = OutcomeWords.title(entry.letter)
            when = Words.ago(entry.answer.loopSince, now: now)
        }
    }

    init(visit: Visit, entries: [Outcomes.Entry]) {
        let now = visit.now
        page = visit.frame("Outcomes")
        thanks = visit.query.checked("filed") ? "Filed." : nil
        func lines(_ loops: Set<Loop>) -> [Line] {
            entries.filter { loops.contains($0.answer.loop) }
                .sorted { $0.letter.tag.urgency > $1.letter.tag.urgency }
                .map { Line($0, now: now) }
        }
        new = lines([.sent, .failed])
        opened = lines([.received])
        filed = lines([.filed])
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
    /// "Soup and company: took part, helped a lot": enough to sort by.
    static func title(_ letter: OutcomeLetter) -> String {
        guard !letter.isShortened else { return "Social prescribing has ended" }
        let names = letter.services.map(\.name)
        let what = names.count > 2 ? "\(names.count) offers" : Words.joined(names)
        return what.isEmpty ? short(letter) : "\(what): \(short(letter))"
    }

    static func short(_ letter: OutcomeLetter) -> String {
        if letter.services.count == 1, let service = letter.services.first, let ending = ending(service) { return ending }
        return short(engaged: letter.engaged, helped: letter.helped)
    }

    /// How it went with one offer.
    static func short(_ service: OutcomeLetter.Service) -> String {
        ending(service) ?? short(engaged: service.engaged ?? .unknown, helped: service.helped ?? .unknown)
    }

    /// Nil where the two answers say it all.
    private static func ending(_ service: OutcomeLetter.Service) -> String? {
        switch service.closure {
        case .completed, .leftEarly: nil
        case .declined: "the organisation could not take them"
        case .noResponse: "the organisation never answered"
        case .unableToContact: "they could not be reached"
        case .didNotStart: "did not start"
        case .personDeclined: "they did not want it any more"
        case .withdrawn: "the referral was taken back"
        case .moved: "they have moved away"
        case .died: "they have died"
        }
    }

    private static func short(engaged: Outcome.Engaged, helped: Outcome.Helped) -> String {
        if engaged == .none { return "did not come" }
        let took = engaged == .unknown ? "not known whether they took part" : "took part"
        switch helped {
        case .lot: return "\(took), helped a lot"
        case .some: return "\(took), helped some"
        case .none: return "\(took), did not help"
        case .worse: return "\(took), made things worse"
        case .unknown: return "\(took), not known whether it helped"
        }
    }

    static func instruction(_ letter: OutcomeLetter) -> String {
        switch letter.tag {
        case .file: return "No action. Nothing remains."
        case .aware:
            let hadHelp = letter.services.contains { $0.closure == .completed || $0.closure == .leftEarly }
            return hadHelp || letter.services.isEmpty
                ? "For your information. No request was written for the practice."
                : "They have had no help from this offer. Read what was said about it."
        case .action: return letter.ask ?? ""
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

    init(visit: Visit, reading: Outcomes.Reading) {
        let (letter, answer) = (reading.letter, reading.answer)
        page = visit.frame("Social prescribing outcome")
        tag = letter.tag.rawValue
        tagName = letter.tag.rawValue.lowercased()
        instruction = OutcomeWords.instruction(letter)
        sentence = "\(letter.person.name), \(Words.date(letter.referredOn)): \(OutcomeWords.title(letter))."
        person = PersonRows.rows(letter.person.sharedWithPractice)
        answers = OutcomePage.answers(letter)
        background = [
            SummaryRow("Why they were referred", letter.reasons.isEmpty ? nil : letter.reasons.joined(separator: "; ")),
            SummaryRow("Organisation", Words.joined(letter.services.map(\.organisation))),
            SummaryRow("Known risks", OutcomePage.risk(letter)),
            SummaryRow("Questions to", letter.contact),
            SummaryRow("Consent to tell the practice", letter.consent),
            SummaryRow(
                "Received",
                answer.receivedAt.map { at in "\(Words.moment(at)) by \(reading.receivedBy ?? "the practice")" }
            ),
        ].compactMap { $0 }
        isFiled = answer.loop == .filed
        filed = answer.filedAt.map { "Filed \(Words.moment($0)) by \(reading.filedBy ?? "the practice")." } ?? ""
        action = Path.fileOutcome(answer.id).text
        fileLabel = letter.tag == .action ? "It is done: file" : "File"
    }

    private static func answers(_ letter: OutcomeLetter) -> [SummaryRow] {
        guard !letter.isShortened else { 
            return [SummaryRow("What you are told", "Only that it has ended, as the person chose.")].compactMap { $0 }
        }
        let services = letter.services.map { service in
            let what = [OutcomeWords.short(service), service.note.map { "“\($0)”" }].compactMap { $0 }.joined(separator: ". ")
            return SummaryRow(service.name, what)
        }
        return [
            SummaryRow("Did they engage?", ReferralWords.engaged(letter.engaged)),
            SummaryRow(
                "Did it help?",
                "\(ReferralWords.helped(letter.helped)) (says \(ReferralWords.source(letter.saidBy)))"
            ),
            SummaryRow("In their own words", letter.personWords.map { "“\($0)”" }),
            SummaryRow("What remains", letter.remaining),
        ].compactMap { $0 } + services.compactMap { $0 }
    }

    private static func risk(_ letter: OutcomeLetter) -> String? {
        switch letter.risk {
        case .notAsked: nil
        case .noneKnown: "None known"
        case .known: letter.riskNote ?? "Ask the link worker"
        }
    }
}

extension Person {
    /// A practice knows its own people.
    fileprivate var sharedWithPractice: SharedPerson {
        SharedPerson(name: name, dateOfBirth: dateOfBirth, nhsNumber: nhsNumber, phone: phone, email: email, address: address)
    }
}
