import Foundation
import TestSupport
import Testing

/// The walls of the house: what a target may not know, and what a repository must not hold.
@Suite struct HouseTests {
    private func sources(of target: String) throws -> [(name: String, text: String)] {
        let folder = TestPlace.root.appendingPathComponent("Sources/\(target)")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return try (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }.map {
            ($0.lastPathComponent, try String(contentsOf: $0, encoding: .utf8))
        }
    }

    @Test(arguments: [
        ("SearchIndex", ["Core", "GRDB", "Hummingbird", "WebSupport"]),
        ("WebSupport", ["Core", "GRDB", "SearchIndex"]),
        ("Core", ["Hummingbird", "HummingbirdCore", "Mustache", "WebSupport", "CXapianShim"]),
        ("Web", ["GRDB", "CXapianShim"]),
        ("fingerpost", ["GRDB", "CXapianShim"]),
    ])
    func aTargetDoesNotKnowWhatIsBehindItsWall(_ target: String, _ others: [String]) throws {
        for file in try sources(of: target) {
            for other in others {
                #expect(!file.text.contains("import \(other)\n"), "\(target)/\(file.name) imports \(other)")
            }
        }
    }

    @Test func webSupportKnowsNoWordOfTheDomain() throws {
        let words = ["referral", "offer", "practice", "organisation", "episode", "signpost", "listing", "outcome"]
        for file in try sources(of: "WebSupport") {
            let text = file.text.lowercased()
            for word in words {
                #expect(text.range(of: "\\b\(word)", options: .regularExpression) == nil, "\(file.name): \(word)")
            }
        }
    }

    /// A trap ends the server for everybody.
    @Test(arguments: ["SearchIndex", "WebSupport", "Core", "Web", "fingerpost"])
    func nothingThatTrapsIsWritten(_ target: String) throws {
        for file in try sources(of: target) {
            for trap in ["fatalError(", "preconditionFailure(", "try!", "as!", ".first!", ".last!"] {
                #expect(!file.text.contains(trap), "\(target)/\(file.name): \(trap)")
            }
        }
    }
}
