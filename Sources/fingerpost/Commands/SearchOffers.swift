import ArgumentParser
import Core
import Foundation

struct SearchOffers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Search the directory as the public page does, in the same order."
    )

    @Argument(help: "What is looked for.")
    var query: String

    @Option(help: "A postcode, its outward half, or the name of a place.")
    var near: String = ""

    @Option(help: "How many to show, 1 to 1000.")
    var limit: Int = 20

    @Flag(help: "As a JSON array, best first.")
    var json = false

    @Flag(help: "Say why each offer stands where it does.")
    var explain = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (1...1_000).contains(limit) else { throw ValidationError("--limit must be from 1 to 1000.") }
    }

    func run() async throws {
        let place = try Workplace.openForReading(common)
        let found = try await find(place.features.search)
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            print(String(decoding: try encoder.encode(found.map(Line.init)), as: UTF8.self))
        } else {
            for (number, item) in found.enumerated() {
                let distance = item.distance.map { "  \(Int($0.rounded())) m" } ?? ""
                print(
                    "\(number + 1). \(item.title) (\(item.organisation))  \(item.freshness.rawValue)\(distance)"
                )
                if let explanation = item.explanation { print(lines(explanation, score: item.score)) }
            }
            if found.isEmpty { print("Nothing found.") }
        }
    }

    private func find(_ search: Search) async throws -> [Search.Found] {
        var found: [Search.Found] = []
        for page in 1...SearchRequest.lastPage {
            var request = SearchRequest(words: query, near: near, page: page)
            request.explains = explain
            let results = try await search.find(request)
            if page == 1 { complain(results) }
            found += results.found
            if found.count >= min(limit, results.total) || results.found.isEmpty { break }
        }
        return Array(found.prefix(limit))
    }

    /// The score, what the words gave, each thing that multiplied it, and the terms of the index that it holds.
    private func lines(_ explanation: Explanation, score: Double) -> String {
        let factors = explanation.factors.map { String(format: " × %.2f (%@)", $0.value, $0.name) }.joined()
        let sum = String(format: "   %.2f = words %.2f", score, explanation.textScore) + factors
        return sum + "\n   " + explanation.terms.joined(separator: " ")
    }

    private func complain(_ results: Search.Results) {
        if let unknown = results.unknownPlace {
            Ending.say("“\(unknown)” is no place that we know; searched everywhere.")
        }
        if results.droppedPlace { Ending.say("Nothing near there; these are from farther away.") }
        if results.isDegraded {
            Ending.say("There is no sound index: searched in the database. Run `fingerpost reindex`.")
        }
    }

    private struct Line: Encodable {
        let id: String
        let title: String
        let organisation: String
        let score: Double
        let distance: Int?
        let freshness: String

        init(_ found: Search.Found) {
            id = found.id.text
            title = found.title
            organisation = found.organisation
            score = found.score
            distance = found.distance.map { Int($0.rounded()) }
            freshness = found.freshness.rawValue
        }

        /// Every key is always there; a distance that is not known is null.
        private enum CodingKeys: String, CodingKey {
            case id, title, organisation, score, freshness
            case distance = "distance_m"
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(id, forKey: .id)
            try container.encode(title, forKey: .title)
            try container.encode(organisation, forKey: .organisation)
            try container.encode(score, forKey: .score)
            try container.encode(distance, forKey: .distance)
            try container.encode(freshness, forKey: .freshness)
        }
    }
}
