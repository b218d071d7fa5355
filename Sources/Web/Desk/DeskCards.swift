import Core
import Foundation

/// What was found for the words or for one tick.
struct DeskGroup: Sendable {
    let heading: String
    let cards: [DeskCard]
    let isEmpty: Bool
    /// Offers that stand farther up already, because they help with that as well.
    let also: String?
}

/// One offer on the desk: what a receptionist reads out.
struct DeskCard: Sendable {
    let id: String
    /// The key that puts it on the slip; nil after the ninth.
    let key: String?
    let href: String
    let title: String
    let organisation: String
    let badge: FreshnessBadge
    let ringFirst: Bool
    let notice: String?
    let rows: [LeafletRow]
    /// For staff, as spoken.
    let introduction: String?
    let firstVisit: String?
    let hasMore: Bool
    let isOnSlip: Bool
    /// Whether one more fits.
    let canAdd: Bool
    /// The slip when the button was pressed.
    let slipAfter: String
    /// Where the page stands afterwards.
    let action: String
}

/// Makes the cards in the order of the page; each offer has one, and the first nine have a key.
struct DeskCards {
    let board: DeskBoard
    let listings: [Offer.ID: Listing]
    let now: Date
    let isStaff: Bool
    private(set) var shown: [Offer.ID] = []
    private var unconfirmed: [Search.Found] = []

    init(board: DeskBoard, listings: [Offer.ID: Listing], now: Date, isStaff: Bool) {
        self.board = board
        self.listings = listings
        self.now = now
        self.isStaff = isStaff
    }

    /// - Parameter heading: of what was found by words and not by a tick.
    mutating func group(_ group: Desk.Group, heading: String) -> DeskGroup {
        let repeated = group.found.filter { shown.contains($0.id) }
        var cards: [DeskCard] = []
        for found in group.found where !shown.contains(found.id) {
            if found.freshness == .unconfirmed {
                if !unconfirmed.contains(where: { $0.id == found.id }) {
                    unconfirmed.append(found)
                }
            } else if let card = card(found) {
                cards.append(card)
            }
        }
        let names = repeated.map { "\($0.title)" }
        return DeskGroup(
            heading: group.tick?.words ?? heading,
            cards: cards,
            isEmpty: group.found.isEmpty,
            also: names.isEmpty ? nil : "See also \(Words.joined(names)) above."
        )
    }

    /// What nobody has confirmed for long, under a line of its own.
    mutating func below() -> [DeskCard] {
        let waiting = unconfirmed
        unconfirmed = []
        return waiting.compactMap { card($0) }
    }

    /// Nil for an offer that has gone since the index was written.
    private mutating func card(_ found: Search.Found) -> DeskCard? {
        guard let listing = listings[found.id] else { return nil }
        let offer = listing.offer
        shown.append(offer.id)
        let isOnSlip = board.slip.contains(offer.id)
        let badge = FreshnessBadge(offer, now: now)
        let code = board.code(offer.id)
        return DeskCard(
            id: code,
            key: shown.count <= Slip.most ? String(shown.count) : nil,
            href: Path.offer(offer.id).text,
            title: offer.name,
            organisation: listing.organisation.name,
            badge: badge,
            ringFirst: badge.ringFirst,
            notice: IntakeWords.notice(offer),
            rows: LeafletWords(listing: listing, now: now).short(distance: found.distance),
            introduction: isStaff ? offer.introduction : nil,
            firstVisit: offer.firstVisit,
            hasMore: offer.firstVisit != nil || (isStaff && offer.introduction != nil),
            isOnSlip: isOnSlip,
            canAdd: !board.slip.isFull,
            slipAfter: board.field(isOnSlip ? board.slip.removing(offer.id) : board.slip.adding([offer.id])),
            action: "/desk#card-\(code)"
        )
    }
}

/// The slip as it stands beside the cards.
struct DeskSlip: Sendable {
    let heading: String
    let isEmpty: Bool
    let isFull: Bool
    let lines: [Line]
    /// The offers as the form sends them.
    let offers: String
    /// New with every page, so that a double click counts once.
    let key: String
    let action: String

    struct Line: Sendable {
        let id: String
        let title: String
        let href: String
        let slipAfter: String
    }

    init(board: DeskBoard, listings: [Listing]) {
        isEmpty = listings.isEmpty
        isFull = board.slip.isFull
        heading = isEmpty ? "The slip" : "The slip: \(Words.count(listings.count, "offer"))"
        lines = listings.map {
            Line(
                id: board.code($0.offer.id),
                title: $0.offer.name,
                href: Path.offer($0.offer.id).text,
                slipAfter: board.field(board.slip.removing($0.offer.id))
            )
        }
        offers = board.field(board.slip)
        key = Slip.ID().text
        action = Path.makeSlip.text
    }
}
