import Foundation
import Synchronization

/// Identifiers that sort in the order in which entries were written, so that of a report and a confirmation at the very
/// same moment the later one counts (UUID version 7, RFC 9562 §5.7).
enum EvidenceOrder {
    /// Milliseconds since 1970 in the upper 48 bits, a count in the lower 12.
    private static let last = Mutex<UInt64>(0)

    /// The machine's own time serves only for the order; what an entry is dated with comes from the injected clock.
    static func next() -> Evidence.ID {
        let clock = UInt64(max(0, Date().timeIntervalSince1970 * 1_000)) << 12
        let stamp = last.withLock { last in
            last = max(clock, last + 1)
            return last
        }
        let time = hex(stamp >> 12, digits: 12)
        let random = hex(UInt64.random(in: 0..<(1 << 60)), digits: 15)
        let text =
            "\(time.prefix(8))-\(time.suffix(4))-7\(hex(stamp & 0xfff, digits: 3))-8\(random.prefix(3))-\(random.suffix(12))"
        return Evidence.ID(text) ?? Evidence.ID()
    }

    private static func hex(_ number: UInt64, digits: Int) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
