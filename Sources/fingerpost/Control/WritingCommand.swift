import ArgumentParser
import Core
import Foundation

/// A command that changes data: it runs here, or in the server that has the data folder, with the same words.
protocol WritingCommand: AsyncParsableCommand {
    var common: CommonOptions { get }

    /// Looks at what it was given before anything is opened or made.
    func check(_ console: Console) throws

    func perform(in place: Workplace, _ console: Console) async throws
}

extension WritingCommand {
    func check(_ console: Console) throws {}

    func run() async throws { try await run(on: .terminal()) }

    func run(on console: Console) async throws {
        try check(console)
        do {
            let place = try await Workplace.openForWriting(common)
            try await perform(in: place, console)
        } catch let inUse as DataFolder.InUse {
            let errand = Errand(
                arguments: Array(CommandLine.arguments.dropFirst()),
                workingFolder: console.workingFolder.path
            )
            guard try await ControlClient(socket: common.folder.controlSocket).run(errand, console) else { throw inUse }
        }
    }
}

/// A command line on its way to the server.
struct Errand: Codable, Sendable {
    let arguments: [String]
    let workingFolder: String
    /// What the command would have read from standard input.
    var input: String?
}

/// What comes back, one JSON object a line.
enum ErrandReply: Codable, Sendable {
    case text(String)
    case progress(done: Int, total: Int, what: String)
    /// The server asks for a line; the errand is sent again with it.
    case asks(prompt: String)
    case failed(String)
    case done
}
