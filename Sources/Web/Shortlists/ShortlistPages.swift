import Core
import Foundation
import Hummingbird
import WebSupport

/// The shortlist of whoever is signed in: gather, order, note, print, share.
enum ShortlistPages {
    static func shortlist(_ visit: Visit) async throws -> Response {
        try visit.html(try await page(visit), as: .shortlist)
    }

    static func page(_ visit: Visit, form: FormReader? = nil) async throws -> ShortlistPage {
        let list = try await visit.features.shortlists.shortlist(session: visit.sessionHash())
        let listings = try await visit.features.directory.listings(list.offers)
        let links = try await visit.features.shortlists.links(by: visit.actor())
        return ShortlistPage(visit: visit, list: list, listings: listings, links: links, form: form)
    }

    static func add(_ visit: Visit) async throws -> Response {
        let form = try visit.reader()
        guard let offer = Offer.ID(form.sent("offer")) else { throw Failure.notFound }
        do {
            try await visit.features.shortlists.add(offer, session: visit.sessionHash())
        } catch Failure.conflict(let sentence) {
            throw PublicError(.conflict, title: "Your shortlist is full", sentence: sentence)
        }
        return .seeOther(LocalPath.safe(form.sent("back"), or: Path.shortlist.text))
    }

    /// Whatever button was pressed, what was typed is stored first.
    static func change(_ visit: Visit) async throws -> Response {
        var form = try visit.reader()
        let session = try visit.sessionHash()
        let list = try await visit.features.shortlists.shortlist(session: session)
        let notes = list.offers.reduce(into: [Offer.ID: String]()) { notes, offer in
            let field = NoteField.name(offer)
            guard form.fields[field] != nil else { return }
            notes[offer] = form.multiline(field, label: "note", max: Shortlist.longestNote)
        }
        guard form.isValid else {
            return try visit.html(try await page(visit, form: form), as: .shortlist, status: .badRequest)
        }
        let button = Button(form.sent("do"))
        try await visit.features.shortlists.change(notes: notes, then: button.move, session: session)
        return try await answer(button, list: list, visit: visit, form: form)
    }

    private static func answer(_ button: Button, list: Shortlist, visit: Visit, form: FormReader) async throws
        -> Response
    {
        switch button {
        case .save: return .seeOther(Path.shortlist.text + "?saved=1")
        case .move(let offer, .remove): return .seeOther(Path.shortlist.text + "?removed=\(offer)")
        case .move(let offer, _): return .seeOther(Path.shortlist.text + "#line-\(offer)")
        case .print:
            try await Signposting.count(list.offers, for: visit, form: form)
            return .seeOther(Path.shortlistLeaflet(SlipLook()).text + "#print")
        case .share:
            guard !list.lines.isEmpty else { return .seeOther(Path.shortlist.text) }
            let token = try await visit.features.shortlists.share(session: visit.sessionHash(), by: visit.actor())
            try await Signposting.count(list.offers, for: visit, form: form)
            return .seeOther(Path.sharedShortlist(token: token, SlipLook()).text)
        }
    }

    static func stop(_ visit: Visit) async throws -> Response {
        guard let id = SharedShortlist.ID(try visit.reader().sent("id")) else { throw Failure.notFound }
        try await visit.features.shortlists.stop(id, by: visit.actor())
        return .seeOther(Path.shortlist.text + "?stopped=1")
    }

    /// The button of the form that was pressed; none is as good as the one that only saves.
    enum Button {
        case save, print, share
        case move(Offer.ID, Shortlist.Move)

        init(_ value: String) {
            let parts = value.split(separator: " ").map(String.init)
            switch (parts.first, parts.dropFirst().first.flatMap { Offer.ID($0) }) {
            case ("print", _): self = .print
            case ("share", _): self = .share
            case (let name?, let offer?): self = Shortlist.Move(rawValue: name).map { .move(offer, $0) } ?? .save
            default: self = .save
            }
        }

        var move: (offer: Offer.ID, move: Shortlist.Move)? {
            if case .move(let offer, let move) = self { (offer, move) } else { nil }
        }
    }
}

/// The name of the field with the note of an offer.
enum NoteField {
    static func name(_ offer: Offer.ID) -> String { "note-\(offer)" }
}

extension Visit {
    /// What the shortlist is kept under; the route has let in only those who are signed in.
    func sessionHash() throws(Failure) -> Data {
        guard let token = context.sessionToken else { throw .forbidden }
        return token.hash
    }
}
