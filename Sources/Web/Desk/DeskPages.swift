import Core
import Foundation
import Hummingbird
import WebSupport

/// The reception desk: from the patient's own words to a slip in the patient's hand. Looking stores nothing.
enum DeskPages {
    static func desk(_ visit: Visit) async throws -> Response {
        try visit.html(try await page(visit), as: .desk)
    }

    static func page(_ visit: Visit) async throws -> DeskPage {
        let slip = try await visit.slip(named: visit.query.text("slip", max: SlipField.longest))
        let onSlip = try await visit.features.directory.listings(slip.offers)
        var request = DeskRequest(visit.query, slip: [])
        let answer = try await visit.features.desk.find(
            words: request.words,
            near: request.near,
            ticks: request.ticks
        )
        count(answer, visit, slip)
        let found = answer.groups.flatMap(\.found).map(\.id)
        let codes = try await visit.features.directory.codes(of: found + slip.offers)
        request.slip = slip.offers.compactMap { codes[$0] }
        let board = DeskBoard(request: request, slip: slip, codes: codes)
        return DeskPage(visit: visit, board: board, answer: answer, onSlip: onSlip)
    }
}

extension DeskPages {
    /// Every button of the slip opens the page again with the same question, so only a page with an empty slip counts.
    private static func count(_ answer: Desk.Answer, _ visit: Visit, _ slip: Slip) {
        guard visit.isReading, slip.isEmpty else { return }
        for (request, results) in answer.searches { visit.features.searchCounts.count(request, results) }
    }
}

/// What the buttons of the page need to know: what is on the slip now, and what everything is called.
struct DeskBoard: Sendable {
    let request: DeskRequest
    let slip: Slip
    let codes: [Offer.ID: OfferCode]

    /// The slip as a button sends it.
    func field(_ slip: Slip) -> String { SlipField.text(slip.offers.compactMap { codes[$0] }) }

    func code(_ id: Offer.ID) -> String { codes[id]?.text ?? id.text }
}

struct DeskPage: Sendable {
    let page: PageFrame
    let words: String
    let near: String
    let ticks: [TickBox]
    let hasTicks: Bool
    /// Nothing was asked yet, so that typing may begin at once.
    let isNew: Bool
    let slipField: String
    let state: [StateField]
    let notes: [String]
    let crises: [CrisisBox]
    /// The words that were searched for instead of those typed.
    let correction: String?
    let isNothing: Bool
    let groups: [DeskGroup]
    let hasBelow: Bool
    let below: [DeskCard]
    let addAll: String?
    let slip: DeskSlip

    struct TickBox: Sendable {
        let id: String
        let value: String
        let label: String
        let isChecked: Bool
    }

    struct StateField: Sendable {
        let name: String
        let value: String
    }

    init(visit: Visit, board: DeskBoard, answer: Desk.Answer, onSlip: [Listing]) {
        let request = board.request
        page = visit.frame(request.words.isEmpty ? "Front desk" : "\(request.words) - Front desk", script: "desk.js")
        words = request.words
        near = request.near
        ticks = Tick.allCases.map {
            TickBox(
                id: "tick-\($0.rawValue)",
                value: $0.rawValue,
                label: $0.words,
                isChecked: request.ticks.contains($0)
            )
        }
        hasTicks = !request.ticks.isEmpty
        isNew = request.isEmpty && request.slip.isEmpty
        slipField = SlipField.text(request.slip)
        state = request.fields.map { StateField(name: $0.name, value: $0.value) }
        notes = DeskPage.notes(request, answer: answer)
        crises = (answer.results?.reading.crises ?? []).map(CrisisBox.init)
        correction = answer.results?.corrected.flatMap { request.words.isEmpty ? nil : $0 }
        var cards = DeskCards(board: board, listings: answer.listings, now: visit.now, isStaff: visit.account != nil)
        let found = answer.groups.map { cards.group($0, heading: DeskPage.heading(request, answer: answer)) }
        below = cards.below()
        hasBelow = !below.isEmpty
        isNothing = !request.isEmpty && cards.shown.isEmpty
        groups = isNothing ? [] : found
        let all = board.slip.adding(cards.shown)
        addAll = request.ticks.isEmpty || all == board.slip ? nil : board.field(all)
        slip = DeskSlip(board: board, listings: onSlip)
    }

    private static func heading(_ request: DeskRequest, answer: Desk.Answer) -> String {
        let isPlace = answer.results?.unknownPlace == nil && !request.near.isEmpty
        return "Best for “\(request.words)”" + (isPlace ? " near \(request.near)" : "")
    }

    private static func notes(_ request: DeskRequest, answer: Desk.Answer) -> [String] {
        var notes: [String] = []
        if let typed = answer.results?.unknownPlace {
            notes.append(
                "We do not know the place “\(typed)”. Use a postcode, such as SE15 or SE15 4NA, or the name of a town. These are from anywhere."
            )
        }
        if answer.results?.droppedPlace == true {
            notes.append(
                "There is nothing close to \(answer.results?.spot?.name ?? request.near), so these are from farther away."
            )
        }
        if request.ticks.count > Desk.mostTicks {
            notes.append("These are for the first \(Desk.mostTicks) ticks. A slip holds no more than that.")
        }
        if request.ticks.contains(.abuse) {
            notes.append("Ask first if it is safe for them to take this on paper or to get it on their telephone.")
        }
        return notes
    }
}
