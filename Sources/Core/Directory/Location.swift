import Foundation
import SearchIndex

/// A place where an offer happens, or that it is reached at.
public struct Location: Codable, Equatable, Sendable, Identifiable {
    public typealias ID = Identifier<Location>

    public var id: ID
    public var kind: Kind
    public var name: String?
    public var description: String?
    public var address: String?
    public var city: String?
    public var county: String?
    public var postcode: String?
    /// WGS 84 degrees; both or neither.
    public var latitude: Double?
    public var longitude: Double?
    public var precision: Precision
    /// A refuge's address: known here, never shown, never given as coordinates or distance.
    public var isConfidential: Bool
    public var gettingThere: String?
    public var accessibility: [String]

    public enum Kind: String, Codable, Sendable {
        case physical
        case postal
        case virtual
    }

    /// What the coordinates stand for.
    public enum Precision: String, Codable, Sendable {
        case none
        /// The point that the source gave.
        case exact
        /// The centre of the outward postcode: right to a kilometre or two.
        case outcode
    }

    public init(
        id: ID,
        kind: Kind = .physical,
        name: String? = nil,
        description: String? = nil,
        address: String? = nil,
        city: String? = nil,
        county: String? = nil,
        postcode: String? = nil,
        coordinate: Coordinate? = nil,
        precision: Precision = .none,
        isConfidential: Bool = false,
        gettingThere: String? = nil,
        accessibility: [String] = []
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.description = description
        self.address = address
        self.city = city
        self.county = county
        self.postcode = postcode
        self.latitude = coordinate?.latitude
        self.longitude = coordinate?.longitude
        self.precision = coordinate == nil ? .none : precision
        self.isConfidential = isConfidential
        self.gettingThere = gettingThere
        self.accessibility = accessibility
    }

    public var coordinate: Coordinate? {
        guard let latitude, let longitude else { return nil }
        return Coordinate(latitude: latitude, longitude: longitude)
    }
}

extension Location {
    /// The coordinates that may leave the server: none for a confidential address.
    public var publicCoordinate: Coordinate? { isConfidential ? nil : coordinate }

    /// The address on one line, as it may be shown; nil when there is nothing to show.
    public var publicAddress: String? {
        guard !isConfidential else { return nil }
        var parts: [String] = []
        for part in [name, address, city, postcode] {
            guard let part, !part.isEmpty, !parts.contains(where: { $0.localizedCaseInsensitiveContains(part) }) else {
                continue
            }
            parts.append(part)
        }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}
