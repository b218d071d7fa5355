import Foundation

/// Which listing a steward should look at first: where most people would be sent to something wrong. Pure.
///
/// The unit is people a year, so that a listing found often and doubted a little can be set against one that is doubted
/// much and never found. The numbers are judgements; `make simulate` shows what they come to.
public enum QueuePolicy {
    /// Of listings that were right, as many have something wrong with them one interval later: the 28 in 100 a year that
    /// the simulated year assumes come to 7 or 8 in 90 days.
    static let wrongAfterOneInterval = 0.075
    /// Doubt says more than age: what one should ring about first is wrong as often as not.
    static let wrongWhenDoubted = 0.5
    static let wrongWhenDisbelieved = 0.9
    /// A telephone number or a postcode that cannot exist is wrong; whoever goes by the rest of the listing arrives.
    static let wrongWhenMisleading = 0.5
    /// Hidden listings are seen by staff and by those who have the link.
    static let shareThatSeesHidden = 0.2
    /// Referrals send a person with a name, a signpost one who may look elsewhere.
    static let signpostsForOneReferral = 3
    /// Of ten who open a listing one goes there. A judgement; that it is far below one also keeps whoever opens a listing
    /// again and again from leading the steward's day.
    static let openingsForOneSignpost = 10
    /// People a year, over all listings of an organisation, from which a steward should ring without waiting for
    /// anybody to ask; the queue says so. Chosen by `make simulate`: at 30 it takes 18 % of the calls of a yearly round, and
    /// 74 % of what people are sent to shows as fresh; at 20 it takes 33 % for one more in a hundred, at 10 67 % for six.
    public static let worthACall = 30.0

    /// Somebody may come to harm there: before anything that only sends people to a closed door.
    static let unsafe = 1_000.0
    /// Somebody was sent wrong already: as many as one a month until it is settled.
    static let reported = 12.0
    /// An answer that lies here is a person whose practice does not know what became of them: each as much as somebody
    /// sent wrong.
    static let undelivered = 12.0
    /// Somebody who waits and whom nobody follows through: as much as somebody sent wrong.
    static let unheard = 12.0
    /// A correction of the owner's that nobody sees yet is as good as a doubt.
    static let wrongUntilDecided = wrongWhenDoubted
    /// What a new organisation would have been to people meanwhile, a year.
    static let newcomer = 5.0

    /// From 0 to 1.
    public static func chanceWrong(_ standing: Standing, interval: Int, now: Date) -> Double {
        let intervals = standing.knownAt.map { max(0, now.timeIntervalSince($0)) / Double(max(1, interval)) / 86_400 }
        let byAge = intervals.map { 1 - pow(1 - wrongAfterOneInterval, $0) } ?? wrongWhenDoubted
        if let from = standing.disbelievedFrom, from <= now { return max(byAge, wrongWhenDisbelieved) }
        if let from = standing.doubtedFrom, from <= now { return max(byAge, wrongWhenDoubted) }
        return byAge
    }

    /// People a year who are sent to something wrong.
    ///
    /// - Parameter uses: people sent there within the last year, as `OfferUse` counts them; nobody is known to have been sent, and still
    ///   it stands in the results, counts as one.
    public static func harm(uses: Int, chanceWrong: Double, freshness: Freshness) -> Double {
        Double(max(1, uses)) * chanceWrong * (freshness == .hidden ? shareThatSeesHidden : 1)
    }

    static func uses(signposts: Int, referrals: Int, openings: Int = 0) -> Int {
        signposts + referrals * signpostsForOneReferral + openings / openingsForOneSignpost
    }

    /// Whether a person is needed: what is only due is left to the monthly mail, where there is somebody to mail.
    public static func needsAPerson(_ freshness: Freshness, hasAddress: Bool) -> Bool {
        switch freshness {
        case .fresh: false
        case .due: !hasAddress
        case .overdue, .unconfirmed, .hidden: true
        }
    }
}
