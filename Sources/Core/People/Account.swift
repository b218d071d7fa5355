import Foundation

/// Somebody who can sign in.
public struct Account: Codable, Equatable, Sendable, Identifiable {
    public typealias ID = Identifier<Account>

    public var id: ID
    /// Lower case; what is typed at sign-in.
    public var email: String
    public var name: String
    public var role: Role
    public var organisationID: Organisation.ID?
    public var practiceCode: Practice.Code?
    /// As `PasswordHasher` wrote it; opaque here.
    public var passwordHash: String
    public var disabledAt: Date?
    public var createdAt: Date

    public init(
        id: ID = ID(),
        email: String,
        name: String,
        role: Role,
        organisationID: Organisation.ID? = nil,
        practiceCode: Practice.Code? = nil,
        passwordHash: String,
        createdAt: Date
    ) {
        self.id = id
        self.email = Account.normalised(email)
        self.name = name
        self.role = role
        self.organisationID = organisationID
        self.practiceCode = practiceCode
        self.passwordHash = passwordHash
        self.createdAt = createdAt
    }

    public var actor: Actor {
        Actor(id: id, role: role, organisationID: organisationID, practiceCode: practiceCode)
    }

    public static func normalised(_ email: String) -> String {
        email.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
    }
}
