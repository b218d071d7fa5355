/// What a simulated year takes for granted about the world. The same for every way of keeping a directory.
///
/// No source gives these for social prescribing directories in England. What the issue gives is marked so; the rest is
/// judgement, on the gloomy side where in doubt. Whoever knows better changes them here and runs `make simulate`.
struct AssumedRates: Sendable {
    /// Listings of one organisation: even chances.
    var offersPerOrganisation = 1...4

    // MARK: Contacts

    /// Given: 60 % answer, 20 % answer late, 20 % never.
    var prompt = 0.6
    var late = 0.2
    /// Days from the mail to the answer.
    var promptDays = 0...7
    var lateDays = 20...60
    /// A year, of an organisation's contact; whoever follows does not know of us.
    var contactsLeave = 0.15
    /// Of those, whose address then says that it is dead; the others' mail lies unread.
    var bounces = 0.5
    /// Somebody who was rung up and gives the address of a new contact.
    var namesNewContact = 0.6
    /// An answer that says "all right" without having looked.
    var careless = 0.05

    // MARK: Listings

    /// A year, of a listing: it ends.
    var closures = 0.08
    /// A year, of a listing: its time, place, price, telephone or way to join changes.
    var moves = 0.20
    /// Organisations that say so of themselves within a fortnight.
    var tell = 0.2

    // MARK: People

    /// How many are sent to a listing in a year, in the middle; the spread is that of e^(1.2 × normal), so that one in
    /// ten is used by five times as many, and one in ten by hardly anybody.
    var usesAYear = 6.0
    var spread = 1.2
    /// Of those, who come by a referral through this service.
    var referred = 0.25
    /// Of those who come to something wrong, who say so.
    var report = 0.1

    // MARK: The telephone

    /// Calls that reach somebody who knows.
    var reached = 0.7

    /// The same world, so many times as restless.
    func restless(_ factor: Double) -> AssumedRates {
        var rates = self
        rates.closures *= factor
        rates.moves *= factor
        return rates
    }
}
