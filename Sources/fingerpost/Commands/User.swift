import ArgumentParser
import Core
import Foundation
import WebSupport

struct User: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Accounts of people who sign in.",
        subcommands: [
            Add.self, List.self, Disable.self, UserToken.self, UserTokens.self, UserRevokeToken.self,
        ]
    )

    struct Add: WritingCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add an account; the password is read from standard input."
        )

        @Option(help: "The e-mail address to sign in with.")
        var email: String

        @Option(help: "The person's name.")
        var name: String

        @Option(help: "One of: receptionist, link worker, organisation, practice, steward, administrator.")
        var role: Role

        @Option(help: "The id of the organisation that a member of one works for.")
        var organisation: String?

        @Option(help: "The ODS code of the practice that practice staff and receptionists work for.")
        var practice: String?

        @OptionGroup var common: CommonOptions

        /// The shortest password taken; NCSC advises three random words.
        private static let shortestPassword = 12

        func perform(in place: Workplace, _ console: Console) async throws {
            let organisationID = try organisation.map { text in
                guard let id = Organisation.ID(text) else {
                    throw ValidationError("--organisation must be an id (a UUID).")
                }
                return id
            }
            let password = try readPassword(console)
            let account = Account(
                email: email,
                name: name,
                role: role,
                organisationID: organisationID,
                practiceCode: practice.map(Practice.Code.init),
                passwordHash: try await PasswordHasher().hash(password),
                createdAt: place.features.clock.now
            )
            try await place.features.people.add(account)
            console.print("\(account.email) can sign in now.")
        }

        private func readPassword(_ console: Console) throws -> String {
            let password = try console.readLine("Password: ") ?? ""
            guard password.count >= Add.shortestPassword else {
                throw Failure.invalid([
                    "password":
                        "The password must have \(Add.shortestPassword) characters or more. Three random words are good."
                ])
            }
            return password
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the accounts.")

        @OptionGroup var common: CommonOptions

        func run() async throws {
            for account in try await Workplace.openForReading(common).features.people.accounts() {
                print("\(account.email)\t\(account.role.rawValue)\t\(account.disabledAt == nil ? "" : "disabled")")
            }
        }
    }

    struct Disable: WritingCommand {
        static let configuration = CommandConfiguration(
            abstract: "Disable an account and end its sessions. Its history stays."
        )

        @Option(help: "The e-mail address of the account.")
        var email: String

        @OptionGroup var common: CommonOptions

        func perform(in place: Workplace, _ console: Console) async throws {
            try await place.features.people.disable(email: email)
            console.print("\(email) can no longer sign in.")
        }
    }
}

extension Role: ExpressibleByArgument {}
