/// A year of one way of keeping a directory, month by month.
struct Year: Sendable {
    let name: String
    let months: [Month]
    /// Per hundred listings.
    let calls: Double
    let mails: Double

    struct Month: Sendable, Equatable {
        /// Of what is shown as fresh, what is true; 0 to 1.
        let trueAmongFresh: Double
        /// Of what is listed, what is shown as fresh; 0 to 1.
        let fresh: Double
        /// The same, each listing counted as often as people are sent there.
        let freshByUse: Double
        /// Of what is listed, what is true.
        let trueAmongAll: Double
    }

    init<Way: WayOfKeeping>(_ type: Way.Type, in world: World, seed: Int) {
        var way = Way(world, seed: seed)
        var months: [Month] = []
        for day in 0..<World.days {
            way.live(day)
            if (day + 1) % World.month == 0 { months.append(Year.month(way, on: day)) }
        }
        name = Way.name
        self.months = months
        calls = Double(way.keeping.calls) * 100 / Double(world.offers.count)
        mails = Double(way.keeping.mails) * 100 / Double(world.offers.count)
    }

    /// From the fourth month on: the listings that came with the switch have been asked about by then.
    var settled: ArraySlice<Month> { months.dropFirst(3) }

    private static func month(_ way: some WayOfKeeping, on day: Int) -> Month {
        let offers = way.keeping.world.offers.indices.filter { way.keeping.isListed[$0] }
        let fresh = offers.filter { way.isFresh($0, on: day) }
        let uses = { (offers: [Int]) in offers.reduce(0) { $0 + way.keeping.world.offers[$1].uses.count } }
        return Month(
            trueAmongFresh: share(fresh.count { way.keeping.isTrue[$0] }, of: fresh.count),
            fresh: share(fresh.count, of: offers.count),
            freshByUse: share(uses(fresh), of: uses(offers)),
            trueAmongAll: share(offers.count { way.keeping.isTrue[$0] }, of: offers.count)
        )
    }

    private static func share(_ part: Int, of whole: Int) -> Double { whole == 0 ? 1 : Double(part) / Double(whole) }
}
