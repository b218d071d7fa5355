import ArgumentParser
import Core
import Foundation

struct Check: WritingCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look over every listing, say which need confirming, and ask those who know.",
        discussion: """
            Tests web addresses, telephone numbers, postcodes, end dates and descriptions, and looks for duplicates. Queues \
            one e-mail for each address that listings have, at most once a month, and sends it. Safe to run at any time; a \
            run that was cut off goes on where it was, and nobody gets two. Also reminds those on whom referrals wait, and lets \
            those lapse that nobody answered in time.
            """
    )

    @Flag(help: "As JSON.")
    var json = false

    @Flag(inversion: .prefixedNo, help: "Test web addresses over the network.")
    var links = true

    @OptionGroup var common: CommonOptions

    func perform(in place: Workplace, _ console: Console) async throws {
        let report = try await place.features.checker.run(
            probe: links ? WebLinkProbe.polite : nil,
            progress: console.progress
        )
        let findings = try await place.features.findings.open()
        let due = try await place.features.confirmations.due()
        let asked = try await place.features.confirmations.ask()
        let timers = try await place.features.timers.run()
        let sent = try await place.features.outbox.deliver()
        if json {
            try printJSON(due, asked: asked, findings: findings, report, console)
        } else {
            printText(due, asked: asked, sent: sent, console)
            printFindings(findings, report, console)
            if timers.total > 0 { console.print("\(timers.total) reminders and time-outs of referrals and answers.") }
        }
    }

    private func printFindings(_ findings: [Findings.Line], _ report: Checker.Report, _ console: Console) {
        for line in findings {
            console.print("\(line.finding.kind.rawValue)\t\(line.organisation): \(line.offer)\t\(line.finding.what)")
        }
        if !report.isOnline {
            console.print(
                "No web address at all answered, so none was held against a listing. Is this machine connected?"
            )
        }
        console.print(
            "\(report.listings) listings looked at, \(report.linksTested) web addresses tested; \(findings.count) findings: \(report.newFindings) new, \(report.settledFindings) settled now."
        )
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

    private func printJSON(
        _ due: [Confirmations.Due],
        asked: Int,
        findings: [Findings.Line],
        _ checked: Checker.Report,
        _ console: Console
    ) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        let report = Report(
            asked: asked,
            organisations: due.map(Report.Entry.init),
            findings: findings.map(Report.Found.init),
            checked: checked
        )
        console.print(String(decoding: try encoder.encode(report), as: UTF8.self))
    }

    private struct Report: Encodable {
        let asked: Int
        let organisations: [Entry]
        let findings: [Found]
        let checked: Checker.Report

        struct Found: Encodable {
            let offer: String
            let title: String
            let organisation: String
            let kind: String
            let what: String
            let firstSeen: Date
            let lastSeen: Date

            init(_ line: Findings.Line) {
                offer = line.finding.offerID.text
                title = line.offer
                organisation = line.organisation
                kind = line.finding.kind.rawValue
                what = line.finding.what
                firstSeen = line.finding.firstSeen
                lastSeen = line.finding.lastSeen
            }
        }

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
