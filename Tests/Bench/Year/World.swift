import Foundation

/// A year of a place, day by day, before anybody keeps a directory of it: what changes, who comes, who leaves.
struct World: Sendable {
    struct Offer: Sendable {
        let organisation: Int
        /// The day of its last confirmation before the year, from -365 to 0.
        let confirmedOn: Int
        /// The days on which something about it changes, and whether the organisation says so.
        let moves: [(day: Int, isTold: Bool)]
        let closes: (day: Int, isTold: Bool)?
        /// The days on which somebody is sent there.
        let uses: [Int]

        func isClosed(on day: Int) -> Bool { closes.map { $0.day <= day } ?? false }
    }

    struct Organisation: Sendable {
        let offers: [Int]
        let contact: Contact
        let contactLeavesOn: Int?
        let addressDies: Bool
    }

    enum Contact: Sendable { case prompt, late, never }

    static let days = 360
    /// A month here is thirty days.
    static let month = 30

    let rates: AssumedRates
    let offers: [Offer]
    let organisations: [Organisation]

    init(offers count: Int, rates: AssumedRates, seed: Int) {
        var dice = Dice(seed: seed)
        var offers: [Offer] = []
        var organisations: [Organisation] = []
        while offers.count < count {
            let number = min(dice.number(rates.offersPerOrganisation), count - offers.count)
            let own = (0..<number).map { _ in World.offer(of: organisations.count, rates, &dice) }
            organisations.append(
                Organisation(
                    offers: Array(offers.count..<(offers.count + number)),
                    contact: World.contact(rates, &dice),
                    contactLeavesOn: World.days(rates.contactsLeave, from: 0, &dice).first,
                    addressDies: dice.chance(rates.bounces)
                )
            )
            offers += own
        }
        self.rates = rates
        self.offers = offers
        self.organisations = organisations
    }

    static func contact(_ rates: AssumedRates, _ dice: inout Dice) -> Contact {
        let roll = Double.random(in: 0..<1, using: &dice)
        return roll < rates.prompt ? .prompt : roll < rates.prompt + rates.late ? .late : .never
    }

    private static func offer(of organisation: Int, _ rates: AssumedRates, _ dice: inout Dice) -> Offer {
        let confirmedOn = -dice.number(0...365)
        let moves = days(rates.moves, from: confirmedOn, &dice).map { ($0, dice.chance(rates.tell)) }
        let closes = days(rates.closures, from: confirmedOn, &dice).first.map { ($0, dice.chance(rates.tell)) }
        let uses = rates.usesAYear * exp(rates.spread * normal(&dice))
        return Offer(
            organisation: organisation,
            confirmedOn: confirmedOn,
            moves: moves,
            closes: closes,
            uses: days(min(uses, 400), from: -360, &dice)
        )
    }

    /// The days of what happens so often a year, as it falls.
    private static func days(_ perYear: Double, from first: Int, _ dice: inout Dice) -> [Int] {
        guard perYear > 0 else { return [] }
        var days: [Int] = []
        var day = Double(first)
        while true {
            day += -log(1 - Double.random(in: 0..<1, using: &dice)) * 365 / perYear
            guard day < Double(World.days) else { return days }
            days.append(Int(day.rounded(.down)))
        }
    }

    private static func normal(_ dice: inout Dice) -> Double {
        let radius = sqrt(-2 * log(1 - Double.random(in: 0..<1, using: &dice)))
        return radius * cos(2 * .pi * Double.random(in: 0..<1, using: &dice))
    }
}
