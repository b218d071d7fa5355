/// What is the same in every way of keeping a directory: what its listings say, and what people on the other end answer.
struct Keeping {
    let world: World
    var dice: Dice
    /// Whether what a listing shows is true, and whether it is still listed.
    var isTrue: [Bool]
    var isListed: [Bool]
    var contacts: [World.Contact]
    var hasLeft: [Bool]
    var addressIsDead: [Bool]
    var calls = 0
    var mails = 0

    init(_ world: World, seed: Int) {
        self.world = world
        dice = Dice(seed: seed)
        isTrue = world.offers.map { offer in
            offer.moves.allSatisfy { $0.day >= 0 || $0.isTold } && !offer.isClosed(on: -1)
        }
        isListed = world.offers.map { !($0.isClosed(on: -1) && $0.closes?.isTold == true) }
        contacts = world.organisations.map(\.contact)
        hasLeft = world.organisations.map { _ in false }
        addressIsDead = hasLeft
    }

    enum News { case closedAndTold, moved(isTold: Bool) }

    /// What befalls the listings on that day; those who say so are heard at once.
    mutating func live(_ day: Int, _ told: (Int) -> Void) {
        for (index, organisation) in world.organisations.enumerated() where organisation.contactLeavesOn == day {
            hasLeft[index] = true
            addressIsDead[index] = organisation.addressDies
        }
        for (index, offer) in world.offers.enumerated() where isListed[index] {
            if let closes = offer.closes, closes.day == day {
                if closes.isTold { isListed[index] = false } else { isTrue[index] = false }
            }
            for move in offer.moves where move.day == day && !offer.isClosed(on: day) {
                if move.isTold { told(index) } else { isTrue[index] = false }
            }
        }
    }

    /// The organisation looks at a listing and answers: it is right, it is put right, or it is taken off.
    mutating func confirm(_ offer: Int, on day: Int) {
        guard !isTrue[offer], !dice.chance(world.rates.careless) else { return }
        if world.offers[offer].isClosed(on: day) { isListed[offer] = false } else { isTrue[offer] = true }
    }

    /// A mail, and the day of its answer if there will be one.
    mutating func mail(_ organisation: Int, on day: Int) -> Int? {
        mails += 1
        guard !hasLeft[organisation] else { return nil }
        switch contacts[organisation] {
        case .prompt: return day + dice.number(world.rates.promptDays)
        case .late: return day + dice.number(world.rates.lateDays)
        case .never: return nil
        }
    }

    /// A telephone call about all listings of an organisation.
    ///
    /// - Returns: whether somebody answered who knows.
    mutating func ring(_ organisation: Int, on day: Int) -> Bool {
        calls += 1
        guard dice.chance(world.rates.reached) else { return false }
        for offer in world.organisations[organisation].offers where isListed[offer] { confirm(offer, on: day) }
        if hasLeft[organisation], dice.chance(world.rates.namesNewContact) {
            hasLeft[organisation] = false
            addressIsDead[organisation] = false
            contacts[organisation] = World.contact(world.rates, &dice)
        }
        return true
    }
}

/// How a directory is kept up, and which of its listings it shows as fresh.
protocol WayOfKeeping {
    static var name: String { get }
    var keeping: Keeping { get }
    init(_ world: World, seed: Int)
    mutating func live(_ day: Int)
    func isFresh(_ offer: Int, on day: Int) -> Bool
}
