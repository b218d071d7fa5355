import Testing

@testable import Core

@Suite("How often a listing is to be confirmed")
struct CheckingIntervalTests {
    private func listing(
        _ name: String = "Tea",
        kind: String? = nil,
        needs: [String] = [],
        note: String? = nil,
        until: String? = nil
    ) -> Listing {
        var listing = Sample.listing(name)
        listing.organisation.kind = kind
        listing.needs = needs.map(Need.ID.init)
        if note != nil || until != nil {
            listing.schedules = [
                Schedule(frequency: .weekly, days: [.monday], validTo: until.map(Sample.day), description: note)
            ]
        }
        return listing
    }

    @Test("is three months where nothing else is said")
    func usual() {
        #expect(CheckingInterval.days(for: listing()) == 90)
        #expect(CheckingInterval.days(for: listing("First class tea", kind: "charity", needs: ["loneliness"])) == 45)
        #expect(CheckingInterval.days(for: listing("Classical music", kind: "charity", needs: ["loneliness"])) == 90)
    }

    @Test("is a month for help in a crisis, though not where that is one need among many")
    func crisis() {
        #expect(CheckingInterval.days(for: listing(needs: ["domestic-abuse"])) == 30)
        #expect(CheckingInterval.days(for: listing(needs: ["women", "loneliness", "domestic-abuse"])) == 90)
    }

    @Test("is half a term for classes, for term time and for what has an end")
    func terms() {
        #expect(CheckingInterval.days(for: listing("Yoga class")) == 45)
        #expect(CheckingInterval.days(for: listing(note: "Term time only")) == 45)
        #expect(CheckingInterval.days(for: listing(until: "2026-12-31")) == 45)
        #expect(CheckingInterval.days(for: listing(note: "Every week")) == 90)
    }

    @Test("is half a year for the council and the NHS, unless something shorter fits as well")
    func statutory() {
        #expect(CheckingInterval.days(for: listing(kind: "Council")) == 180)
        #expect(CheckingInterval.days(for: listing("Cooking course", kind: "NHS")) == 45)
    }
}
