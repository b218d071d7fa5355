import Foundation
import TestSupport
import Testing

@testable import Core

@Suite("Figures of relevance")
struct RelevanceFiguresTests {
    private func figures(_ ids: [String], _ grades: [String: Int]) -> RelevanceFigures {
        RelevanceFigures(ids: ids, grades: grades)
    }

    @Test("of the best order are all 1")
    func best() {
        let figures = figures(["a", "b", "c"], ["a": 2, "b": 1, "c": 0])
        #expect(figures.ndcg == 1 && figures.recall == 1 && figures.reciprocalRank == 1 && figures.firstIsRight == 1)
        #expect(figures.shown == 3 && figures.judged == 3)
    }

    @Test("of the reverse order are those that a pencil gives")
    func reverse() {
        // Gain (2^1 − 1) / log2(2) + (2^2 − 1) / log2(3) = 1 + 1.892789; at best 3 + 0.630930.
        let figures = figures(["b", "a"], ["a": 2, "b": 1])
        #expect(abs(figures.ndcg - 2.892789 / 3.630930) < 1e-6)
        #expect(figures.recall == 1 && figures.reciprocalRank == 1 && figures.firstIsRight == 0)
    }

    @Test("count only ten, discount what comes late, and take what nobody judged as wrong")
    func late() {
        let others = (1...9).map { "x\($0)" }
        // Third: 3 / log2(4) = 1.5 of 3.
        let third = figures(["x1", "x2", "a"], ["a": 2])
        #expect(abs(third.ndcg - 0.5) < 1e-9 && abs(third.reciprocalRank - 1.0 / 3) < 1e-9)
        #expect(third.judged == 1 && third.shown == 3)
        #expect(figures(others + ["a"], ["a": 1]).reciprocalRank == 0.1)
        let eleventh = figures(others + ["x10", "a"], ["a": 1])
        #expect(eleventh.ndcg == 0 && eleventh.recall == 0 && eleventh.reciprocalRank == 0 && eleventh.shown == 10)
    }

    @Test("of recall divide by ten where more is relevant")
    func manyRelevant() {
        let grades = Dictionary(uniqueKeysWithValues: (1...20).map { ("a\($0)", 1) })
        let figures = figures((1...5).map { "a\($0)" }, grades)
        #expect(figures.recall == 0.5)
        #expect(abs(figures.ndcg - 2.948459 / 4.543559) < 1e-5)
    }

    @Test("of nothing found, or nothing relevant, are 0 and never divided by it")
    func nothing() {
        for figures in [figures([], ["a": 2]), figures(["a"], ["a": 0]), figures([], [:])] {
            #expect(
                figures.ndcg == 0 && figures.recall == 0 && figures.reciprocalRank == 0 && figures.firstIsRight == 0
            )
        }
        #expect([RelevanceFigures]().mean(\.ndcg) == 0)
    }

    @Test("have a mean")
    func mean() {
        #expect([figures(["a"], ["a": 2]), figures([], ["a": 2])].mean(\.ndcg) == 0.5)
    }
}

@Suite("Judged queries")
struct JudgedQueryTests {
    private func read(_ queries: String, _ grades: String) throws -> [JudgedQuery] {
        let folder = try TestFolder()
        return try JudgedQuery.read(
            queries: try folder.file("queries.tsv", queries),
            judgements: try folder.file("qrels.tsv", grades)
        )
    }

    private static let heading = "query_id\tservice_id\tgrade\n"

    @Test("are read with their grades; those that nobody can do well or badly at are left out")
    func read() throws {
        let read = try read(
            "query_id\tquery\tnote\nq1\tlonely \"mum\"\tdaughter; sentence\nq2\tx\t\nq3\tnobody judged\t\n",
            Self.heading + "q1\tAB-1\t2\nq1\tcd-2\t0\nq2\tab-1\t0\n"
        )
        #expect(read.map(\.id) == ["q1"] && read[0].words == "lonely \"mum\"")
        #expect(read[0].grades == ["ab-1": 2, "cd-2": 0])
    }

    @Test(
        "are of the kinds that their note names",
        arguments: [
            ("receptionist; misspelt", [.misspelt]), ("young person; sad", []),
            ("link worker; misspelling", [.misspelt]), ("wife; slang", [.slang, .carer]),
            ("GP; acronym", [.acronym]), ("public; natural sentence", [.sentence]), ("public; place name", [.place]),
            ("public; weekend", [.day]), ("public; about her husband", []), ("", []), ("Daughter of a man; ", [.carer]),
        ] as [(String, [JudgedQuery.Kind])]
    )
    func kinds(note: String, expected: [JudgedQuery.Kind]) {
        #expect(JudgedQuery.Kind.kinds(note: note) == expected)
    }

    @Test(
        "that cannot be read say why in a sentence",
        arguments: [
            ("query_id\tquery\n", "query_id\tservice_id\tgrade\nq\ts\tgood\n", "no number"),
            ("query_id\twords\n", "query_id\tservice_id\tgrade\n", "no column “query”"),
            ("query_id\tquery\n", "query_id\tgrade\n", "no column “service_id”"),
            ("", "query_id\tservice_id\tgrade\n", "no column"),
        ]
    )
    func errors(queries: String, grades: String, sign: String) throws {
        let error = #expect(throws: Failure.self) { try read(queries, grades) }
        #expect("\(String(describing: error))".contains(sign), "\(String(describing: error))")
    }
}

@Suite("A table between tabs")
struct TabTableTests {
    private func table(_ text: String, needs: [String] = ["a"]) throws -> TabTable {
        let folder = try TestFolder()
        return try TabTable(try folder.file("table.tsv", text), needs: needs)
    }

    @Test("has a row for each line, by the heading's names; short lines lack cells, long ones lose them")
    func rows() throws {
        let rows = try table("# a note\na\tb\n1\t2\n3\n\n# not this\n 4 \t\"5\t6\r\n").rows
        #expect(rows == [["a": "1", "b": "2"], ["a": "3"], ["a": "4", "b": "\"5"]])
    }

    @Test("survives a column named twice, bytes that are no text, and no rows at all")
    func odd() throws {
        #expect(try table("a\ta\n1\t2\n").rows == [["a": "1"]])
        #expect(try table("a\n").rows.isEmpty)
        let folder = try TestFolder()
        let file = folder.url.appendingPathComponent("bytes")
        try Data([97, 10, 0xff, 0xfe, 10]).write(to: file)
        #expect(try TabTable(file, needs: ["a"]).rows.count == 1)
    }

    @Test("that is not there, or lacks a column, is refused with its name")
    func refused() throws {
        #expect(throws: Failure.self) { try table("b\n1\n") }
        #expect(throws: Failure.self) { try table("") }
        #expect(throws: Failure.self) { try TabTable(URL(fileURLWithPath: "/nowhere.tsv"), needs: []) }
    }
}

@Suite("An evaluation")
struct EvaluationTests {
    @Test("asks as the public page does, and shows the worst first")
    func worst() async throws {
        let place = try await TestPlace.with(["Pottery", "Chess", "Choir"].map { Sample.listing($0) })
        let pottery = Sample.listing("Pottery").offer.id.text
        let queries = [
            JudgedQuery(id: "good", words: "pottery", kinds: [.slang], grades: [pottery: 2]),
            JudgedQuery(id: "bad", words: "chess", kinds: [], grades: [pottery: 2]),
        ]
        let evaluation = try await Evaluation(queries, with: place.features.search)
        #expect(evaluation.figures.map(\.ndcg) == [1, 0])
        #expect(evaluation.worst(1).map(\.query.id) == ["bad"] && evaluation.worst(9).count == 2)
        #expect(evaluation.figures(of: .slang).count == 1 && evaluation.figures(of: .place).isEmpty)
    }
}
