import Foundation
import GRDB
import SearchIndex
import TestSupport
import Testing

@testable import Core

@Suite("An import of postcodes")
struct PostcodeImportTests {
    private struct Known: FetchableRecord, Equatable {
        let code: String
        let latitude: Int
        let longitude: Int

        init(_ code: String, _ latitude: Int, _ longitude: Int) {
            (self.code, self.latitude, self.longitude) = (code, latitude, longitude)
        }

        init(row: Row) { self.init(row[0], row[1], row[2]) }
    }

    private let folder: TestFolder
    private let place: TestPlace

    init() async throws {
        folder = try TestFolder()
        place = try await TestPlace.empty()
        try await place.execute("INSERT INTO postcode VALUES ('E81AA', 51541000, -63000)")
    }

    private func run(_ text: String, as name: String = "list.csv") async throws -> PostcodeImporter.Report {
        try await place.features.postcodes.importPostcodes(from: try folder.file(name, text))
    }

    private func known() async throws -> [Known] {
        try await place.database.read { try Known.fetchAll($0, sql: "SELECT * FROM postcode ORDER BY code") }
    }

    private static let old = [Known("E81AA", 51_541_000, -63_000)]

    // MARK: Shapes

    @Test("reads the ONS's lookup and leaves out what is ended, without a place or in Northern Ireland")
    func lookup() async throws {
        let report = try await run(
            """
            \u{FEFF}"pcd7","pcd8","pcds","dointr","doterm","lad25cd","lat","long"\r
            "SE153CK","SE15 3CK","SE15 3CK","198001","","E09000028",51.471760,-0.070670\r
            "E1  6AN","E1   6AN","E1 6AN","198001","      ","E09000030",51.519999,-0.070001\r
            "SE153CL","SE15 3CL","SE15 3CL","198001","201203","E09000028",51.471760,-0.070670\r
            "GY1 1AA","GY1  1AA","GY1 1AA","198001","","L99999999",99.999999,0.000000\r
            "BT1 1AA","BT1  1AA","BT1 1AA","198001","","N09000003",54.600000,-5.930000\r
            "EH1 1AA","EH1  1AA","EH1 1AA","198001","","S12000036",55.950000,-3.190000\r

            """
        )
        #expect(
            try await known() == [
                Known("E16AN", 51_519_999, -70_001), Known("EH11AA", 55_950_000, -3_190_000),
                Known("SE153CK", 51_471_760, -70_670),
            ]
        )
        #expect(
            report.summary
                == "Postcodes known now: 3. Left out: 1 no longer in use, 1 without a place, 1 in Northern Ireland, which have another licence."
        )
    }

    @Test("reads a plain table, also without a line break at its end")
    func plain() async throws {
        let report = try await run("postcode,lat,lon\nSE15 3CK,51.47176,-0.07067\ne1 6an,51.5,5e-05")
        #expect(try await known() == [Known("E16AN", 51_500_000, 50), Known("SE153CK", 51_471_760, -70_670)])
        #expect(report.summary == "Postcodes known now: 2.")
    }

    @Test("reads Code-Point Open, a file or the whole folder, with the points moved from the national grid")
    func codePoint() async throws {
        let tables = folder.url.appendingPathComponent("codepo/Data/CSV")
        let documents = folder.url.appendingPathComponent("codepo/Doc")
        for folder in [tables, documents] {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }
        func row(_ code: String, _ rest: String) -> String { "\"\(code)\",\(rest),\"E92000001\",\"\",\"E40000003\"\n" }
        try Data((row("SE153CK", "10,530028,180380") + row("SE153CL", "90,0,0")).utf8)
            .write(to: tables.appendingPathComponent("se.csv"))
        try Data(row("E1 6AN", "10,400000,650000").utf8).write(to: tables.appendingPathComponent("e.csv"))
        try Data("PC,PQ,EA,NO\n".utf8).write(to: documents.appendingPathComponent("Code-Point_Open_Column_Headers.csv"))
        let all = try await place.features.postcodes.importPostcodes(from: folder.url.appendingPathComponent("codepo"))
        #expect(all.stored == 2 && all.withoutPlace == 1)
        let points = try await known()
        #expect(points.map(\.code) == ["E16AN", "SE153CK"])
        #expect(abs(points[1].latitude - 51_507_399) <= 1 && abs(points[1].longitude + 127_811) <= 1)
        let one = try await place.features.postcodes.importPostcodes(from: tables.appendingPathComponent("e.csv"))
        #expect(one.stored == 1)
    }

    @Test("reads numbers as they are written, and nothing else as a number")
    func numbers() {
        func millionths(_ text: String) -> Int? {
            Array(text.utf8).withUnsafeBufferPointer { PostcodeLine.millionths($0[...]) }
        }
        let readable = [
            "51.5": 51_500_000, "-0.07": -70_000, "0": 0, "-.5": -500_000, "7.": 7_000_000, "51.1234567": 51_123_456,
            "+1.5": 1_500_000, " 1.5 ": 1_500_000, "1e-3": 1_000, "530028": 530_028_000_000,
        ]
        for (text, number) in readable { #expect(millionths(text) == number, "\(text)") }
        for text in ["", "-", ".", "a", "1.2.3", "--1", "nan", "inf", "1e99", "99999999999999999999"] {
            #expect(millionths(text) == nil, "\(text)")
        }
    }

    @Test("leaves a slip here and there out, and says how many")
    func slips() async throws {
        let rows = (0..<150).map { "SE\(1 + $0 / 100) \($0 % 10)\(["AA", "AB", "AD", "AE"][$0 % 4]),51.5,-0.1\n" }
            .joined()
        let report = try await run("postcode,lat,lon\n\(rows)nonsense,51.5,-0.1\n\n")
        #expect(report.unreadable == 1 && report.stored == 150)
        #expect(report.summary.hasSuffix("Left out: 1 that cannot be read."))
    }

    // MARK: All or nothing

    @Test(
        "of a bad file changes nothing and says why in one sentence",
        arguments: [
            ("", "is no list of postcodes"), ("\n\n", "is no list of postcodes"),
            ("id,name\n1,Choir\n", "is no list of postcodes"),
            ("postcode,lat,lon\n", "holds no postcode that is in use"),
            ("postcode,lat,lon\nSE15 3CK,51.5,-0.1\nSE15 3CL,51", "ends in the middle of line 3: it was cut off"),
            ("postcode,lat,lon\nSE15 3CK,51.5,-0.1\nSE15 3CL,fifty,-0.1\n", "cannot be read on 1 of its 2 lines"),
            ("PK\u{3}\u{4}and so on", "is a zip archive: unpack it first"),
            (String(repeating: "x", count: 100_000), "is no list of postcodes"),
            ("postcode,lat,lon\n" + String(repeating: "x", count: 100_000), "is no table of postcodes"),
            ("pcds,doterm,lat,long\nSE15 3CK,202001,51.5,-0.1\n", "holds no postcode that is in use"),
        ]
    )
    func bad(text: String, why: String) async throws {
        let failure = await #expect(throws: Failure.self) { try await run(text) }
        #expect(failure?.sentence.contains(why) == true, "\(failure?.sentence ?? "")")
        #expect(failure?.sentence.hasSuffix("The postcodes that were known are unchanged.") == true)
        #expect(try await known() == Self.old)
        #expect(try await place.count("sqlite_master WHERE name = 'postcodeIncoming'") == 0)
    }

    @Test("needs something to read")
    func absent() async throws {
        let empty = folder.url.appendingPathComponent("empty")
        try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: true)
        for (url, why) in [(folder.url.appendingPathComponent("none"), "is not there"), (empty, "without a .csv file")]
        {
            let failure = #expect(throws: Failure.self) { try PostcodeImporter.check(url) }
            #expect(failure?.sentence.contains(why) == true)
        }
    }

    @Test("that was killed half way left the old postcodes, and the next one clears up after it")
    func killed() async throws {
        try await place.execute(M005_Places.postcode("postcodeIncoming"))
        try await place.execute("INSERT INTO postcodeIncoming VALUES ('SE11AA', 51500000, -100000)")
        #expect(try await known() == Self.old)
        #expect(try await run("postcode,lat,lon\nSE15 3CK,51.47176,-0.07067\n").stored == 1)
        #expect(try await known() == [Known("SE153CK", 51_471_760, -70_670)])
    }

    @Test("comes one after the other, and each is whole")
    func together() async throws {
        let files = try (0..<4).map { number in
            try folder.file(
                "\(number).csv",
                "postcode,lat,lon\n"
                    + (0..<50).map {
                        "E\(number + 1) \($0 / 20)A\(["A", "B", "D", "E", "F", "G", "H", "J", "L", "N", "P", "Q", "R", "S", "T", "U", "W", "X", "Y", "Z"][$0 % 20]),51.5,-0.1\n"
                    }.joined()
            )
        }
        let importer = place.features.postcodes
        try await withThrowingTaskGroup(of: Void.self) { group in
            for file in files { group.addTask { _ = try await importer.importPostcodes(from: file) } }
            try await group.waitForAll()
        }
        let codes = try await known().map(\.code)
        #expect(codes.count == 50 && Set(codes.map { $0.prefix(2) }).count == 1)
    }

    @Test("tells how far it is, to the end")
    func progress() async throws {
        let file = try folder.file("list.csv", "postcode,lat,lon\nSE15 3CK,51.47176,-0.07067\n")
        let steps = AsyncStream.makeStream(of: [Int].self)
        _ = try await place.features.postcodes.importPostcodes(from: file) { steps.continuation.yield([$0, $1]) }
        steps.continuation.finish()
        #expect(await steps.stream.reduce(into: []) { $0.append($1) } == [[1, 1]])
    }

    @Test("of the shared sample puts real postcodes where their outward half is")
    func real() async throws {
        guard let shared = TestPlace.shared else { return }
        let sample = shared.appendingPathComponent("data/geography/postcodes_sample.csv")
        guard FileManager.default.fileExists(atPath: sample.path) else { return }
        let report = try await place.features.postcodes.importPostcodes(from: sample)
        #expect(report.stored > 60_000 && report.unreadable == 0)
        let exact = try #require(try await place.features.gazetteer.spot(typed: "E1 0AA"))
        let outcode = try #require(try await place.features.gazetteer.spot(typed: "E1"))
        #expect(!exact.isApproximate && exact.coordinate.distance(to: outcode.coordinate) < 3_000)
    }
}

@Suite("A list of places")
struct PlaceFileTests {
    private let header = "name,kind,outcodes,latitude,longitude\n"

    @Test("may have comments, empty lines and quotes, and gives a radius that suits the kind")
    func shapes() throws {
        let file = try TestFolder().kept(
            "areas.csv",
            "# For people.\n\(header)\n\"Old Dock\",part,se8 se16,51.48,-0.02\n"
        )
        let places = try PlaceFile.places(in: file.url)
        #expect(places.map(\.key) == ["old dock"] && places.first?.outcodes == "SE8 SE16" && places.first?.miles == 3)
    }

    @Test(
        "that is wrong says where",
        arguments: [
            ("name,kind\nOld Dock,part\n", "has no column latitude"),
            (
                "name,kind,outcodes,latitude,longitude\nOld Dock,part,SE8,51.48,-0.02\nSaltgate,harbour,SE8,51.48,-0.02\n",
                "wrong on line 3"
            ),
            ("name,kind,outcodes,latitude,longitude\nOld Dock,part,SE8,north,-0.02\n", "wrong on line 2"),
            ("name,kind,outcodes,latitude,longitude\n,part,SE8,51.48,-0.02\n", "wrong on line 2"),
            (String(repeating: "x", count: 100_000), "is no table of places"),
        ]
    )
    func wrong(text: String, why: String) throws {
        let file = try TestFolder().kept("areas.csv", text)
        let failure = #expect(throws: Failure.self) { try PlaceFile.places(in: file.url) }
        #expect(failure?.sentence.contains(why) == true)
    }

    @Test("is read again when it has changed: the steward's areas are replaced, the country's places stay")
    func changed() async throws {
        let place = try await TestPlace.demo()
        let before = try await place.count("place WHERE source = 'list'")
        #expect(before > 20_000)
        #expect(try await place.count("place WHERE source = 'steward'") == 7)
        let folder = try TestFolder()
        _ = try folder.file("areas.csv", header + "Old Dock,part,SE8,51.48,-0.02\nAtlantis,part,ZZ1,31.0,-40.0\n")
        #expect(try await place.features.seed.load(from: folder.url, passwordHash: "none") == nil)
        #expect(try await place.count("place WHERE source = 'steward'") == 1)
        #expect(try await place.count("place WHERE source = 'list'") == before)
    }
}

/// Keeps its folder as long as it is there itself.
private struct KeptFile {
    let folder: TestFolder
    let url: URL
}

extension TestFolder {
    fileprivate func kept(_ name: String, _ text: String) throws -> KeptFile {
        KeptFile(folder: self, url: try file(name, text))
    }
}
