import Foundation
import GRDB
import TestSupport
import Testing

/// `fingerpost search` over two towns that differ in nothing but where the addresses are that are kept secret: whatever is
/// asked, it prints the same. It has neither a radius nor an order to set, so what is left to halve is where one stands.
@Suite struct ConfidentialCommandTests {
    /// The demo town with all its secret addresses somewhere else.
    private static let moved = Task {
        let place = try await TestPlace.demo()
        try await DatabaseQueue(path: place.folder.appendingPathComponent("fingerpost.sqlite").path).write { db in
            try db.execute(
                sql: """
                    UPDATE location SET latitude = 53.797, longitude = -1.543, name = 'Zyxhouse', address = '9 Zyxlane',
                        city = 'Zyxton', postcode = 'LS1 4AP' WHERE isConfidential = 1
                    """
            )
            #expect(db.changesCount >= 4)
        }
        try await place.features.indexer.rebuild()
        return place
    }
    private static let ours = Task { try await TestPlace.demo() }

    private func answer(_ arguments: [String], over place: TestPlace) throws -> String {
        let ending = try Program.call(["search"] + arguments + ["--data", place.folder.path])
        #expect(ending.code == 0, "\(ending.errors)")
        return ending.output + ending.errors
    }

    @Test(arguments: ["", "SE15", "SE4", "LS1 4AP", "Leeds"])
    func noDistanceOrderOrScoreTellsWhereARefugeIs(near: String) async throws {
        let (ours, moved) = (try await Self.ours.value, try await Self.moved.value)
        for arguments in [["refuge safe abuse", "--json", "--limit", "1000"], ["", "--json", "--limit", "1000"]] {
            let arguments = arguments + ["--near", near]
            #expect(try answer(arguments, over: ours) == answer(arguments, over: moved), "\(arguments)")
        }
    }

    @Test(arguments: ["refuge zyxhouse", "zyxlane", "refuge in leeds", "refuge zyxton"])
    func neitherItsWordsNorTheReasonsTellIt(words: String) async throws {
        let (ours, moved) = (try await Self.ours.value, try await Self.moved.value)
        let said = try answer([words, "--explain"], over: moved)
        #expect(try answer([words, "--explain"], over: ours) == said)
        #expect(!said.lowercased().contains("zyx"))
    }

    @Test func aRefugeHasNoDistanceAndWhatIsPublicHasOne() async throws {
        struct Line: Decodable {
            let id: String
            let distance: Int?

            enum CodingKeys: String, CodingKey {
                case id
                case distance = "distance_m"
            }
        }
        let moved = try await Self.moved.value
        let text = try answer(["refuge safe abuse", "--json", "--near", "SE15", "--limit", "1000"], over: moved)
        let lines = try JSONDecoder().decode([Line].self, from: Data(text.utf8))
        let secret = try await DatabaseQueue(path: moved.folder.appendingPathComponent("fingerpost.sqlite").path).read {
            try String.fetchSet(
                $0,
                sql: """
                    SELECT offerID FROM offerLocation JOIN location ON location.id = locationID
                    GROUP BY offerID HAVING MIN(isConfidential) = 1
                    """
            )
        }
        let found = lines.filter { secret.contains($0.id) }
        #expect(found.count >= 2 && found.allSatisfy { $0.distance == nil })
        #expect(lines.contains { ($0.distance ?? 0) > 0 })
    }
}
