import Foundation
import Testing

@testable import Core

@Suite("What is amiss with a listing")
struct ListingRuleTests {
    private static let plain = "We meet for tea and a chat. Come when you like. Somebody will say hello at the door."
    private static let facts = DirectoryFacts(links: [:], duplicates: [:], copies: [:], outcodes: ["E8", "EC1A"])

    private func kinds(_ listing: Listing, facts: DirectoryFacts = facts) -> [Finding.Kind] {
        ListingRules.observations(listing, facts: facts, today: Sample.today).map(\.kind)
    }

    private func listing(_ description: String = plain) -> Listing { Sample.listing("Tea", description: description) }

    @Test("is nothing when all is well")
    func sound() {
        var sound = listing()
        sound.phones = [Phone(number: "020 7946 0000")]
        sound.locations = [
            Location(id: Location.ID(), postcode: "E8 1AA"), Location(id: Location.ID(), postcode: "EC1 2AA"),
        ]
        sound.schedules = [Schedule(frequency: .weekly, days: [.monday], validTo: Sample.today)]
        #expect(kinds(sound) == [])
    }

    @Test("is nobody's concern once it has closed")
    func closed() {
        var closed = listing("")
        closed.offer.status = .defunct
        #expect(kinds(closed) == [])
    }

    @Test("may be a number that nobody can dial, which is counted and not quoted")
    func telephone() {
        var listing = listing()
        listing.phones = [Phone(number: "020 7946 0000"), Phone(number: "07700 9001")]
        let found = ListingRules.observations(listing, facts: Self.facts, today: Sample.today)
        #expect(found == [Observation(kind: .telephone, what: "Telephone number 2 is too short.")])
    }

    @Test("may be a postcode with a wrong shape, or of no place", arguments: ["E8 1A", "12345", "ZZ9 9ZZ"])
    func postcode(text: String) {
        var listing = listing()
        listing.locations = [Location(id: Location.ID(), postcode: text)]
        #expect(kinds(listing) == [.postcode])
    }

    @Test("never quotes a refuge's postcode")
    func refuge() {
        var listing = listing()
        listing.locations = [Location(id: Location.ID(), postcode: "ZZ9 9ZZ", isConfidential: true)]
        let found = ListingRules.observations(listing, facts: Self.facts, today: Sample.today)
        #expect(found.count == 1 && found.allSatisfy { !$0.what.contains("ZZ9 9ZZ") })
    }

    @Test("is that every date has passed, from the day after the last")
    func ended() {
        var listing = listing()
        let yesterday = Sample.today.adding(days: -1)
        listing.schedules = [Schedule(frequency: .weekly, days: [.monday], validTo: yesterday)]
        #expect(kinds(listing) == [.endDatePassed])
        listing.schedules.append(Schedule(frequency: .weekly, days: [.friday], validTo: Sample.today))
        #expect(kinds(listing) == [])
        listing.schedules[1].validTo = nil
        #expect(kinds(listing) == [])
    }

    @Test(
        "is a season that is over where the listing's own words speak of one",
        arguments: ["Summer walks", "Term 1 art"]
    )
    func season(name: String) {
        var listing = Sample.listing(name, description: Self.plain)
        listing.schedules = [Schedule(frequency: nil, validTo: Sample.today.adding(days: -30), description: "Mondays")]
        #expect(kinds(listing) == [.seasonOver])
    }

    @Test(
        "may be that the description says nothing",
        arguments: ["", "  \n ", "Tea", "TEA!", "tbc", "Please see website.", "A group for men."]
    )
    func empty(description: String) {
        #expect(kinds(listing(description)) == [.emptyDescription])
    }

    @Test(
        "may be words that were meant to be replaced, or that stand at three listings",
        arguments: [
            "Lorem ipsum dolor sit amet, consectetur.", "This is a group. [Insert times here] We are friendly.",
        ]
    )
    func boilerplate(description: String) {
        #expect(kinds(listing(description)) == [.boilerplate])
        func facts(_ copies: Int) -> DirectoryFacts {
            let hash = DirectoryFacts.hash(Self.plain)
            return DirectoryFacts(links: [:], duplicates: [:], copies: [hash: copies], outcodes: [])
        }
        #expect(kinds(listing(), facts: facts(2)) == [])
        #expect(kinds(listing(), facts: facts(3)) == [.boilerplate])
    }

    @Test("is told to staff when the words are hard, and is no evidence")
    func hard() {
        let hard = """
            Our organisation facilitates multidisciplinary interventions, empowering individuals experiencing socioeconomic \
            disadvantage to collaboratively co-produce personalised, sustainable solutions that holistically address the \
            underlying determinants of psychological wellbeing, utilising evidence-based methodologies, motivational \
            interviewing, community mobilisation and participatory engagement, delivered by appropriately qualified \
            practitioners whose professional accreditation is independently validated in accordance with the established \
            regulatory requirements applicable to comparable organisations.
            """
        #expect(kinds(listing(hard + "\n\n" + hard)) == [.hardToRead])
        #expect(Finding.Kind.hardToRead.evidence == nil)
    }

    @Test(
        "of an address: dead when its history says so; not visited when it leads inwards; not our business when untested"
    )
    func link() {
        var listing = listing()
        listing.offer.website = "https://tea.place"
        func kinds(_ answer: LinkAnswer.Kind, gone: Int = 0, days: Int = 0) -> [Finding.Kind] {
            let link = WebLink(
                url: "https://tea.place",
                answer: answer,
                detail: "404",
                answeredAt: Sample.now,
                isCounted: true,
                goneRuns: gone,
                failedDays: days
            )
            let facts = DirectoryFacts(links: [link.url: link], duplicates: [:], copies: [:], outcodes: [])
            return self.kinds(listing, facts: facts)
        }
        #expect(kinds(.alive) == [])
        #expect(kinds(.gone, gone: 1, days: 1) == [])
        #expect(kinds(.gone, gone: 2, days: 1) == [.linkDead])
        #expect(kinds(.failing, days: 2) == [.linkDead])
        #expect(kinds(.refused) == [.linkUnusable])
        #expect(kinds(.notTested) == [])
    }
}

@Suite("The history of a web address")
struct LinkHistoryTests {
    private func history(_ answers: [(LinkAnswer.Kind, day: Int)]) -> LinkHistory {
        answers.reduce(into: LinkHistory()) { $0.count($1.0, on: Sample.today.adding(days: $1.day)) }
    }

    @Test("makes it dead after failing on two different days, not after any number of runs on one")
    func failing() {
        #expect(!history([(.failing, 0), (.failing, 0), (.failing, 0)]).isDead)
        #expect(history([(.failing, 0), (.failing, 1)]).isDead)
        #expect(history([(.failing, 0), (.gone, 1)]).isDead)
    }

    @Test("makes it dead when two runs were told that it is gone")
    func gone() {
        #expect(!history([(.gone, 0)]).isDead)
        #expect(history([(.gone, 0), (.gone, 0)]).isDead)
    }

    @Test("is forgotten at the first good answer, and nothing else counts")
    func alive() {
        #expect(history([(.failing, 0), (.alive, 1), (.failing, 2)]) == history([(.failing, 2)]))
        #expect(history([(.failing, 0), (.refused, 1), (.notTested, 2)]) == history([(.failing, 0)]))
    }
}

@Suite("Reading age")
struct ReadingAgeTests {
    @Test(
        "counts syllables as people say them",
        arguments: [
            ("tea", 1), ("table", 2), ("friendly", 2), ("hope", 1), ("walked", 1), ("needed", 2), ("community", 4),
            ("people", 2), ("the", 1), ("rhythm", 1), ("organisation", 5), ("'", 1),
        ]
    )
    func syllables(word: String, count: Int) {
        #expect(ReadingAge.syllables(in: Substring(word)) == count)
    }

    @Test("is low for plain words and not told for few of them")
    func plain() throws {
        let plain = String(repeating: "We meet for tea and a chat. Come when you like. We will say hello. ", count: 6)
        #expect(try #require(ReadingAge.years(plain)) <= 9)
        #expect(ReadingAge.years("We meet for tea.") == nil)
        #expect(ReadingAge.years(String(repeating: "…!? ", count: 1_000)) == nil)
    }
}
