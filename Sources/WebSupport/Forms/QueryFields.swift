import Foundation
import Hummingbird

/// The parameters of a GET request. Links are typed, cut off and altered on the way, so nothing here is an error: what
/// cannot be read is repaired, a repeated name counts once (the first), and what is out of range becomes the default.
public struct QueryFields: Sendable {
    private let pairs: [PercentDecoding.Pair]

    public init(_ request: Request) {
        self.init(query: request.uri.query ?? "")
    }

    /// - Parameter query: What follows the question mark. Only the first 200 parameters are read.
    public init(query: String) {
        pairs = PercentDecoding.pairs(in: query.utf8, limit: FormFields.maximumCount).pairs
    }

    /// One line of text, trimmed and without control characters, cut off after `max` characters; empty when absent.
    public func text(_ name: String, max: Int = 200) -> String {
        pairs.first { $0.name.string == name }.map { Self.clean($0.value.string, max: max) } ?? ""
    }

    /// Every value of a name that may be repeated, without empty ones, each once.
    public func all(_ name: String, max: Int = 200) -> [String] {
        pairs.filter { $0.name.string == name }.map { Self.clean($0.value.string, max: max) }
            .reduce(into: []) { values, value in
                if !value.isEmpty, !values.contains(value) { values.append(value) }
            }
    }

    /// A whole number, brought into range; nil when absent or not a number.
    public func integer(_ name: String, in range: ClosedRange<Int>) -> Int? {
        Int(text(name, max: 20)).map { min(max($0, range.lowerBound), range.upperBound) }
    }

    /// Whether a box is ticked: `on`, `true`, `yes` or `1`.
    public func checked(_ name: String) -> Bool {
        ["on", "true", "yes", "1"].contains(text(name).lowercased())
    }

    /// One of a list of values; nil for any other.
    public func choice(_ name: String, among values: [String]) -> String? {
        let value = text(name)
        return values.contains(value) ? value : nil
    }

    /// A case of an enumeration by its raw value; nil for any other.
    public func choice<Choice: RawRepresentable<String>>(_ name: String, as type: Choice.Type) -> Choice? {
        Choice(rawValue: text(name))
    }

    /// Nil for anything but a UUID.
    public func uuid(_ name: String) -> UUID? { UUID(uuidString: text(name)) }

    /// Nil for anything but `2027-03-31`.
    public func date(_ name: String) -> CalendarDate? { CalendarDate(iso: text(name)) }

    private static func clean(_ text: String, max: Int) -> String {
        // Cutting by bytes first keeps a pile of combining marks from counting as one character.
        var cut = TypedText.line(String(decoding: text.utf8.prefix(4 * max + 3), as: UTF8.self)).text
        if cut.count > max { cut = String(cut.prefix(max)) }
        return cut
    }
}
