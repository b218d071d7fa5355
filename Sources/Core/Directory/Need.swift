/// Why somebody comes ("lonely", "in debt"): an entry of our controlled list, with the words that people use for it.
public struct Need: Codable, Equatable, Sendable, Identifiable {
    public struct ID: Hashable, Sendable, Codable, RawRepresentable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }
    }

    public var id: ID
    public var name: String
    public var layWords: [String]

    public init(id: ID, name: String, layWords: [String]) {
        self.id = id
        self.name = name
        self.layWords = layWords
    }
}
