import Foundation
import TestSupport
import Testing

/// `fingerpost import-postcodes`, as somebody at a terminal calls it.
@Suite struct PostcodeCommandTests {
    @Test func postcodesAreKnownAfterwardsAlsoBesideARunningServer() throws {
        let scratch = try Scratch()
        let program = Program(in: scratch)
        let list = try scratch.write("postcode,lat,lon\nSE15 3CK,51.47176,-0.07067\n", as: "list.csv")
        #expect(try program.run("import-postcodes", list).output == "Postcodes known now: 1.\n")
        let server = try RunningServer(program)
        defer { server.stop() }
        let ending = try program.run("import-postcodes", list)
        #expect(ending.code == 0 && ending.output == "Postcodes known now: 1.\n")
        #expect(try program.run("verify").code == 0)
    }

    @Test func aFileThatIsNotThereIsNamedBeforeAnythingIsMade() throws {
        let program = Program(in: try Scratch())
        let ending = try program.run("import-postcodes", "/no/such/list.csv")
        #expect(ending.code == 1 && ending.output.isEmpty)
        #expect(
            ending.errors.contains("/no/such/list.csv is not there") && ending.errors.split(separator: "\n").count == 1
        )
        #expect(!FileManager.default.fileExists(atPath: program.data.path))
    }

    @Test func anImportThatIsKilledLeavesTheOldPostcodesAndTheNextOneWorks() throws {
        let scratch = try Scratch()
        let program = Program(in: scratch)
        let letters = Array("ABDEFGHJLNPQRSTUWXYZ")
        let rows = (1...28).flatMap { district in
            (0...9).flatMap { sector in
                letters.flatMap { one in letters.map { "SE\(district) \(sector)\(one)\($0),51.47,-0.07\n" } }
            }
        }
        let long = try scratch.write("postcode,lat,lon\n" + rows.joined(), as: "long.csv")
        let short = try scratch.write("postcode,lat,lon\nE1 6AN,51.5,-0.07\n", as: "short.csv")
        #expect(try program.run("import-postcodes", short).code == 0)
        for milliseconds in [200, 500, 900] {
            let process = try program.start("import-postcodes", long)
            usleep(UInt32(milliseconds * 1_000))
            process.killHard()
            #expect(try program.run("verify").code == 0)
        }
        #expect(try program.run("import-postcodes", short).output == "Postcodes known now: 1.\n")
        #expect(try program.run("import-postcodes", long).output == "Postcodes known now: \(rows.count).\n")
    }
}
