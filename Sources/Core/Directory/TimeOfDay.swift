import Foundation

/// A time on a clock in England, `HH:MM`.
public struct TimeOfDay: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// 0 to 1439.
    public let minutes: Int

    public static let midnight = TimeOfDay(minutes: 0)

    /// England's, as feeds write them; `09:00-17:00` is no time with a zone.
    private static let zones: Set<String> = ["", "Z", "+00:00", "+01:00"]

    private init(minutes: Int) { self.minutes = minutes }

    /// Takes `9:00`, `09:00`, `09:00:00`, and these with a zone of England (`Z`, `+01:00`), which is ignored.
    ///
    /// Nil for anything that is no time of a 24-hour clock: `1:00pm` read as one in the morning would send people to
    /// a closed door.
    public init?(_ text: String) {
        // By bytes: a page of results reads some fifty times.
        let colon = UInt8(ascii: ":")
        let clock = text.utf8.prefix { (UInt8(ascii: "0")...colon).contains($0) }
        let parts = clock.split(separator: colon, omittingEmptySubsequences: false).map { Substring($0) }
        guard (2...3).contains(parts.count), let hour = Int(parts[0]), parts[1].utf8.count == 2,
            let minute = Int(parts[1]), (0...23).contains(hour), (0...59).contains(minute),
            parts.count == 2 || Int(parts[2]).map((0...59).contains) == true,
            TimeOfDay.isOurs(zone: text[clock.endIndex...])
        else { return nil }
        minutes = hour * 60 + minute
    }

    /// - Parameter zone: perhaps with a fraction of a second before it.
    private static func isOurs(zone: Substring) -> Bool {
        zone.isEmpty || zones.contains(zone.replacingOccurrences(of: ".000", with: ""))
    }

    public func date(on day: Day) -> Date {
        let parts = DateComponents(
            year: day.year,
            month: day.month,
            day: day.day,
            hour: minutes / 60,
            minute: minutes % 60
        )
        return Day.calendar.date(from: parts) ?? day.start
    }

    public var description: String {
        let hour = minutes / 60
        let minute = minutes % 60
        return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }

    public static func < (left: TimeOfDay, right: TimeOfDay) -> Bool { left.minutes < right.minutes }
}

extension TimeOfDay: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = TimeOfDay(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a time")
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
