import GRDB

// Names of tables are written out: GRDB would make them from the types' names, anew each time.
extension Organisation: FetchableRecord, PersistableRecord { public static let databaseTableName = "organisation" }
extension Offer: FetchableRecord, PersistableRecord { public static let databaseTableName = "offer" }
extension Location: FetchableRecord, PersistableRecord { public static let databaseTableName = "location" }
extension Need: FetchableRecord, PersistableRecord {}
extension Need.ID: DatabaseValueConvertible {}

/// What belongs to one offer and is replaced with it, kept in order.
protocol OfferPart: Codable, Sendable, FetchableRecord, PersistableRecord {}

extension Schedule: OfferPart { public static let databaseTableName = "schedule" }
extension CostOption: OfferPart { public static let databaseTableName = "costOption" }
extension Phone: OfferPart { public static let databaseTableName = "phone" }
extension Contact: OfferPart { public static let databaseTableName = "contact" }
extension Language: OfferPart { public static let databaseTableName = "language" }
extension ServiceArea: OfferPart { public static let databaseTableName = "serviceArea" }

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
