import Crypto
import Foundation

/// Identifiers of what has none in the database: derived, so that they are the same in every answer and after a restart.
extension OpenReferral {
    static func id(_ name: String) -> String { Identifier<Service>(named: "open referral \(name)").text }

    /// The identifier of an offer at one of its places.
    ///
    /// Its first half is the offer's own, so that these sort as their offers do and the offer is found again from it;
    /// the second is a digest of both (RFC 9562 lets the bits of a UUID be chosen so).
    static func serviceAtLocationID(_ offer: Offer.ID, _ location: Location.ID) -> String {
        let digest = Array(SHA256.hash(data: Data("\(offer) \(location)".utf8)).prefix(8))
        let variant = [digest[0] & 0x3f | 0x80] + digest.dropFirst()
        let hex = variant.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return "\(offer.text.prefix(19))\(hex.prefix(4))-\(hex.dropFirst(4))"
    }

    /// A moment as the standard wants it: UTC, to the nearest millisecond, as the database keeps it.
    ///
    /// Foundation's formatter cuts off what is below a millisecond, and most milliseconds are stored a hair below
    /// themselves: half of one is added to the whole ones.
    static func moment(_ date: Date) -> String {
        let whole = (date.timeIntervalSinceReferenceDate * 1_000).rounded()
        return milliseconds.format(Date(timeIntervalSinceReferenceDate: (whole + 0.5) / 1_000))
    }

    private static let milliseconds = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    /// A moment as it is asked for: a date (its midnight in England) or a date and time, in UTC when no zone is given.
    ///
    /// - Returns: nil for anything else. A `+` that became a space on its way in an address is taken for a plus.
    public static func moment(typed text: String) -> Date? {
        if text.count == 10 { return Day(iso: text)?.start }
        let date = text.prefix(10)
        let rest = text.dropFirst(11).replacing(" ", with: "+")
        // Foundation's parser takes the 25th hour for one in the morning.
        guard Day(iso: date) != nil, rest.count >= 8, TimeOfDay(String(rest.prefix(8))) != nil else { return nil }
        let hasZone = rest.contains { "Zz+-".contains($0) }
        let whole = "\(date)T\(rest)\(hasZone ? "" : "Z")".uppercased()
        return (try? milliseconds.parse(whole)) ?? (try? Date.ISO8601FormatStyle().parse(whole))
    }
}
