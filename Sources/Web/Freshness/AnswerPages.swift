import Core
import Foundation
import Hummingbird
import WebSupport

/// One listing, fact by fact: for the organisation with a link or a letter, and for whoever rings it up.
enum AnswerPages {
    // MARK: With a link

    static func linked(_ visit: Visit) async throws -> Response {
        let (token, listing) = try await linkedListing(visit)
        return try visit.html(AnswerPage.linked(visit, listing: listing, token: token), as: .answer)
    }

    static func answerLinked(_ visit: Visit) async throws -> Response {
        let (token, listing) = try await linkedListing(visit)
        var form = try visit.reader()
        guard let answer = AnswerFields.answer(&form) else {
            let page = AnswerPage.linked(visit, listing: listing, token: token, form: form)
            return try visit.html(page, as: .answer, status: .badRequest)
        }
        try await ConfirmPages.working {
            try await visit.features.confirmations.answer(answer, for: listing.offer.id, token: token)
        }
        return .seeOther(Path.confirm(token: token).text + (answer.isAllRight ? "?confirmed=1" : "?told=1"))
    }

    private static func linkedListing(_ visit: Visit) async throws -> (token: String, listing: Listing) {
        let token = try await ConfirmPages.token(visit)
        let id: Offer.ID = try visit.identifier()
        let link = try await ConfirmPages.working { try await visit.features.confirmations.open(token: token) }
        guard let linked = link.listings.first(where: { $0.listing.offer.id == id }) else { throw Failure.notFound }
        return (token, linked.listing)
    }

    // MARK: On the telephone

    static func byPhone(_ visit: Visit) async throws -> Response {
        try visit.html(AnswerPage.byPhone(visit, listing: try await listing(visit)), as: .answer)
    }

    static func answerByPhone(_ visit: Visit) async throws -> Response {
        let listing = try await listing(visit)
        let id = listing.offer.id
        var form = try visit.reader()
        if form.sent("do") == "no-answer" {
            try await visit.features.confirmations.noAnswer(for: id, by: visit.actor())
            return .seeOther(Path.confirmByPhone(id).text + "?done=no-answer")
        }
        guard let answer = AnswerFields.answer(&form) else {
            let page = AnswerPage.byPhone(visit, listing: listing, form: form)
            return try visit.html(page, as: .answer, status: .badRequest)
        }
        try await visit.features.confirmations.answerByPhone(answer, for: id, by: visit.actor())
        return .seeOther(Path.confirmByPhone(id).text + (answer.isAllRight ? "?done=right" : "?done=told"))
    }

    private static func listing(_ visit: Visit) async throws -> Listing {
        let listing = try await visit.features.directory.listing(visit.identifier())
        guard listing.offer.isListed else { throw Failure.conflict("This listing has closed.") }
        return listing
    }
}

/// The fields of an answer, for reading and for showing.
enum AnswerFields {
    static func words(_ fact: Fact) -> String { "words-\(fact.rawValue)" }

    /// Nil when something is wrong with the form. Words beside a fact say that it is different, ticked or not.
    static func answer(_ form: inout FormReader) -> ListingAnswer? {
        let ticked = form.choices("different[]", label: "fact", among: Fact.told.map(\.rawValue))
        var different: [Fact: String] = [:]
        for fact in Fact.told {
            let said = form.text(
                words(fact),
                label: "answer about “\(fact.label.lowercased())”",
                max: ListingAnswer.longestWords
            )
            if ticked.contains(fact.rawValue) || !said.isEmpty { different[fact] = said }
        }
        let intake = form.choice("intake", label: "answer", as: Offer.Intake.self)
        let running = form.choice(
            "running",
            label: "answer",
            among: ["yes", "no"],
            required: true,
            missing: "Say whether it is still running"
        )
        let key = FormKey.read(&form, beside: "running")
        guard form.isValid else { return nil }
        return ListingAnswer(different: different, intake: intake, isRunning: running != "no", key: key)
    }
}

extension ListingAnswer {
    var isAllRight: Bool { isRunning && different.isEmpty }
}

/// The key that is made with a form, so that sending it twice is sending it once.
enum FormKey {
    static func make() -> String { UUID().uuidString }

    /// A form that lost it gets a new one, and has to be sent again, because without it nobody can tell whether it was
    /// sent before.
    static func read(_ form: inout FormReader, beside input: String) -> String {
        if form.fields.values("key").count == 1, let sent = UUID(uuidString: form.sent("key")) {
            return sent.uuidString
        }
        form.fail("key", "A part of the form was lost on its way. Check it and send it again", input: input)
        return make()
    }

    /// The one that was sent, to be sent again, or a new one.
    static func kept(_ form: FormReader?) -> String {
        form.flatMap { UUID(uuidString: $0.sent("key"))?.uuidString } ?? make()
    }
}
