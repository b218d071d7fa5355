import Core
import Foundation
import Hummingbird

/// One answer as the practice reads it.
enum OutcomePages {
    /// Opening is the receipt: from here on the practice has the answer.
    static func outcome(_ visit: Visit) async throws -> Response {
        guard visit.isReading else { return .html("") }
        let id: PracticeAnswer.ID = try visit.identifier()
        do {
            let reading = try await visit.features.outcomes.open(id, by: visit.actor())
            return try visit.html(OutcomePage(visit: visit, reading: reading), as: .outcome)
        } catch Failure.notFound {
            guard let current = try await visit.features.outcomes.current(insteadOf: id, for: visit.actor()),
                current != id
            else { throw Failure.notFound }
            return .seeOther(Path.outcome(current).text)
        }
    }

    static func file(_ visit: Visit) async throws -> Response {
        try await visit.features.outcomes.file(visit.identifier(), by: visit.actor())
        return .seeOther(Path.practice.text + "?filed=1")
    }
}

/// One answer, readable in 20 seconds.
struct OutcomePage: Sendable {
    let page: PageFrame
    let letter: LetterSheet
    /// When another version has taken its place, or is about to.
    let replaced: String?
    let versions: [Version]
    let canFile: Bool
    let filed: String
    let received: String
    let action: String
    let fileLabel: String

    struct Version: Sendable {
        let href: String
        let label: String
    }

    init(visit: Visit, reading: Outcomes.Reading) {
        let answer = reading.answer
        page = visit.frame(reading.letter.filingTitle)
        letter = LetterSheet(answer, reading.letter)
        let newer = reading.versions.contains { $0.number > answer.number }
        replaced =
            answer.isCurrent
            ? nil
            : newer
                ? "This is version \(answer.number). It was replaced."
                : "This is version \(answer.number). It has been taken up again since; a new answer comes when it ends."
        versions = reading.versions.map {
            Version(
                href: Path.outcome($0.id).text,
                label: "Version \($0.number)\($0.isCurrent ? ", which holds now" : ", replaced")"
            )
        }
        canFile = answer.isCurrent && answer.loop != .filed
        filed = answer.filedAt.map { "Filed \(Words.moment($0)) by \(reading.filedBy ?? "the practice")." } ?? ""
        let taker = answer.isReceivedByCode ? "the code on the letter" : reading.receivedBy ?? "the practice"
        received = answer.receivedAt.map { "Received \(Words.moment($0)) by \(taker)." } ?? ""
        action = Path.fileOutcome(answer.id).text
        fileLabel = reading.letter.tag == .action ? "It is done: file" : "File"
    }
}
