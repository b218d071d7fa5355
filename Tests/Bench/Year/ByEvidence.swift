import Core
import Foundation

/// As Fingerpost does it: with its own policies for evidence, freshness and the steward's queue.
///
/// A digest goes to an organisation with something that is due or soon will be, every 28 days at most; people who come to something
/// wrong may say so; referrals that are accepted and attended count; the steward rings, once a week, those organisations
/// whose listings need a person and are worth a call, and rests after three calls in vain.
struct ByEvidence: WayOfKeeping {
    static let name = "by evidence (ours)"
    private(set) var keeping: Keeping
    private var ledgers: [[Evidence]]
    private var standings: [Standing]
    /// By organisation.
    private var askedOn: [Int?]
    /// The first digest that nobody has answered.
    private var waitingSince: [Int?]
    private var answer: [(day: Int, offers: [Int])?]
    private var calls: [(last: Int, inVain: Int)]
    /// What follows from a use, by day.
    private var later: [Int: [(offer: Int, kind: Evidence.Kind)]] = [:]

    static let interval = FreshnessPolicy.defaultInterval
    private static let start = Date(timeIntervalSince1970: 1_798_761_600)
    private static let addedAt = moment(-400)
    /// Days: between digests; from a digest until a call; between calls; after three in vain.
    private static let (betweenDigests, patience, betweenCalls, rest) = (
        ConfirmationPolicy.daysBetweenQuestions, 42, 14, 180
    )

    static func moment(_ day: Int) -> Date { start.addingTimeInterval(Double(day) * 86_400) }

    init(_ world: World, seed: Int) {
        keeping = Keeping(world, seed: seed)
        ledgers = world.offers.map { _ in [] }
        standings = world.offers.map { Standing(knownAt: Self.moment($0.confirmedOn)) }
        askedOn = world.organisations.map { _ in nil }
        waitingSince = askedOn
        answer = world.organisations.map { _ in nil }
        calls = world.organisations.map { _ in (-Self.rest, 0) }
    }

    func isFresh(_ offer: Int, on day: Int) -> Bool { state(offer, on: day) == .fresh }

    private func state(_ offer: Int, on day: Int) -> Freshness {
        FreshnessPolicy.freshness(
            standings[offer],
            addedAt: Self.addedAt,
            interval: Self.interval,
            now: Self.moment(day)
        )
    }

    private mutating func record(_ kind: Evidence.Kind, of offer: Int, on day: Int) {
        ledgers[offer].append(Evidence(offerID: Self.anyOffer, at: Self.moment(day), kind: kind, by: "simulated"))
        standings[offer] = EvidencePolicy.standing(
            of: ledgers[offer],
            confirmedAt: Self.moment(keeping.world.offers[offer].confirmedOn),
            interval: Self.interval
        )
    }

    private static let anyOffer = Core.Offer.ID()

    // MARK: A day

    mutating func live(_ day: Int) {
        var edited: [Int] = []
        keeping.live(day) { edited.append($0) }
        for offer in edited { record(.editedByOwner, of: offer, on: day) }
        for (offer, kind) in later.removeValue(forKey: day) ?? [] where !isGone(offer, on: day) {
            record(kind, of: offer, on: day)
        }
        people(day)
        for organisation in keeping.world.organisations.indices {
            readAnswer(of: organisation, on: day)
            if (day + organisation) % 7 == 0 { ring(organisation, on: day) }
            ask(organisation, on: day)
        }
    }

    private func isGone(_ offer: Int, on day: Int) -> Bool { keeping.world.offers[offer].isClosed(on: day) }

    /// Whoever comes to something wrong may say so; whoever is referred to something that runs is taken on.
    private mutating func people(_ day: Int) {
        let rates = keeping.world.rates
        for (index, offer) in keeping.world.offers.enumerated() where keeping.isListed[index] {
            for use in offer.uses where use == day && state(index, on: day) != .hidden {
                if !keeping.isTrue[index], keeping.dice.chance(rates.report) {
                    let kinds: [Evidence.Kind] =
                        isGone(index, on: day) ? [.noAnswer, .reportedClosed] : [.noAnswer, .reportedWrong]
                    record(keeping.dice.pick(kinds, otherwise: .noAnswer), of: index, on: day)
                }
                let isRead = !keeping.hasLeft[offer.organisation] && keeping.contacts[offer.organisation] != .never
                if keeping.dice.chance(rates.referred), isRead {
                    later[day + 5, default: []].append((index, .referralAccepted))
                    later[day + 20, default: []].append((index, .referralAttended))
                }
            }
        }
    }

    private mutating func ask(_ organisation: Int, on day: Int) {
        guard day - (askedOn[organisation] ?? -Self.rest) >= Self.betweenDigests else { return }
        let due = keeping.world.organisations[organisation].offers.filter {
            keeping.isListed[$0] && isToBeAsked($0, on: day)
        }
        guard !due.isEmpty else { return }
        askedOn[organisation] = day
        waitingSince[organisation] = waitingSince[organisation] ?? day
        if keeping.addressIsDead[organisation] {
            for offer in due { record(.mailBounced, of: offer, on: day) }
        }
        let answersOn = keeping.mail(organisation, on: day)
        // Who is late answers the mail that came first.
        if answer[organisation] == nil { answer[organisation] = answersOn.map { ($0, due) } }
    }

    private func isToBeAsked(_ offer: Int, on day: Int) -> Bool {
        ConfirmationPolicy.isToBeAsked(
            standings[offer],
            addedAt: Self.addedAt,
            interval: Self.interval,
            now: Self.moment(day)
        )
    }

    /// What was answered on the day of the mail is read on the next.
    private mutating func readAnswer(of organisation: Int, on day: Int) {
        guard let (on, offers) = answer[organisation], on <= day else { return }
        answer[organisation] = nil
        waitingSince[organisation] = nil
        for offer in offers where keeping.isListed[offer] {
            keeping.confirm(offer, on: day)
            record(.confirmedOnline, of: offer, on: day)
        }
    }

    // MARK: The steward

    private mutating func ring(_ organisation: Int, on day: Int) {
        guard isWorthACall(organisation, on: day) else { return }
        let offers = keeping.world.organisations[organisation].offers.filter { keeping.isListed[$0] }
        let isAnswered = keeping.ring(organisation, on: day)
        if isAnswered { waitingSince[organisation] = nil }
        calls[organisation] = (day, isAnswered ? 0 : calls[organisation].inVain + 1)
        for offer in offers { record(isAnswered ? .confirmedByPhone : .noAnswer, of: offer, on: day) }
    }

    private func isWorthACall(_ organisation: Int, on day: Int) -> Bool {
        let (last, inVain) = calls[organisation]
        guard day - last >= (inVain >= 3 ? Self.rest : Self.betweenCalls) else { return false }
        // A mail that may still be answered is cheaper.
        guard let asked = waitingSince[organisation],
            day - asked >= Self.patience || keeping.addressIsDead[organisation]
        else { return false }
        let now = Self.moment(day)
        let harm = keeping.world.organisations[organisation].offers.reduce(0.0) { sum, offer in
            let freshness = state(offer, on: day)
            guard keeping.isListed[offer], QueuePolicy.needsAPerson(freshness, hasAddress: true) else { return sum }
            let uses = keeping.world.offers[offer].uses.count { $0 > day - 365 && $0 <= day }
            let chance = QueuePolicy.chanceWrong(standings[offer], interval: Self.interval, now: now)
            return sum + QueuePolicy.harm(uses: uses, chanceWrong: chance, freshness: freshness)
        }
        return harm >= QueuePolicy.worthACall
    }
}
