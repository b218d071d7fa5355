import ArgumentParser
import Logging

@main
struct Fingerpost: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fingerpost",
        abstract: "A social prescribing directory that stays true, and referrals whose outcome reaches the GP.",
        subcommands: [
            Serve.self, Migrate.self, Import.self, ImportPostcodes.self, SearchOffers.self, Check.self, MailBounce.self,
            Reindex.self,
            Status.self,
            Verify.self,
            Evaluate.self, User.self, Demo.self,
        ]
    )

    /// Ends with 0 when it was done, 1 when it failed and 2 when it was called wrongly.
    static func main() async {
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            Ending.end(error)
        }
    }
}
