import Foundation

/// How long somebody stays signed in.
///
/// Thirty minutes idle and twelve hours in all are the limits of NIST SP 800-63B at AAL2, which NHS login and Care
/// Identity follow; administrators get fifteen minutes.
public enum SessionPolicy {
    public static let absolute: TimeInterval = 12 * 3_600

    public static func idle(_ role: Role) -> TimeInterval {
        role == .administrator ? 15 * 60 : 30 * 60
    }

    public static func isAlive(role: Role, createdAt: Date, lastSeenAt: Date, now: Date) -> Bool {
        now.timeIntervalSince(lastSeenAt) < idle(role) && now.timeIntervalSince(createdAt) < absolute
    }
}
