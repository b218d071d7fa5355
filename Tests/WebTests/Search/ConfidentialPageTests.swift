import Foundation
import TestSupport
import Testing

@testable import Web

/// Two towns that differ in nothing but where the addresses are that are kept secret: every page of theirs is the same.
@Suite struct ConfidentialPageTests {
    /// The town with all its secret addresses somewhere else.
    private static let moved = Task {
        let place = try await TestPlace.demo()
        try place.execute(
            """
            UPDATE location SET latitude = 53.797, longitude = -1.543, name = 'Zyxhouse', address = '9 Zyxlane',
                city = 'Zyxton', postcode = 'LS1 4AP' WHERE isConfidential = 1
            """
        )
        try await place.features.indexer.rebuild()
        return place
    }

    /// Bodies without what differs from one visit to the next: proofs of forms.
    private func pages(_ paths: [String], of place: TestPlace, as name: String?) async throws -> [String] {
        try await Town.open(place) { town in
            let browser = name == nil ? town.browser() : try await town.signedIn(name ?? "")
            var bodies: [String] = []
            for path in paths {
                let page = try await browser.get(path)
                #expect(page.status == .ok, "\(path)")
                bodies.append(page.body.replacing(/name="(csrf|key)" value="[^"]*"/, with: ""))
            }
            return bodies
        }
    }

    @Test(arguments: [nil, "reception", "linkworker"] as [String?])
    func nothingThatIsShownDependsOnASecretAddress(name: String?) async throws {
        let (place, moved) = (try await TestPlace.demo(), try await Self.moved.value)
        let secret =
            "IN (SELECT offerID FROM offerLocation JOIN location ON location.id = locationID WHERE isConfidential)"
        let offers = try place.column("SELECT id FROM offer WHERE id \(secret) ORDER BY id")
        let organisations = try place.column("SELECT DISTINCT organisationID FROM offer WHERE id \(secret) ORDER BY 1")
        #expect(offers.count >= 4)
        let centres = ["SE15", "SE15+3CK", "SE4", "New+Cross", "LS1", "LS1+4AP", "Leeds", "London"]
        let searches = centres.flatMap { centre in
            [
                "/search?q=refuge+safe+abuse&near=\(centre)&radius=1",
                "/search?need=domestic-abuse&near=\(centre)&radius=1",
                "/search?need=domestic-abuse&near=\(centre)&order=nearest", "/desk?q=refuge&near=\(centre)",
                "/search?q=refuge&near=\(centre)&radius=25&order=nearest",
            ]
        }
        let paths =
            searches + offers.map { "/offers/\($0)" } + organisations.map { "/organisations/\($0)" }
            + ["/search?q=zyxhouse+refuge&as-typed=1", "/search?q=refuge+leeds&as-typed=1"]
        let ours = try await pages(paths, of: place, as: name)
        let theirs = try await pages(paths, of: moved, as: name)
        for (number, path) in paths.enumerated() {
            #expect(ours[number] == theirs[number], "\(path)")
            #expect(!theirs[number].contains("Zyxlane") && !theirs[number].contains("Zyxton"), "\(path)")
        }
    }
}
