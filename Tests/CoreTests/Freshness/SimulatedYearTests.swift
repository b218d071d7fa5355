import Testing

@testable import bench

@Suite("A simulated year")
struct SimulatedYearTests {
    private static let world = World(offers: 1_000, rates: AssumedRates(), seed: 1)
    private static let years = YearTable.lived(world, seed: 1)

    private static func mean(_ months: ArraySlice<Year.Month>, _ figure: (Year.Month) -> Double) -> Double {
        months.map(figure).reduce(0, +) / Double(max(1, months.count))
    }

    @Test("at least 95 % of what is shown as fresh is true, and in no month less than 95 %")
    func true95() {
        let settled = Self.years[0].settled
        #expect(settled.count == 9)
        #expect(Self.mean(settled, \.trueAmongFresh) >= 0.97)
        #expect(settled.allSatisfy { $0.trueAmongFresh >= 0.95 })
    }

    @Test("takes less than a third of the telephone calls of either plain policy")
    func calls() {
        let ours = Self.years[0].calls
        #expect(ours > 0)
        #expect(Self.years[1...].allSatisfy { ours < $0.calls / 3 })
    }

    @Test("leaves something to be shown: at least six in ten listings are fresh in every month, in the last one too")
    func something() {
        #expect(Self.years[0].months.count == 12)
        #expect(Self.years[0].months.allSatisfy { $0.fresh >= 0.6 })
    }

    @Test("where twice as much changes, 95 % of what is shown as fresh is true on average, with as few calls")
    func restless() {
        let world = World(offers: 1_000, rates: AssumedRates().restless(2), seed: 1)
        let years = YearTable.lived(world, seed: 1)
        #expect(Self.mean(years[0].settled, \.trueAmongFresh) >= 0.95)
        // Of 650 fresh listings one in a hundred is six or seven: that is what chance does with a small place.
        #expect(years[0].settled.allSatisfy { $0.trueAmongFresh >= 0.93 })
        #expect(years[1...].allSatisfy { years[0].calls < $0.calls / 3 })
    }

    @Test("with contacts who answer on the day of the mail, nothing is ever stale once they were asked")
    func atOnce() {
        var rates = AssumedRates()
        (rates.prompt, rates.late, rates.contactsLeave, rates.promptDays) = (1, 0, 0, 0...0)
        (rates.report, rates.moves, rates.closures) = (0, 0, 0)
        let year = Year(ByEvidence.self, in: World(offers: 100, rates: rates, seed: 7), seed: 7)
        #expect(year.months.dropFirst().allSatisfy { $0.fresh == 1 })
    }

    @Test("both plain policies show false listings as good by the end of it")
    func plain() {
        for year in Self.years[1...] { #expect((year.months.last?.trueAmongFresh ?? 1) < 0.9) }
    }

    @Test("is the same year each time for the same throw of the dice, and another for another")
    func repeatable() {
        let small = World(offers: 100, rates: AssumedRates(), seed: 3)
        let once = Year(ByEvidence.self, in: small, seed: 3)
        #expect(
            Year(ByEvidence.self, in: World(offers: 100, rates: AssumedRates(), seed: 3), seed: 3).months == once.months
        )
        #expect(
            Year(ByEvidence.self, in: World(offers: 100, rates: AssumedRates(), seed: 4), seed: 4).months != once.months
        )
    }

    @Test("with contacts who all answer and a world that stands still, all is true and nobody is rung")
    func quiet() {
        var rates = AssumedRates().restless(0)
        (rates.prompt, rates.late, rates.contactsLeave) = (1, 0, 0)
        let year = Year(ByEvidence.self, in: World(offers: 100, rates: rates, seed: 5), seed: 5)
        #expect(year.months.allSatisfy { $0.trueAmongFresh == 1 && $0.trueAmongAll == 1 })
        #expect(year.calls == 0)
    }
}
