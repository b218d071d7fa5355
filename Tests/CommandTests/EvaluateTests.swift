import Foundation
import Testing

/// `fingerpost evaluate`: figures of a judged set.
@Suite struct EvaluateTests {
    private static let heading = "query_id\tservice_id\tgrade\n"

    /// A directory of three services, indexed, with its program.
    private func program(_ scratch: Scratch) throws -> Program {
        let program = Program(in: scratch)
        let file = try scratch.write(Services.ndjson(1..<4), as: "services.ndjson")
        let ending = try program.run("import", file)
        #expect(ending.code == 0, "\(ending.errors)")
        return program
    }

    private static func id(_ number: Int) -> String { "00000000-0000-4000-8000-00000000000\(number)" }

    @Test func theFiguresOfEachKindArePrintedAndTheRunIsWritten() throws {
        let scratch = try Scratch()
        let program = try program(scratch)
        let queries =
            "query_id\tquery\tnote\nq1\tnumber 1\treceptionist; slang\nq2\tzebra\tson; place\nq3\tunjudged\t\n"
        let queryFile = try scratch.write(queries, as: "queries.tsv")
        let grades = Self.heading + "q1\t\(Self.id(1))\t2\nq2\t\(Self.id(2))\t1\n"
        let gradeFile = try scratch.write(grades, as: "qrels.tsv")
        let run = scratch.folder.appendingPathComponent("run.tsv")
        let ending = try program.run("evaluate", "--queries", queryFile, "--qrels", gradeFile, "--run", run.path)
        #expect(ending.code == 0, "\(ending.errors)")
        let rows = ending.output.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
        #expect(rows.first == ["queries", "NDCG@10", "Recall@10", "MRR@10", "P@1", "judged@10", "kind"])
        #expect(rows.dropFirst().prefix(4).map { $0.last ?? "" } == ["all", "slang", "place", "carer for another"])
        #expect(rows[1].prefix(5) == ["2", "0.500", "0.500", "0.500", "0.500"])
        #expect(rows[2].prefix(5) == ["1", "1.000", "1.000", "1.000", "1.000"])
        #expect(ending.output.contains("q2\t0.000\tzebra"))
        let lines = try String(contentsOf: run, encoding: .utf8).split(separator: "\n")
        #expect(lines.first == "q1\t\(Self.id(1))\t1")
        #expect(lines.allSatisfy { $0.split(separator: "\t").count == 3 })
    }

    @Test func whatCannotBeReadIsRefusedInOneSentence() throws {
        let scratch = try Scratch()
        let program = try program(scratch)
        let queries = try scratch.write("query_id\tquery\tnote\nq1\tone\t\n", as: "queries.tsv")
        let grades = try scratch.write(Self.heading + "q1\tx\t0\n", as: "qrels.tsv")
        let bad = try scratch.write(Self.heading + "q1\tx\tgood\n", as: "bad.tsv")
        for (arguments, sign) in [
            (["--queries", queries, "--qrels", grades], "No query has a judged offer"),
            (["--queries", queries, "--qrels", bad], "is no number"),
            (["--queries", grades, "--qrels", bad], "no number"),
            (["--queries", grades, "--qrels", grades], "no column"),
            (["--queries", "/nowhere.tsv", "--qrels", grades], "cannot be read"),
        ] {
            let ending = try Program.call(["evaluate", "--data", program.data.path] + arguments)
            #expect(ending.code == 1 && ending.output.isEmpty, "\(arguments)")
            #expect(ending.errors.contains(sign) && ending.errors.split(separator: "\n").count == 1, "\(ending.errors)")
        }
        let worst = [
            "evaluate", "--queries", queries, "--qrels", grades, "--worst", "1001", "--data", program.data.path,
        ]
        #expect(try Program.call(worst).code == 2)
    }
}
