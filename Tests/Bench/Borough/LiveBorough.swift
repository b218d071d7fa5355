import ArgumentParser
import Core
import Foundation

/// A simulated borough: does every answer reach its practice, and does nobody wait on nobody?
struct LiveBorough: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "borough",
        abstract: "Live a year of a borough's referrals through the program's own features."
    )

    @Option(help: "How many people come to a link worker.")
    var episodes = 3_000

    @Option(help: "Which throw of the dice.")
    var seed = 1

    func validate() throws {
        guard (20...100_000).contains(episodes) else { throw ValidationError("--episodes must be from 20 to 100000.") }
    }

    func run() async throws {
        let console = Console()
        let lexicon = try Lexicon(folder: URL(fileURLWithPath: "seed/words", isDirectory: true))
        let figures = try await LiveBorough.figures(AssumedLives(episodes: episodes), lexicon: lexicon, seed: seed) {
            console.show($0, of: $1, "days lived")
        }
        console.say("")
        print(BoroughTable(figures: figures).text)
    }

    /// Lives the year in a folder that goes afterwards.
    static func figures(
        _ lives: AssumedLives,
        lexicon: Lexicon,
        seed: Int,
        progress: (Int, Int) -> Void = { _, _ in }
    ) async throws -> BoroughFigures {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "fingerpost-borough-\(UUID().uuidString)"
        )
        defer { try? FileManager.default.removeItem(at: folder) }
        let borough = try await Borough(lives, in: folder, lexicon: lexicon, seed: seed)
        try await borough.live(progress)
        let figures = try await borough.figures()
        try borough.features.database.close()
        return figures
    }
}
