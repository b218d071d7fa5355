/// What a person takes home: a few offers, in order. It lives in an address or on paper and is never stored.
public struct Slip: Equatable, Sendable {
    public typealias ID = Identifier<Slip>

    public private(set) var offers: [Offer.ID]

    /// As many as there are digits to press, and more than anybody will ring.
    public static let most = 9

    /// Takes the first ``most`` offers, each once.
    public init(_ offers: [Offer.ID] = []) {
        self.offers = offers.reduce(into: []) { kept, id in
            if kept.count < Slip.most, !kept.contains(id) { kept.append(id) }
        }
    }

    public var isEmpty: Bool { offers.isEmpty }
    public var isFull: Bool { offers.count >= Slip.most }

    public func contains(_ id: Offer.ID) -> Bool { offers.contains(id) }

    public func adding(_ more: [Offer.ID]) -> Slip { Slip(offers + more) }

    public func removing(_ id: Offer.ID) -> Slip { Slip(offers.filter { $0 != id }) }
}
