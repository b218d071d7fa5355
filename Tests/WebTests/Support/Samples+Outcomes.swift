import Core
import Foundation
import WebSupport

@testable import Web

/// The pages of answers to practices, and of how they get there.
extension Samples {
    private func tray() async throws -> (visit: Visit, entries: [Outcomes.Entry]) {
        let visit = try await visit("gp")
        return (visit, try await place.features.outcomes.tray(for: visit.actor()))
    }

    func practice() async throws -> [PracticePage] {
        let (visit, entries) = try await tray()
        return [(TrayFilter(), entries), (TrayFilter(name: "o"), entries), (TrayFilter(name: "nobody"), [])].map {
            PracticePage(visit: visit, entries: $1, filter: $0, stillOpen: 3)
        }
    }

    /// Each answer of the demo place, and one with everything that a letter can say, in an older version.
    func outcomes() async throws -> [OutcomePage] {
        let (visit, entries) = try await tray()
        var pages: [OutcomePage] = []
        for entry in entries {
            let reading = try await place.features.outcomes.open(entry.answer.id, by: visit.actor())
            pages.append(OutcomePage(visit: visit, reading: reading))
        }
        if let entry = entries.first {
            var answer = entry.answer
            answer.isCurrent = false
            let version = Outcomes.Version(id: answer.id, number: 7, isCurrent: true)
            let letter = try Samples.longest(entry.letter)
            let reading = Outcomes.Reading(
                answer: answer,
                letter: letter,
                receivedBy: nil,
                filedBy: nil,
                versions: [version]
            )
            pages.append(OutcomePage(visit: visit, reading: reading))
        }
        return pages
    }

    /// More than one side of paper holds, so that everything is cut and counted.
    static func longest(_ letter: OutcomeLetter) throws -> OutcomeLetter {
        var letter = letter
        (letter.tag, letter.ask, letter.askBy) = (.action, "Please ring.", letter.endedOn)
        letter.personWords = "I am glad."
        let service = try JSONDecoder().decode(
            OutcomeLetter.Service.self,
            from: Data(
                #"{"name": "Soup", "organisation": "The Cafe", "closure": "did not start", "note": "Unwell."}"#.utf8
            )
        )
        letter.services = Array(repeating: letter.services.first ?? service, count: 8)
        let measure = try JSONDecoder().decode(
            OutcomeLetter.Measure.self,
            from: Data(#"{"name": "ONS4", "first": "3"}"#.utf8)
        )
        letter.measures = Array(repeating: measure, count: 9)
        return letter
    }

    func filing() async throws -> [FilingPage] {
        let (visit, entries) = try await tray()
        let many = entries.filter { $0.letter.tag == .file }.flatMap { Array(repeating: $0, count: 30) }
        return [many, []].map { FilingPage(visit: visit, entries: $0, form: try? wrong("answers")) }
    }

    func stillOpen() async throws -> [StillOpenPage] {
        let visit = try await visit("gp")
        let lines = try await place.features.stillOpen.list(for: visit.actor())
        return [lines, []].map { StillOpenPage(visit: visit, lines: $0) }
    }

    func deliveries() async throws -> [DeliveriesPage] {
        var pages: [DeliveriesPage] = []
        for (name, query) in [("linkworker", "posted=1"), ("admin", "again=1")] {
            let visit = try await visit(name, path: "/outcomes?\(query)")
            var lines = try await place.features.deliveries.list(for: visit.actor())
            pages.append(DeliveriesPage(visit: visit, lines: lines, conflict: "Not yet."))
            lines = lines.flatMap { line in
                [Loop.failed, .drafted, .sent].map { loop in
                    var answer = line.answer
                    (answer.loop, answer.problem) = (loop, "It came back.")
                    return Deliveries.Line(answer: answer, practice: line.practice, personName: line.personName)
                }
            }
            pages.append(DeliveriesPage(visit: visit, lines: lines, conflict: nil))
            pages.append(DeliveriesPage(visit: visit, lines: [], conflict: nil))
        }
        return pages
    }

    func paper() async throws -> [PaperPage] {
        let visit = try await visit("linkworker")
        guard let id = PracticeAnswer.ID(try place.text("SELECT id FROM answer WHERE loop = 'drafted'")) else {
            return []
        }
        let paper = try await place.features.deliveries.paper(id, for: visit.actor())
        var answer = paper.answer
        answer.loop = .sent
        let posted = try Deliveries.Paper(
            answer: answer,
            letter: Samples.longest(paper.letter),
            practice: paper.practice,
            code: paper.code
        )
        return [paper, posted].map { PaperPage(visit: visit, paper: $0) }
    }

    func receipt() async throws -> [ReceiptPage] {
        let visit = try await visit(path: "/receipt?received=1")
        return [ReceiptPage(visit, form: nil), ReceiptPage(visit, form: try wrong("code"))]
    }

    func practices() async throws -> PracticesPage {
        let visit = try await visit("admin", path: "/admin/practices?changed=1")
        return PracticesPage(visit: visit, lines: try await place.features.practices.list(for: visit.actor()))
    }

    func practiceWay() async throws -> [PracticeWayPage] {
        let visit = try await visit("admin")
        let lines = try await place.features.practices.list(for: visit.actor())
        return try lines.prefix(1).flatMap { line in
            var practice = line.practice
            practice.emailBouncedAt = visit.now
            let bounced = Practices.Line(practice: practice, readers: 1, failed: 1, toPrint: 0)
            let nobody = Practices.Line(practice: practice, readers: 0, failed: 1, toPrint: 0)
            return try [line, bounced, nobody].map {
                PracticeWayPage(visit: visit, line: $0, form: try wrong("way", "email"))
            }
        }
    }
}
