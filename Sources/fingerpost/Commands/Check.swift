import ArgumentParser
import Core
import Foundation

struct Check: WritingCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say which listings need confirming, and ask those who know.",
        discussion:
            "Queues one e-mail for each address that listings have, at most once a month, and sends it. Run again after it was cut off, it goes on where it was, and nobody gets two."
    )

    @Flag(help: "As JSON.")
    var json = false

    @OptionGroup var common: CommonOptions

    func perform(in place: Workplace, _ console: Console) async throws {
        let due = try await place.features.confirmations.due()
        let asked = try await place.features.confirmations.ask()
        let sent = try await place.features.outbox.deliver()
        if json { try printJSON(due, asked: asked, console) } else { printText(due, asked: asked, sent: sent, console) }
    }

    private func printText(_ due: [Confirmations.Due], asked: Int, sent: Int, _ console: Console) {
        for entry in due {
            console.print("\(entry.organisation.name)  <\(entry.email ?? "no e-mail address")>")
            for (offer, freshness) in entry.offers {
                let last = offer.confirmedAt.map { Day($0).description } ?? "never"
                console.print("  \(freshness.rawValue)\tlast confirmed \(last)\t\(offer.name)")
            }
        }
        let states = due.flatMap { $0.offers.map(\.freshness) }
        let counts = [Freshness.due, .overdue, .unconfirmed, .hidden].map { state in
            "\(states.filter { $0 == state }.count) \(state.rawValue)"
        }
        console.print(
            "\(states.count) listings of \(due.count) organisations: \(counts.joined(separator: ", ")). \(asked) asked now, \(sent) messages sent."
        )
    }

    private func printJSON(_ due: [Confirmations.Due], asked: Int, _ console: Console) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let report = Report(asked: asked, organisations: due.map(Report.Entry.init))
        console.print(String(decoding: try encoder.encode(report), as: UTF8.self))
    }

    private struct Report: Encodable {
        let asked: Int
        let organisations: [Entry]

        struct Entry: Encodable {
            let id: String
            let name: String
            let email: String?
            let offers: [Line]

            init(_ due: Confirmations.Due) {
                id = due.organisation.id.text
                name = due.organisation.name
                email = due.email
                offers = due.offers.map {
                    Line(
                        id: $0.offer.id.text,
                        title: $0.offer.name,
                        freshness: $0.freshness.rawValue,
                        confirmed: $0.offer.confirmedAt.map { Day($0).description }
                    )
                }
            }
        }

        struct Line: Encodable {
            let id: String
            let title: String
            let freshness: String
            let confirmed: String?
        }
    }
}
