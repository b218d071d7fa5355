import Core
import Hummingbird
import WebSupport

/// How it was, from anybody who has been there; nobody can find out whose answer is whose.
enum FriendsAndFamilyPages {
    static func form(_ visit: Visit) async throws -> Response {
        let listing = try await visit.features.directory.listing(visit.identifier())
        let question = try await visit.features.friendsAndFamily.question()
        return try visit.html(
            FriendsAndFamilyPage(visit, listing, question: question, form: nil),
            as: .friendsAndFamily
        )
    }

    static func send(_ visit: Visit) async throws -> Response {
        let listing = try await visit.features.directory.listing(visit.identifier())
        let question = try await visit.features.friendsAndFamily.question()
        var form = try visit.reader()
        let values = question.answers.map { String($0.value) }
        let answer = form.choice("answer", label: "answer", among: values, required: true, missing: "Choose one answer")
            .flatMap { Int($0) }
        let words = form.multiline("words", label: "words", max: FriendsAndFamily.longestWords)
        let key = FormKey.read(&form, beside: "answer")
        guard form.isValid, let answer else {
            let page = FriendsAndFamilyPage(visit, listing, question: question, form: form)
            return try visit.html(page, as: .friendsAndFamily, status: .badRequest)
        }
        try await visit.count(visit.site.experiencesByAddress, title: "Too many answers")
        try await visit.features.friendsAndFamily.answer(answer, words: words, about: listing.offer.id, key: key)
        return .seeOther(Path.friendsAndFamily(listing.offer.id).text + "?sent=1")
    }

    static func counts(_ visit: Visit) async throws -> Response {
        let id = try visit.identifier(of: Offer.self)
        let fft = visit.features.friendsAndFamily
        let counts = try await fft.counts(of: id, for: visit.actor())
        let page = ExperiencePage(
            visit,
            try await visit.features.directory.listing(id),
            question: try await fft.question(),
            counts: counts,
            words: try await fft.words(of: id, for: visit.actor())
        )
        return try visit.html(page, as: .experience)
    }
}

extension Measure {
    /// The answers of its first question.
    fileprivate var answers: [Scale.Label] { items?.first.flatMap { scale(of: $0) }?.labels ?? [] }
}

struct FriendsAndFamilyPage: Sendable {
    let page: PageFrame
    let errors: ErrorSummary?
    let isSent: Bool
    let title: String
    let organisation: String
    let action: String
    let backHref: String
    let key: String
    let answer: ChoiceInput
    let words: TextInput

    init(_ visit: Visit, _ listing: Listing, question: Measure, form: FormReader?) {
        isSent = form == nil && visit.query.integer("sent", in: 1...1) != nil
        page = visit.frame(isSent ? "Thank you" : "How was it?", hasErrors: form != nil)
        errors = ErrorSummary(form)
        title = listing.offer.name
        organisation = listing.organisation.name
        action = Path.friendsAndFamily(listing.offer.id).text
        backHref = Path.offer(listing.offer.id).text
        key = FormKey.kept(form)
        let items = question.answers.map { (String($0.value), $0.words, String?.none) }
        answer = .radios("answer", question.instruction ?? question.name, items, in: form)
        words = TextInput(
            "words",
            "Why did you choose that? (you can leave this empty)",
            in: form,
            hint: "Do not write names, or anything that shows who you are."
        )
    }
}

struct ExperiencePage: Sendable {
    let page: PageFrame
    let title: String
    let backHref: String
    let sentence: String
    let question: String
    let counts: [CountRow]
    let hasCounts: Bool
    let words: [String]
    let hasWords: Bool
    let rule: String
    let formHref: String
    let formAddress: String

    struct CountRow: Sendable {
        let label: String
        let number: Int
    }

    init(_ visit: Visit, _ listing: Listing, question: Measure, counts: FriendsAndFamily.Counts, words: [String]) {
        let id = listing.offer.id
        title = listing.offer.name
        page = visit.frame("What people said")
        backHref = Path.offer(id).text
        self.question = question.instruction ?? question.name
        sentence = ExperiencePage.sentence(counts)
        hasCounts = counts.total > 0
        self.counts =
            hasCounts ? question.answers.map { CountRow(label: $0.words, number: counts.answers[$0.value] ?? 0) } : []
        self.words = words
        hasWords = !words.isEmpty
        rule =
            "Answers have no names. They are shown from \(FriendsAndFamily.smallestHeap) on, in whole months that have ended, "
            + "and new ones only in groups of at least \(FriendsAndFamily.smallestHeap), so that nobody can tell who said what."
        formHref = Path.friendsAndFamily(id).text
        formAddress = visit.site.settings.publicURL + formHref
    }

    private static func sentence(_ counts: FriendsAndFamily.Counts) -> String {
        guard let percent = counts.percentPositive else {
            return "Fewer than \(FriendsAndFamily.smallestHeap) answers so far, so none are shown."
        }
        return "\(percent)% of \(counts.total) answers say “very good” or “good”."
    }

    /// Staff, and of organisations the offer's own.
    static func isOpen(to account: Account?, of offer: Offer) -> Bool {
        guard let account, FriendsAndFamily.reading.contains(account.role) else { return false }
        return account.role != .organisation || account.organisationID == offer.organisationID
    }
}
