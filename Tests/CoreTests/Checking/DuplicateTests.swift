import Foundation
import Testing

@testable import Core

@Suite("Duplicates")
struct DuplicateTests {
    @Test(
        "have nearly the same name",
        arguments: [
            ("The Lunch Club", "Lunch club"), ("Men's Shed", "Mens shed"), ("Yoga for beginners", "Yoga for beginner"),
            ("Café drop-in", "Cafe drop in"), ("Befriending", "Befreinding"),
        ]
    )
    func near(one: String, other: String) {
        #expect(Duplicates.areNear(one, other))
    }

    @Test(
        "are not what differs in a word that matters",
        arguments: [
            ("Men's group", "Women's group"), ("Group 1", "Group 2"), ("Monday club", "Sunday club"),
            ("Lunch club", "Lunch"),
            ("Bikes", "Hikes"), ("", ""), ("!!!", "???"), ("Room 1234a", "Room 1234b"),
        ]
    )
    func different(one: String, other: String) {
        #expect(!Duplicates.areNear(one, other))
    }

    private let club = Sample.organisation("Club")
    private let hall = Sample.organisation("Hall")

    private func entry(
        _ name: String,
        of organisation: Organisation,
        places: Set<String> = [],
        sessions: Set<String> = []
    ) -> Duplicates.Entry {
        Duplicates.Entry(
            id: Offer.ID(named: "\(name) \(organisation.name) \(places.sorted())"),
            organisationID: organisation.id,
            organisation: organisation.name,
            name: name,
            places: places,
            sessions: sessions
        )
    }

    @Test("are told of each other; branches at several places, and others' clubs, are none")
    func names() {
        let entries = [
            entry("Lunch club", of: club, places: ["a"]), entry("The lunch club", of: club),
            entry("Lunch club", of: club, places: ["b"]), entry("Lunch club", of: hall),
        ]
        let found = Duplicates.observations(entries)
        #expect(found.keys.contains(entries[1].id) && found[entries[3].id] == nil)
        #expect(found[entries[0].id]?.what.contains("“The lunch club” (Club)") == true)
        let branches = Duplicates.observations([entries[0], entries[2]])
        #expect(branches.isEmpty)
    }

    @Test("are also what two organisations list for one place and time")
    func placeAndTime() {
        let monday: Set = ["MO 0 600-660"]
        let one = entry("Chair yoga", of: club, places: ["a"], sessions: monday)
        let other = entry("Seated exercise", of: hall, places: ["a"], sessions: monday)
        let elsewhere = entry("Seated exercise", of: hall, places: ["b"], sessions: monday)
        #expect(Duplicates.observations([one, other]).count == 2)
        #expect(Duplicates.observations([one, elsewhere]).isEmpty)
    }

    @Test("are not what is open all day at one place")
    func openAllDay() {
        func schedule(_ closes: String) -> Schedule {
            Schedule(frequency: .weekly, days: [.monday], opensAt: TimeOfDay("09:00"), closesAt: TimeOfDay(closes))
        }
        #expect(Duplicates.sessionKey(schedule("17:00")).isEmpty)
        #expect(Duplicates.sessionKey(schedule("11:00")).count == 1)
        #expect(Duplicates.sessionKey(Schedule(frequency: nil)).isEmpty)
    }
}
