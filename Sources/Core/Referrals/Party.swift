/// The sides of a referral or an episode, and so whose doing a step was.
public enum Party: String, Codable, Sendable, CaseIterable {
    case organisation
    /// Who follows it through: the link worker, or the practice that referred directly.
    case referrer
    case person
    /// A timer that ran out.
    case system
}
