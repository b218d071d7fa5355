import Core
import Hummingbird
import WebSupport

/// The slip that a person takes home, and the short links on it.
enum SlipPages {
    static func slip(_ visit: Visit) async throws -> Response {
        let slip = try await visit.slip(named: visit.query.text("offers", max: SlipField.longest))
        let leaflet = try await Leaflet(visit, offers: slip.offers)
        return try visit.html(SlipPage.slip(visit, leaflet: leaflet), as: .slip)
    }

    /// Counts, and shows the slip. A slip that cannot be counted is still a slip: somebody is waiting for it.
    static func make(_ visit: Visit) async throws -> Response {
        let form = try visit.reader()
        let slip = try await visit.slip(named: String(form.sent("offers").prefix(SlipField.longest)))
        guard !slip.isEmpty else { return .seeOther(Path.desk(DeskRequest()).text) }
        try await Signposting.count(slip.offers, for: visit, form: form)
        let codes = try await visit.features.directory.codes(of: slip.offers)
        let look = SlipLook(layout: form.sent("layout"), size: form.sent("size"))
        let path = Path.slip(slip.offers.compactMap { codes[$0] }, look).text
        return .seeOther(form.sent("then") == "print" ? path + "#print" : path)
    }

    /// From paper to the offer's page.
    static func shortLink(_ visit: Visit) async throws -> Response {
        guard let code = visit.context.parameters.get("short").flatMap({ OfferCode($0) }) else {
            throw Failure.notFound
        }
        return .seeOther(Path.offer(try await visit.features.directory.offer(code)).text)
    }
}

/// Counting what was handed out.
enum Signposting {
    /// Does nothing for a form without a key or for somebody who sends forms by the hundred.
    static func count(_ offers: [Offer.ID], for visit: Visit, form: FormReader) async throws {
        guard let slip = Slip.ID(form.sent("key")) else { return }
        guard case .allowed = await visit.site.slipsByAddress.take(visit.rateKey) else { return }
        try await visit.features.signposts.count(offers, practice: visit.account?.practiceCode, slip: slip)
    }
}

/// How a slip is laid out on paper.
struct SlipLook: Equatable, Sendable {
    /// Two pages of A5 side by side on a sheet of A4, to be folded.
    var isFolded = false
    var isLarge = false

    init() {}

    /// Whatever is asked for; what makes no sense is one plain page.
    init(layout: String, size: String) {
        isFolded = layout == "a5"
        isLarge = size == "large"
    }

    init(_ query: QueryFields) { self.init(layout: query.text("layout"), size: query.text("size")) }

    var query: [(String, String)] {
        (isFolded ? [("layout", "a5")] : []) + (isLarge ? [("size", "large")] : [])
    }
}
