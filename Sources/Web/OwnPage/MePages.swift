import Core
import Foundation
import Hummingbird
import WebSupport

/// The person's own page, and what they can do there. Its address says nothing about who they are.
enum MePages {
    static func page(_ visit: Visit) async throws -> Response {
        guard let session = try await visit.ownSession() else { return try EnterPages.form(visit) }
        return try await show(visit, session)
    }

    /// The code, to print and keep.
    static func letter(_ visit: Visit) async throws -> Response {
        guard let session = try await visit.ownSession() else { return try EnterPages.form(visit) }
        return try visit.html(OwnLetterPage(visit, key: visit.features.ownPages.key(for: session)), as: .ownLetter)
    }

    static func takeBack(_ visit: Visit) async throws -> Response {
        try await act(visit, done: .takenBack) { form, session in
            let what = form.choice("what", label: "answer", as: Consent.Purpose.self, required: true)
            guard let what else { return }
            if what == .tellThePractice {
                guard let id = Episode.ID(form.sent("referral")) else { throw Failure.notFound }
                return try await visit.features.ownPages.stopTelling(id, in: session)
            }
            try await visit.features.ownPages.takeBack(what, of: try referral(form), in: session)
        }
    }

    static func stop(_ visit: Visit) async throws -> Response {
        try await act(visit, done: .stopped) { form, session in
            try await visit.features.ownPages.stop(try referral(form), in: session)
        }
    }

    static func notHeard(_ visit: Visit) async throws -> Response {
        try await act(visit, done: .reminded) { form, session in
            try await visit.features.ownPages.notHeard(try referral(form), in: session)
        }
    }

    static func helped(_ visit: Visit) async throws -> Response {
        try await act(visit, done: .said) { form, session in
            let id = try referral(form)
            let helped = form.choice(
                "helped",
                label: "answer",
                as: Outcome.Helped.self,
                required: true,
                missing: "Say if it helped"
            )
            let words = form.optionalLines("words", label: "words", max: PersonWord.longest)
            let forPractice = form.checked("for-practice")
            guard let helped, form.isValid else { return }
            try await visit.features.ownPages.sayWhetherItHelped(
                helped,
                words: words,
                forPractice: forPractice,
                about: id,
                in: session
            )
        }
    }

    private static func referral(_ form: FormReader) throws(Failure) -> Referral.ID {
        guard let id = Referral.ID(form.sent("referral")) else { throw .notFound }
        return id
    }

    private static func act(
        _ visit: Visit,
        done: MeThanks,
        _ body: (inout FormReader, OwnPages.Session) async throws -> Void
    ) async throws -> Response {
        guard let session = try await visit.ownSession() else { return .seeOther(Path.me.text + "?over=1") }
        try visit.requireProof()
        var form = try visit.reader()
        do {
            try await body(&form, session)
        } catch Failure.invalid(let problems) {
            form.fail(problems)
        } catch Failure.conflict(let sentence) {
            return try await show(visit, session, conflict: sentence)
        }
        guard form.isValid else { return try await show(visit, session, form: form) }
        return .seeOther(Path.me.text + "?done=\(done.rawValue)")
    }

    private static func show(
        _ visit: Visit,
        _ session: OwnPages.Session,
        form: FormReader? = nil,
        conflict: String? = nil
    ) async throws -> Response {
        let sheet = try await visit.features.ownPages.sheet(for: session)
        let page = MePage(visit, sheet: sheet, form: form, conflict: conflict)
        let status: HTTPResponse.Status = form != nil ? .badRequest : conflict != nil ? .conflict : .ok
        return try visit.html(page, as: .me, status: status)
    }
}

/// What the page says after something was done there.
enum MeThanks: String, CaseIterable {
    case takenBack = "taken-back"
    case stopped, reminded, said

    var sentence: String {
        switch self {
        case .takenBack: "Done. You have taken it back, and it counts from now on."
        case .stopped: "Done. We have told them that you do not want it any more."
        case .reminded: "Thank you for telling us. We have reminded them. You can say it again in a week."
        case .said: "Thank you. Your answer has been kept."
        }
    }
}
