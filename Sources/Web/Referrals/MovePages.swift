import Core
import Foundation
import Hummingbird
import WebSupport

/// The buttons on a referral. Each reads its own fields and asks for one move.
enum MovePages {
    static func handler(_ name: Referral.Move.Name) -> @Sendable (Visit) async throws -> Response {
        { visit in try await move(visit, name) }
    }

    /// Nothing typed is lost: a wrong field brings the page back with everything in it, and a referral that has moved
    /// meanwhile is shown as it stands now.
    private static func move(_ visit: Visit, _ name: Referral.Move.Name) async throws -> Response {
        let id: Referral.ID = try visit.identifier()
        var form = try visit.reader()
        let version = form.integer("version", label: "version", in: 1...1_000_000, required: true)
        guard let version else { return try await showChanged(visit, id, sentence: nothingDone) }
        let move = MoveReader.move(name, from: &form)
        guard let move, form.isValid else { return try await showWrong(visit, id, name, form: form) }
        do {
            try await visit.features.referrals.move(id, seen: version, move, by: visit.actor())
            return .seeOther(Path.referral(id).text)
        } catch Failure.invalid(let problems) {
            form.fail(problems)
            return try await showWrong(visit, id, name, form: form)
        } catch Failure.conflict(let sentence) {
            return try await showChanged(visit, id, sentence: sentence)
        }
    }

    private static let nothingDone =
        "Nothing was done, because this page was out of date. Here is how the referral stands now; please look again."

    /// The page with what is wrong beside the fields, as long as their form is still offered.
    private static func showWrong(
        _ visit: Visit,
        _ id: Referral.ID,
        _ name: Referral.Move.Name,
        form: FormReader
    ) async throws -> Response {
        let sheet = try await visit.features.referrals.sheet(id, for: visit.actor())
        guard sheet.moves.contains(name) else { return try await showChanged(visit, id, sentence: nothingDone) }
        let page = ReferralPage(visit: visit, sheet: sheet, form: form)
        return try visit.html(page, as: .referral, status: .badRequest)
    }

    private static func showChanged(_ visit: Visit, _ id: Referral.ID, sentence: String) async throws -> Response {
        let sheet = try await visit.features.referrals.sheet(id, for: visit.actor())
        let page = ReferralPage(visit: visit, sheet: sheet, conflict: sentence)
        return try visit.html(page, as: .referral, status: .conflict)
    }
}

/// Reads the fields of a move; nil when one that is needed is missing, with the reason beside it.
enum MoveReader {
    static func move(_ name: Referral.Move.Name, from form: inout FormReader) -> Referral.Move? {
        switch name {
        case .send: return .send
        case .accept: return .accept
        case .resume: return .resume
        case .lapse: return nil
        case .askAgain: return .askAgain(note: note(name, &form))
        case .wait: return day("expected", "date when you expect a place", &form).map { .wait(expectedOn: $0) }
        case .decline:
            let words = note(name, &form)
            return choice("reason", Referral.DeclineReason.self, missing: "Say why not", &form).map { .decline($0, note: words) }
        case .contact: return attempt(&form).map { .contact($0) }
        case .start: return day("started", "date they started", &form).map { .start(on: $0) }
        case .pause:
            let words = note(name, &form)
            return day("until", "date when it goes on", &form).map { .pause(until: $0, note: words) }
        case .close: return close(&form)
        case .unableToContact: return .unableToContact(note: note(name, &form))
        case .didNotStart:
            let words = note(name, &form)
            return choice("not-started", Referral.NotStartedReason.self, missing: "Say why they did not start", &form)
                .map { .didNotStart($0, note: words) }
        case .noResponse: return .noResponse(note: note(name, &form))
        case .withdraw:
            let words = note(name, &form)
            return choice("why", Referral.Withdrawal.self, missing: "Say why it ends", &form).map { .withdraw($0, note: words) }
        case .accompany: return day("accompanied", "date when you go with them", &form).map { .accompany(on: $0) }
        case .reopen: return .reopen(note: neededNote(name, missing: "Say why it goes on", &form))
        case .enterInError: return .enterInError(note: neededNote(name, missing: "Say what went wrong", &form))
        }
    }

    private static func close(_ form: inout FormReader) -> Referral.Move? {
        let ending = form.choice("ending", label: "answer", among: ["to its end", "early"])
        let engaged = choice("engaged", Outcome.Engaged.self, missing: "Say whether they engaged", &form)
        let helped = choice("helped", Outcome.Helped.self, missing: "Say whether it helped", &form)
        let source = choice("said-by", Outcome.Source.self, missing: "Say who says so", &form)
        let words = form.optionalLines("words", label: "words", max: 500)
        let remaining = form.optionalLines("remaining", label: "note about what is still needed", max: 500)
        let ask = form.optionalLines("ask", label: "request to the practice", max: 500)
        guard let engaged, let helped, let source else { return nil }
        let outcome = Outcome(
            engaged: engaged,
            helped: helped,
            saidBy: source,
            personWords: words,
            remaining: remaining,
            askOfPractice: ask
        )
        return .close(outcome, leftEarly: ending == "early")
    }

    private static func attempt(_ form: inout FormReader) -> ContactAttempt? {
        let on = day("tried", "date of the try", &form)
        let channel = choice("channel", ContactAttempt.Channel.self, missing: "Say how you tried", &form)
        let result = choice("result", ContactAttempt.Result.self, missing: "Say what came of it", &form)
        guard let on, let channel, let result else { return nil }
        return ContactAttempt(on: on, channel: channel, result: result)
    }

    private static func day(_ field: String, _ label: String, _ form: inout FormReader) -> Day? {
        form.date(field, label: label, required: true).flatMap { Day(iso: $0.iso) }
    }

    private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ field: String,
        _ type: Choice.Type,
        missing: String,
        _ form: inout FormReader
    ) -> Choice? {
        form.choice(field, label: "answer", as: type, required: true, missing: missing)
    }

    private static func note(_ move: Referral.Move.Name, _ form: inout FormReader) -> String? {
        form.optionalLines(MoveFields.noteField(move), label: "note", max: 500)
    }

    private static func neededNote(_ move: Referral.Move.Name, missing: String, _ form: inout FormReader) -> String {
        form.multiline(MoveFields.noteField(move), label: "note", max: 500, required: true, missing: missing)
    }
}
