import Core
import WebSupport

/// What the desk's address says: the patient's words, the place, the ticks, and the slip as far as it is made.
struct DeskRequest: Equatable, Sendable {
    var words = ""
    var near = ""
    var ticks: [Tick] = []
    /// The codes of the offers on the slip, in order.
    var slip: [OfferCode] = []

    var isEmpty: Bool { words.isEmpty && ticks.isEmpty }
}

extension DeskRequest {
    /// Whatever is in the address; what makes no sense counts as not said.
    ///
    /// - Parameter slip: what the address names, looked up.
    init(_ query: QueryFields, slip: [OfferCode]) {
        words = query.text("q", max: SearchRequest.longestQuery)
        near = query.text("near", max: 60)
        let ticked = Set(query.all("tick", max: 20))
        ticks = Tick.allCases.filter { ticked.contains($0.rawValue) }
        self.slip = slip
    }

    /// The state that every button of the page sends on, but for the slip.
    var fields: [(name: String, value: String)] {
        let typed = [("q", words), ("near", near)].filter { !$0.1.isEmpty }
        return typed + ticks.map { ("tick", $0.rawValue) }
    }
}

/// The offers that an address names, by code or by whole identifier.
enum SlipField {
    /// A slip holds nine, a shortlist more; what is longer than this was not made by us.
    private static let mostNames = 60

    static func names(in text: String) -> [String] {
        text.split { ",. ".contains($0) }.prefix(mostNames).map(String.init)
    }

    static func text(_ codes: [OfferCode]) -> String { codes.map(\.text).joined(separator: ",") }

    /// Enough for nine whole identifiers.
    static let longest = 400
}

extension Visit {
    /// The slip that a text names.
    func slip(named text: String) async throws -> Slip {
        Slip(try await features.directory.offers(named: SlipField.names(in: text)))
    }
}
