import Foundation

/// One page of a list of services, in the envelope of ORUK 3.0 or 1.0, or a bare array.
struct FeedPage: Sendable {
    /// What is no object is nil.
    let records: [Record?]
    /// What the feed says about itself; nil where it says nothing.
    let totalItems: Int?
    let totalPages: Int?
    let isFirst: Bool?
    let isLast: Bool?
    let isBareArray: Bool

    struct NoPage: Error {}

    struct Record: Sendable {
        /// As the source writes it; nil when there is none.
        let key: String?
        /// Whether it has only what a thin list sends: none of the lists that a full service has.
        let isThin: Bool
        /// The same bytes for the same record, in whatever order its keys came.
        let bytes: [UInt8]

        init(_ object: [String: Any]) {
            key = (object["id"] as? String) ?? (object["id"] as? NSNumber)?.stringValue
            isThin = fullKeys.allSatisfy { object[$0] == nil }
            let data = try? JSONSerialization.data(
                withJSONObject: object,
                options: [.sortedKeys, .withoutEscapingSlashes]
            )
            bytes = data.map(Array.init) ?? []
        }
    }

    init(_ body: Data) throws {
        let json = try? JSONSerialization.jsonObject(with: body)
        let envelope = json as? [String: Any] ?? [:]
        guard let list = json as? [Any] ?? envelope["contents"] as? [Any] ?? envelope["content"] as? [Any] else {
            guard envelope["empty"] as? Bool == true else { throw NoPage() }
            self.init([], envelope, isBareArray: false)
            return
        }
        self.init(list, envelope, isBareArray: json is [Any])
    }

    private init(_ list: [Any], _ envelope: [String: Any], isBareArray: Bool) {
        records = list.map { ($0 as? [String: Any]).map(Record.init) }
        totalItems = FeedPage.number(envelope, "total_items", "totalElements")
        totalPages = FeedPage.number(envelope, "total_pages", "totalPages")
        isFirst = FeedPage.flag(envelope, "first_page", "first")
        isLast = FeedPage.flag(envelope, "last_page", "last")
        self.isBareArray = isBareArray
    }

    /// Numbers above a billion, negative ones and text that is no number are as good as absent.
    private static func number(_ envelope: [String: Any], _ keys: String...) -> Int? {
        let source = keys.lazy.compactMap { envelope[$0] }.first { !($0 is NSNull) }
        let number = (source as? NSNumber)?.doubleValue ?? (source as? String).flatMap(Double.init)
        return number.flatMap { (0...1e9).contains($0) ? Int($0) : nil }
    }

    private static func flag(_ envelope: [String: Any], _ keys: String...) -> Bool? {
        keys.lazy.compactMap { envelope[$0] as? Bool }.first
    }

    private static let fullKeys = [
        "service_at_locations", "schedules", "regular_schedules", "phones", "contacts", "cost_options",
        "service_areas", "languages", "attributes", "service_taxonomys", "eligibilitys", "organization_identifiers",
    ]
}
