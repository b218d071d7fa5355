import ArgumentParser
import Core
import Foundation

/// `fingerpost user token`: a key for a program, shown once.
struct UserToken: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract:
            "Make an API token: a program that shows it reads (FHIR) what the account's pages show. It is printed once."
    )

    @Argument(help: "The e-mail address of the account.")
    var email: String

    @Option(help: "What the token is for, such as the program's name.")
    var name = ""

    @Option(help: "How many days it lasts, \(APIToken.days.lowerBound) to \(APIToken.days.upperBound).")
    var days = APIToken.usualDays

    @OptionGroup var common: CommonOptions

    func perform(in place: Workplace, _ console: Console) async throws {
        let (key, token) = try await place.features.tokens.make(for: email, name: name, days: days)
        console.print(key)
        console.print(
            "Keep it secret: it is not shown again. It ends on \(Day(token.expiresAt)). Its id is \(token.id)."
        )
    }
}

/// `fingerpost user tokens`: which there are, without the keys.
struct UserTokens: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tokens",
        abstract: "List the API tokens: id, account, name, last day, last use, state."
    )

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let features = try Workplace.openForReading(common).features
        for (token, email) in try await features.tokens.list() {
            let state = token.revokedAt != nil ? "revoked" : token.isAlive(at: features.clock.now) ? "" : "expired"
            let used = token.lastUsedAt.map { Day($0).description } ?? "never used"
            print("\(token.id)\t\(email)\t\(token.name)\t\(Day(token.expiresAt))\t\(used)\t\(state)")
        }
    }
}

/// `fingerpost user revoke-token`: ends one at once.
struct UserRevokeToken: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke-token",
        abstract: "Revoke an API token. It stops working at once."
    )

    @Argument(help: "The id of the token: see `fingerpost user tokens`.")
    var id: String

    @OptionGroup var common: CommonOptions

    func perform(in place: Workplace, _ console: Console) async throws {
        guard let token = APIToken.ID(id) else {
            throw ValidationError("The id of a token is a UUID: see `fingerpost user tokens`.")
        }
        try await place.features.tokens.revoke(token)
        console.print("The token does not work any more.")
    }
}
