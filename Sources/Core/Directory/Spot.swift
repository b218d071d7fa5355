import SearchIndex

/// Provisional.
public struct Spot: Sendable, Hashable {
    public enum Kind: String, Sendable { case postcode, outcode, place }
    public var kind: Kind
    public var name: String
    public var district: String
    public var coordinate: Coordinate
}

public struct PlaceNames: Sendable {
    func match(words: [String], at position: Int) -> (spot: Spot, length: Int)? { nil }
}
