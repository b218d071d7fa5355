import Foundation
import TestSupport
import Testing

/// Bringing a table in may die at any moment: the same file again finishes it.
@Suite struct TableKillTests {
    /// Rows without identifiers, which are made of what stands in the row.
    private func table(_ count: Int) -> String {
        "organisation,name,description,places,phones\n"
            + (0..<count).map { number in
                "Group \(number / 3),Choir \(number),Number \(number) of many.,"
                    + "Hall \(number % 50) | \(number % 50) Mill Road | Ashford | ,020 7946 0\(100 + number % 900)\n"
            }.joined()
    }

    private func exported(_ program: Program, _ scratch: Scratch) throws -> String {
        let file = scratch.folder.appendingPathComponent("out-\(UUID().uuidString).csv")
        let ending = try program.run("export", "--csv", file.path)
        try #require(ending.code == 0, "\(ending.errors)")
        return try String(contentsOf: file, encoding: .utf8)
    }

    @Test func killedAtAnyMomentItEndsAsTheSameDirectory() throws {
        let scratch = try Scratch()
        let rows = 1_500
        let list = try scratch.write(table(rows), as: "table.csv")
        let whole = Program(in: scratch, data: "whole")
        #expect(try whole.run("import", list).code == 0)

        let program = Program(in: scratch)
        #expect(try program.run("migrate").code == 0)
        for round in 0..<6 {
            let process = try program.start("import", list)
            usleep(UInt32(50_000 + round * 150_000))
            process.killHard()
            #expect(try program.run("migrate").code == 0)
            let verdict = try program.run("verify")
            #expect(verdict.code == 0, "round \(round): \(verdict.output)")
        }
        let last = try program.run("import", list)
        #expect(last.code == 0, "\(last.errors)")
        #expect(try exported(program, scratch) == exported(whole, scratch))
        let status = try program.run("status", "--json").output
        #expect(status.contains("\"offers\":\(rows)") && status.contains("\"behind\":0"), "\(status)")
    }
}
