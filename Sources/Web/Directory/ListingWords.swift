import Core

/// How a listing's place and cost are said on one line.
enum PlaceWords {
    /// The first address that may be shown, or how else it is reached.
    static func summary(_ card: OfferCard) -> String? {
        let addresses = card.places.map { place in
            guard !place.isConfidential else { return "Address kept private" }
            return [place.line, place.postcode.map(Words.unbroken) ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
        }.filter { !$0.isEmpty }
        let others = card.ways.filter { $0 != .inPerson }.map(way)
        let more = addresses.count > 1 ? " and \(addresses.count - 1) more" : ""
        let parts = [addresses.first.map { $0 + more }].compactMap { $0 } + others
        return parts.isEmpty ? nil : Words.capitalised(Words.joined(parts, with: "or"))
    }

    static func way(_ way: Offer.Way) -> String {
        switch way {
        case .inPerson: "in person"
        case .online: "online"
        case .telephone: "by telephone"
        case .homeVisit: "at your home"
        }
    }

    static func cost(_ card: OfferCard) -> String? {
        let costs = card.costs.map(Words.cost).filter { !$0.isEmpty }
        return costs.isEmpty ? card.feesDescription : costs.joined(separator: "; ")
    }
}

/// Whether people are taken at the moment, when there is something to say about it.
enum IntakeWords {
    static func notice(_ offer: Offer) -> String? { notice(offer.status, offer.intake, wait: offer.wait) }

    static func notice(_ card: OfferCard) -> String? { notice(card.status, card.intake, wait: card.wait) }

    private static func notice(_ status: Offer.Status, _ intake: Offer.Intake, wait: String?) -> String? {
        switch (status, intake) {
        case (.temporarilyClosed, _): "Closed for the time being"
        case (.defunct, _), (.inactive, _): "This has closed"
        case (.active, .waitingList): "Waiting list" + (wait.map { ": \($0)" } ?? "")
        case (.active, .full): "Full at the moment"
        case (.active, .open): nil
        }
    }
}
