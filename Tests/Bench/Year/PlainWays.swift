/// Everybody is mailed on the first of January; whoever has not answered after sixty days is rung up, three times at most.
/// Whatever is listed looks the same.
struct MailOnceAYear: WayOfKeeping {
    static let name = "mail once a year"
    private var plain: PlainKeeping
    var keeping: Keeping { plain.keeping }

    init(_ world: World, seed: Int) { plain = PlainKeeping(world, seed: seed) }

    mutating func live(_ day: Int) {
        if day == 0 { for organisation in keeping.world.organisations.indices { plain.ask(organisation, on: 0) } }
        plain.live(day)
    }

    func isFresh(_ offer: Int, on day: Int) -> Bool { keeping.isListed[offer] }
}

/// Each organisation is mailed when a listing of its own is a year old, and the listing is put below until somebody
/// answers; after sixty days it is rung up, three times at most.
struct TwelveMonthsThenDemote: WayOfKeeping {
    static let name = "12 months, then demote"
    private var plain: PlainKeeping
    var keeping: Keeping { plain.keeping }

    init(_ world: World, seed: Int) { plain = PlainKeeping(world, seed: seed) }

    mutating func live(_ day: Int) {
        for (index, organisation) in keeping.world.organisations.enumerated() where plain.askedOn[index] == nil {
            let isDue = organisation.offers.contains { keeping.isListed[$0] && !isFresh($0, on: day) }
            if isDue { plain.ask(index, on: day) }
        }
        plain.live(day)
    }

    func isFresh(_ offer: Int, on day: Int) -> Bool { day - plain.confirmedOn[offer] < 365 }
}

/// One mail, one answer, and the telephone where there is none.
struct PlainKeeping {
    private(set) var keeping: Keeping
    private(set) var confirmedOn: [Int]
    private(set) var askedOn: [Int?]
    private var answersOn: [Int?]
    private var tries: [Int]

    /// Days.
    static let patience = 60
    static let mostTries = 3

    init(_ world: World, seed: Int) {
        keeping = Keeping(world, seed: seed)
        confirmedOn = world.offers.map(\.confirmedOn)
        askedOn = world.organisations.map { _ in nil }
        answersOn = askedOn
        tries = world.organisations.map { _ in 0 }
    }

    mutating func ask(_ organisation: Int, on day: Int) {
        askedOn[organisation] = day
        answersOn[organisation] = keeping.mail(organisation, on: day)
    }

    mutating func live(_ day: Int) {
        keeping.live(day) { _ in }
        for (index, organisation) in keeping.world.organisations.enumerated() {
            guard let asked = askedOn[index] else { continue }
            var isAnswered = answersOn[index] == day
            if isAnswered {
                for offer in organisation.offers where keeping.isListed[offer] { keeping.confirm(offer, on: day) }
            } else if day >= asked + Self.patience, (day - asked) % 7 == 0, tries[index] < Self.mostTries {
                tries[index] += 1
                isAnswered = keeping.ring(index, on: day)
            }
            guard isAnswered else { continue }
            for offer in organisation.offers { confirmedOn[offer] = day }
            (askedOn[index], answersOn[index], tries[index]) = (nil, nil, 0)
        }
    }
}
