import Foundation
import GRDB
import SearchIndex

extension OpenReferral {
    /// Which services are asked for: all conditions hold together.
    public struct Filter: Sendable, Equatable {
        /// Each has to stand in the name, the description or the organisation's name.
        public var words: [String] = []
        /// Identifier or code.
        public var term: String?
        /// Identifier or name.
        public var taxonomy: String?
        public var organisation: Organisation.ID?
        /// Changed then or later.
        public var modifiedAfter: Date?
        /// Checked then or later; ours, because a check that finds all well changes nothing.
        public var assuredAfter: Date?
        /// Its service areas hold the postcode, as far as it has any.
        public var postcode: Postcode?
        /// Metres from the postcode; only with one.
        public var proximity: Double?
        /// Whole years: somebody of an age between these may come.
        public var minimumAge: Int?
        public var maximumAge: Int?
        /// It is open on one of these days …
        public var days: [Weekday] = []
        /// … or at some time between these.
        public var from: TimeOfDay?
        public var until: TimeOfDay?

        public init() {}

        /// Whether it looks for something to go to. Then what has closed is of no use; lists for those who keep a copy hold
        /// it, so that they learn of it.
        var isLookUp: Bool {
            !words.isEmpty || postcode != nil || minimumAge != nil || maximumAge != nil || asksForTimes
        }

        fileprivate var asksForTimes: Bool { !days.isEmpty || from != nil || until != nil }
    }
}

/// A filter as conditions on the rows of `offer` (which joins `organisation`) and of `location`.
struct OpenReferralConditions {
    private(set) var onOffer: [SQL] = []
    /// Where a place has to be, as identifiers in JSON.
    private(set) var places: String?

    /// - Throws: `Failure.invalid` for a postcode that nobody knows.
    init(_ filter: OpenReferral.Filter, terms: TermCatalogue, in db: Database) throws {
        if filter.isLookUp, filter.modifiedAfter == nil {
            onOffer.append("offer.status IN ('active', 'temporarily closed')")
        }
        onOffer += filter.words.map(Self.holds)
        if let term = filter.term { onOffer.append(Self.any(of: terms.sources(ofTerm: term))) }
        if let list = filter.taxonomy { onOffer.append(Self.any(of: terms.sources(ofTaxonomy: list))) }
        if let organisation = filter.organisation { onOffer.append("offer.organisationID = \(organisation)") }
        if let date = filter.modifiedAfter { onOffer.append("offer.lastModified >= \(date)") }
        if let date = filter.assuredAfter { onOffer.append("offer.confirmedAt >= \(date)") }
        if let age = filter.minimumAge { onOffer.append("(offer.maximumAge IS NULL OR offer.maximumAge >= \(age))") }
        if let age = filter.maximumAge { onOffer.append("(offer.minimumAge IS NULL OR offer.minimumAge <= \(age))") }
        if filter.asksForTimes { onOffer.append(Self.isOpen(filter)) }
        if let postcode = filter.postcode { try add(postcode, within: filter.proximity, in: db) }
    }

    var all: SQL { onOffer.isEmpty ? "1" : onOffer.map { "(\($0))" as SQL }.joined(separator: " AND ") }

    private static func holds(_ word: String) -> SQL {
        let escaped = ["\\", "%", "_"].reduce(word) { $0.replacingOccurrences(of: $1, with: "\\" + $1) }
        let pattern = "%\(escaped)%"
        return """
            (offer.name LIKE \(pattern) ESCAPE '\\' OR offer.alternateName LIKE \(pattern) ESCAPE '\\'
            OR offer.description LIKE \(pattern) ESCAPE '\\' OR organisation.name LIKE \(pattern) ESCAPE '\\')
            """
    }

    private static func any(of sources: [TermCatalogue.Source]) -> SQL {
        var conditions: [SQL] = []
        var needs: [Need.ID] = []
        for source in sources {
            switch source {
            case .need(let id): needs.append(id)
            case .audience(let word): conditions.append(names(word.rawValue, in: "audience"))
            case .way(let word): conditions.append(names(word.rawValue, in: "ways"))
            case .joining(let word): conditions.append(names(word.rawValue, in: "joining"))
            case .attribute: break
            }
        }
        if !needs.isEmpty {
            conditions.append("EXISTS (SELECT 1 FROM offerNeed WHERE offerID = offer.id AND needID IN \(needs))")
        }
        if let attributes = attributes(of: sources) { conditions.append(attributes) }
        return conditions.isEmpty ? "0" : "(\(conditions.joined(separator: " OR ")))"
    }

    private static func names(_ word: String, in column: String) -> SQL {
        "EXISTS (SELECT 1 FROM json_each(offer.\(sql: column)) WHERE value = \(word))"
    }

    /// As one list in JSON: an imported taxonomy may have more terms than a statement may have arguments.
    private static func attributes(of sources: [TermCatalogue.Source]) -> SQL? {
        let keys = sources.compactMap { source -> [String?]? in
            guard case .attribute(let key) = source else { return nil }
            return [key.taxonomy, key.code, key.name]
        }
        guard !keys.isEmpty, let json = try? JSONEncoder().encode(keys) else { return nil }
        return """
            EXISTS (SELECT 1 FROM attribute JOIN json_each(\(String(decoding: json, as: UTF8.self))) AS term
            ON attribute.taxonomy IS term.value ->> 0 AND attribute.code IS term.value ->> 1
            AND attribute.name = term.value ->> 2 WHERE attribute.offerID = offer.id)
            """
    }

    private static func isOpen(_ filter: OpenReferral.Filter) -> SQL {
        var conditions: [SQL] = ["schedule.offerID = offer.id", "schedule.frequency IS NOT NULL"]
        if !filter.days.isEmpty {
            let days = filter.days.map(\.rawValue)
            conditions.append("EXISTS (SELECT 1 FROM json_each(schedule.days) WHERE value IN \(days))")
        }
        if filter.from != nil || filter.until != nil { conditions.append("schedule.opensAt IS NOT NULL") }
        if let from = filter.from {
            conditions.append("coalesce(schedule.closesAt, schedule.opensAt) >= \(from.description)")
        }
        if let until = filter.until { conditions.append("schedule.opensAt <= \(until.description)") }
        return "EXISTS (SELECT 1 FROM schedule WHERE \(conditions.joined(operator: .and)))"
    }

    // MARK: Where

    private mutating func add(_ postcode: Postcode, within metres: Double?, in db: Database) throws {
        guard let spot = try Gazetteer.spot(of: postcode, in: db) else {
            throw Failure.invalid(["postcode": "postcode is not one that is known here."])
        }
        let names = try String.fetchAll(db, sql: "SELECT DISTINCT name FROM serviceArea")
        let holding = names.filter { spot.areas.contains(Gazetteer.normalisedArea($0)) }
        onOffer.append(
            """
            NOT EXISTS (SELECT 1 FROM serviceArea WHERE offerID = offer.id)
            OR EXISTS (SELECT 1 FROM serviceArea WHERE offerID = offer.id AND name IN (SELECT value FROM json_each(\(Self.json(holding)))))
            """
        )
        guard let metres else { return }
        let near = Self.json(try Self.places(within: metres, of: spot.coordinate, in: db))
        places = near
        onOffer.append(
            """
            EXISTS (SELECT 1 FROM offerLocation WHERE offerID = offer.id
            AND locationID IN (SELECT value FROM json_each(\(near))))
            """
        )
    }

    /// Never a confidential one: that it is near would tell where it is.
    private static func places(within metres: Double, of middle: Coordinate, in db: Database) throws -> [String] {
        // A degree of latitude is 111,195 m on a sphere of the Earth's mean radius.
        let height = metres / 111_195
        let width = height / max(cos(middle.latitude * .pi / 180), 0.01)
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT id, latitude, longitude FROM location WHERE isConfidential = 0
                    AND latitude BETWEEN ? AND ? AND longitude BETWEEN ? AND ?
                """,
            arguments: [
                middle.latitude - height, middle.latitude + height, middle.longitude - width, middle.longitude + width,
            ]
        )
        return rows.filter {
            Coordinate(latitude: $0[1], longitude: $0[2]).distance(to: middle) <= metres
        }.map { $0[0] }
    }

    private static func json(_ texts: [String]) -> String {
        (try? JSONEncoder().encode(texts)).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
    }
}
