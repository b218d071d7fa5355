/// What somebody who signs in does here; each may do only what a route and a query allow to it.
public enum Role: String, Codable, Sendable, CaseIterable {
    case receptionist
    case linkWorker = "link worker"
    /// A member of a VCSE organisation.
    case organisation
    /// A GP or other practice staff who read outcomes.
    case practice
    case steward
    case administrator
    /// Pays for social prescribing in the place: sees its numbers, and nothing of anybody.
    case commissioner

    /// "a steward", "an organisation".
    var withArticle: String { ("aeiou".contains(rawValue.prefix(1)) ? "an " : "a ") + rawValue }
}

/// Who acts: what rules and queries are told about the person who signed in.
public struct Actor: Equatable, Sendable {
    public let id: Account.ID
    public let role: Role
    public let organisationID: Organisation.ID?
    public let practiceCode: Practice.Code?

    public init(
        id: Account.ID,
        role: Role,
        organisationID: Organisation.ID? = nil,
        practiceCode: Practice.Code? = nil
    ) {
        self.id = id
        self.role = role
        self.organisationID = organisationID
        self.practiceCode = practiceCode
    }
}
