/// The life of the answer to the practice. The loop is closed only when the practice **has** it.
public enum Loop: String, Codable, Sendable, CaseIterable {
    /// The referral has not ended.
    case notDue = "not due"
    /// Ended, and laid in the practice's tray.
    case sent
    /// A signed-in member of the practice opened it: the receipt.
    case received
    case filed
    /// The person did not agree that the practice be told.
    case withheld

    public var isClosed: Bool { self == .received || self == .filed }

    enum Event: String { case ended, endedWithoutConsent, opened, filed }

    /// The whole table: where an event leads, or nil where it cannot happen.
    func after(_ event: Event) -> Loop? {
        switch (self, event) {
        case (.notDue, .ended): .sent
        case (.notDue, .endedWithoutConsent): .withheld
        case (.sent, .opened): .received
        case (.received, .opened), (.filed, .opened): self
        case (.received, .filed): .filed
        default: nil
        }
    }
}
