import GRDB

extension Organisation: FetchableRecord, PersistableRecord {}
extension Offer: FetchableRecord, PersistableRecord {}
extension Location: FetchableRecord, PersistableRecord {}
extension Need: FetchableRecord, PersistableRecord {}
extension Need.ID: DatabaseValueConvertible {}

/// What belongs to one offer and is replaced with it, kept in order.
protocol OfferPart: Codable, Sendable, FetchableRecord, PersistableRecord {}

extension Schedule: OfferPart {}
extension CostOption: OfferPart {}
extension Phone: OfferPart {}
extension Contact: OfferPart {}
extension Language: OfferPart {}
extension ServiceArea: OfferPart {}

extension OfferAttribute: OfferPart {
    public static let databaseTableName = "attribute"
}

/// An `OfferPart` with its offer and its place in the list.
struct PlacedPart<Part: OfferPart>: PersistableRecord {
    static var databaseTableName: String { Part.databaseTableName }
    let part: Part
    let offerID: Offer.ID
    let position: Int

    func encode(to container: inout PersistenceContainer) throws {
        try part.encode(to: &container)
        container["offerID"] = offerID
        container["position"] = position
    }
}
