import Foundation
import TestSupport
import Testing

@testable import Web

/// The search page answers whatever somebody types, understood or not.
@Suite struct AnyTextPageTests {
    private static let town = SharedTown()

    @Test(arguments: 21...22 as ClosedRange<UInt64>)
    func anythingTypedGivesASoundPage(seed: UInt64) async throws {
        var random = try RandomText(seed: seed)
        let names = [
            "q", "near", "not", "need", "day", "part", "cost", "who", "how", "language", "page", "radius", "order",
        ]
        for number in 0..<40 {
            let text = String(String.UnicodeScalarView(random.next().unicodeScalars.prefix(700)))
            let other = String(String.UnicodeScalarView(random.next().unicodeScalars.prefix(60)))
            let query = "q=\(Self.encoded(text))&\(names[number % names.count])=\(Self.encoded(other))"
            try await Self.town.withPage("/search?\(query)") { page in
                #expect(page.status == .ok, "\(text.debugDescription)")
                expectSound(page.markup, "\(text.debugDescription)")
                #expect(!page.body.contains("The search is being rebuilt"), "\(text.debugDescription)")
            }
        }
    }

    @Test(arguments: ["London", "Kent", "West Midlands", "Greater Manchester", "Essex"])
    func theWidestAreasHaveAPage(area: String) async throws {
        for query in ["near=\(Self.encoded(area))", "q=lonely+near+\(Self.encoded(area))"] {
            try await Self.town.withPage("/search?\(query)") { page in
                #expect(page.status == .ok, "\(query)")
            }
        }
    }

    @Test func everyDayAndTimeManyTimesOverHaveAPage() async throws {
        let days = ["mo", "tu", "we", "th", "fr", "sa", "su", "SA"].flatMap { Array(repeating: "day=\($0)", count: 3) }
        let parts = Array(repeating: "part=morning&part=evening&part=afternoon", count: 7)
        try await Self.town.withPage("/search?q=lonely&" + (days + parts).joined(separator: "&")) { page in
            #expect(page.status == .ok)
        }
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
