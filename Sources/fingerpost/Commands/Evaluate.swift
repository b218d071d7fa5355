import ArgumentParser
import Core
import Foundation

struct Evaluate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure the search against queries whose results somebody has judged.",
        discussion: """
            Both files are tab-separated with a heading: query_id, query, note and query_id, service_id, grade (2 is what \
            was asked for, 1 might well be offered, 0 is wrong).
            """
    )

    @Option(help: "The queries.")
    var queries: String

    @Option(help: "The judgements.")
    var qrels: String

    @Option(name: .customLong("run"), help: "Write what was found to this file: query, id, rank.")
    var runFile: String?

    @Option(help: "How many of the worst queries to show, 0 to 1000.")
    var worst = 10

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (0...1_000).contains(worst) else { throw ValidationError("--worst must be from 0 to 1000.") }
    }

    func run() async throws {
        let judged = try JudgedQuery.read(
            queries: URL(fileURLWithPath: queries),
            judgements: URL(fileURLWithPath: qrels)
        )
        guard !judged.isEmpty else { throw Failure.unavailable("No query has a judged offer that is relevant.") }
        let place = try await Workplace.openForReading(common)
        let line = ProgressLine()
        let evaluation = try await Evaluation(judged, with: place.features.search) { line.show($0, of: $1, "queries") }
        line.end()
        if let runFile { try write(evaluation, to: runFile) }
        show(evaluation)
    }

    private func write(_ evaluation: Evaluation, to path: String) throws {
        let lines = evaluation.answers.flatMap { answer in
            zip(1..., answer.found.prefix(RelevanceFigures.depth)).map { "\(answer.query.id)\t\($1.id)\t\($0)\n" }
        }
        do {
            try Data(lines.joined().utf8).write(to: URL(fileURLWithPath: path))
        } catch {
            throw Failure.unavailable("\(path) cannot be written.")
        }
    }

    private func show(_ evaluation: Evaluation) {
        print("queries\tNDCG@10\tRecall@10\tMRR@10\tP@1\tjudged@10\tkind")
        print(row(evaluation.figures, "all"))
        for kind in JudgedQuery.Kind.allCases {
            let figures = evaluation.figures(of: kind)
            if !figures.isEmpty { print(row(figures, kind.rawValue)) }
        }
        for answer in evaluation.worst(worst) {
            print("\n\(answer.query.id)\t\(format(answer.figures.ndcg))\t\(answer.query.words)")
            for found in answer.found.prefix(3) {
                let grade = answer.query.grades[found.id.text].map(String.init) ?? "-"
                print("\t\(grade)\t\(found.title) (\(found.organisation))")
            }
        }
    }

    private func row(_ figures: [RelevanceFigures], _ name: String) -> String {
        let shown = figures.map(\.shown).reduce(0, +)
        let judged = shown == 0 ? 0 : Double(figures.map(\.judged).reduce(0, +)) / Double(shown)
        let means = [
            figures.mean(\.ndcg), figures.mean(\.recall), figures.mean(\.reciprocalRank), figures.mean(\.firstIsRight),
            judged,
        ]
        return ([String(figures.count)] + means.map(format) + [name]).joined(separator: "\t")
    }

    private func format(_ figure: Double) -> String { String(format: "%.3f", figure) }
}
