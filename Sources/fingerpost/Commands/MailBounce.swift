import ArgumentParser
import Core
import Foundation

struct MailBounce: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "mail-bounce",
        abstract: "Take in a mail that came back: a delivery report, on standard input.",
        discussion: """
            Made for a mail server's pipe, such as `|fingerpost mail-bounce --data /srv/fingerpost`. A mailbox that cannot be \
            reached is held against its listings and not written to again until somebody confirms or changes them. \
            The same report again changes nothing.
            """
    )

    @OptionGroup var common: CommonOptions

    /// Read here, also when a server does the rest: what crosses over is the little that it says.
    func run() async throws {
        let bytes = try MailBounce.standardInput()
        guard !bytes.isEmpty else {
            throw ValidationError("Give the delivery report on standard input: `fingerpost mail-bounce < report.eml`.")
        }
        let report = try DeliveryReport.read(bytes)
        let line = String(decoding: try JSONEncoder().encode(report), as: UTF8.self)
        try await run(on: Console.terminal().reading { _ in line })
    }

    func perform(in place: Workplace, _ console: Console) async throws {
        let line = try console.readLine("") ?? ""
        let report = try JSONDecoder().decode(DeliveryReport.self, from: Data(line.utf8))
        let outcome = try await place.features.bounces.take(report)
        console.print(MailBounce.words(outcome))
    }

    /// A mail server that writes more than is wanted is heard out, so that its pipe does not break; 64 MiB are enough.
    private static let mostRead = 64 << 20

    /// At most one piece more than a report may have, so that too much is seen to be too much.
    private static func standardInput() throws -> [UInt8] {
        var bytes: [UInt8] = []
        var read = 0
        while read < mostRead, let piece = try FileHandle.standardInput.read(upToCount: 65_536), !piece.isEmpty {
            read += piece.count
            if bytes.count <= DeliveryReport.longest { bytes += piece }
        }
        return bytes
    }

    /// Says how many, never whose.
    private static func words(_ outcome: Bounces.Outcome) -> String {
        var sentences: [String] = []
        if outcome.marked > 0 { sentences.append("\(outcome.marked) listings were marked: their mail comes back.") }
        if outcome.known > 0 { sentences.append("\(outcome.known) listings were marked by this report before.") }
        if outcome.answers > 0 {
            sentences.append("\(outcome.answers) answers to GP practices have not reached them.")
        }
        if outcome.unknown > 0 { sentences.append("\(outcome.unknown) recipients belong to no listing.") }
        if outcome.passing > 0 {
            sentences.append("\(outcome.passing) recipients could not be reached for now; nothing follows from that.")
        }
        return sentences.isEmpty ? "The report says that all was delivered." : sentences.joined(separator: " ")
    }
}
