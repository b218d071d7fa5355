/// The life of the answer to the practice. The loop is closed only when the practice **has** it.
public enum Loop: String, Codable, Sendable, CaseIterable {
    /// It has ended, and the letter has to be written.
    case due
    /// Written, and not gone out yet.
    case drafted
    /// Gone out by the practice's way.
    case sent
    /// The receipt: a signed-in member of the practice opened it, or somebody there typed the letter's code.
    case received
    case filed
    /// It could not go out, or nobody took it in; the reason is beside it, and somebody has to do something.
    case failed
    /// The person did not agree that the practice be told.
    case withheld

    public var isClosed: Bool { self == .received || self == .filed }

    enum Event: String, CaseIterable { case written, sent, opened, filed, failed, withheld, rewritten }

    /// The whole table: where an event leads, or nil where it cannot happen.
    func after(_ event: Event) -> Loop? {
        switch (self, event) {
        case (.due, .written), (.drafted, .rewritten), (.failed, .rewritten), (.due, .rewritten): .drafted
        case (.drafted, .sent), (.failed, .sent): .sent
        case (.sent, .opened), (.failed, .opened): .received
        case (.received, .opened), (.filed, .opened): self
        case (.received, .filed): .filed
        case (.due, .failed), (.drafted, .failed), (.sent, .failed): .failed
        case (.due, .withheld), (.drafted, .withheld), (.failed, .withheld): .withheld
        default: nil
        }
    }
}
