import Core

/// How a listing's place and cost are said on one line.
enum PlaceWords {
    /// The first address that may be shown, or how else it is reached.
    static func summary(_ listing: Listing) -> String? {
        let addresses = listing.locations.compactMap { location -> String? in
            guard !location.isConfidential else { return "Address kept private" }
            return [location.name ?? location.address, location.postcode.map(Words.unbroken)].compactMap { $0 }.joined(
                separator: ", "
            )
        }.filter { !$0.isEmpty }
        let others = listing.offer.ways.filter { $0 != .inPerson }.map(way)
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

    static func cost(_ listing: Listing) -> String? {
        let costs = listing.costs.map(Words.cost).filter { !$0.isEmpty }
        return costs.isEmpty ? listing.offer.feesDescription : costs.joined(separator: "; ")
    }
}

/// Whether people are taken at the moment, when there is something to say about it.
enum IntakeWords {
    static func notice(_ offer: Offer) -> String? {
        switch (offer.status, offer.intake) {
        case (.temporarilyClosed, _): "Closed for the time being"
        case (.defunct, _), (.inactive, _): "This has closed"
        case (.active, .waitingList): "Waiting list" + (offer.wait.map { ": \($0)" } ?? "")
        case (.active, .full): "Full at the moment"
        case (.active, .open): nil
        }
    }
}
