import Foundation
import SearchIndex
import TestSupport

@testable import Core

/// Small pieces of a directory, complete enough to be stored.
enum Sample {
    static let now = ManualClock.usualStart
    static let today = Day(now)

    static func day(_ iso: String) -> Day { Day(iso: iso) ?? Day(Date.distantPast) }

    /// A moment in UTC, `yyyy-MM-ddTHH:mm:ssZ`.
    static func moment(_ iso: String) -> Date {
        (try? Date(iso, strategy: .iso8601)) ?? .distantPast
    }

    static func organisation(_ name: String = "Tea and Company", email: String? = nil) -> Organisation {
        Organisation(
            id: Organisation.ID(named: name),
            name: name,
            email: email,
            addedAt: now.addingTimeInterval(-86_400 * 500)
        )
    }

    /// Confirmed a day ago, open, in person.
    static func offer(
        _ name: String,
        of organisation: Organisation,
        description: String = "",
        confirmed daysAgo: Double? = 1,
        added addedDaysAgo: Double = 500
    ) -> Offer {
        Offer(
            id: Offer.ID(named: "\(name) of \(organisation.name)"),
            organisationID: organisation.id,
            name: name,
            description: description,
            audience: [],
            ways: [.inPerson],
            joining: [],
            intake: .open,
            status: .active,
            addedAt: now.addingTimeInterval(-86_400 * addedDaysAgo),
            lastModified: now,
            confirmedAt: daysAgo.map { now.addingTimeInterval(-86_400 * $0) },
            confirmedBy: daysAgo == nil ? nil : organisation.name,
            confirmationInterval: 90,
            version: 1
        )
    }

    static func listing(
        _ name: String,
        of organisation: Organisation = organisation(),
        description: String = "",
        confirmed daysAgo: Double? = 1,
        added addedDaysAgo: Double = 500,
        at coordinate: Coordinate? = nil
    ) -> Listing {
        var listing = Listing(
            offer: offer(name, of: organisation, description: description, confirmed: daysAgo, added: addedDaysAgo),
            organisation: organisation
        )
        if let coordinate {
            listing.locations = [
                Location(id: Location.ID(named: "place of \(name)"), coordinate: coordinate, precision: .exact)
            ]
        }
        return listing
    }

    static func person(name: String = "Ada Example") -> Person {
        Person(name: name, dateOfBirth: day("1950-02-03"), phone: "020 7946 0000")
    }
}
