import Foundation
import GRDB

@testable import Core

/// A small place whose referrals are written straight into the tables, each with its own days.
struct ReportPlace {
    let small: SmallPlace

    init() async throws { small = try await SmallPlace() }

    var features: Features { small.features }
    var year: ReportPeriod { .months(12, endingOn: Sample.today) }

    /// Days are counted back from today.
    struct Made {
        var daysAgo = 60
        /// Of the moves accept, wait, decline.
        var answers: [(move: String, daysAgo: Int)] = []
        var contact: Int?
        var started: Int?
        var state = "sent"
        var closure: String?
        var closedBy = "organisation"
        var reason: String?
        var helped: String?
        var saidBy = "person"
        var ended = 10
        var loop: String?
        var received: Int?
        var practice: String? = SmallPlace.practice.rawValue
        var origin = "practice"
        var reportBack = true
        var isAtCafe = false
        /// Nil without an episode.
        var episode: (age: String?, sex: String?, deprivation: Int?)?

        static func with(_ change: (inout Made) -> Void) -> Made {
            var made = Made()
            change(&made)
            return made
        }

        /// Came, it helped, and the practice has the answer.
        static let helped = with {
            $0.answers = [("accept", 57)]
            ($0.contact, $0.started, $0.state, $0.closure) = (55, 50, "closed", "completed")
            ($0.helped, $0.loop, $0.received) = ("a lot", "received", 8)
        }
    }

    func add(_ count: Int, _ made: Made) async throws {
        let (organisation, offer) =
            made.isAtCafe
            ? (small.cafe.organisation.id, small.cafe.offer.id) : (small.garden.organisation.id, small.garden.offer.id)
        let actors = (small.linkWorker.id, small.gardener.id, small.doctor.id)
        try await small.place.database.write { db in
            for _ in 0..<count {
                try ReportPlace.insert(made, at: (organisation, offer), by: actors, in: db)
            }
        }
    }

    private static func moment(_ daysAgo: Int?) -> Date? { daysAgo.map { Sample.now.adding(days: -$0) } }
    private static func day(_ daysAgo: Int?) -> Day? { daysAgo.map { Sample.today.adding(days: -$0) } }

    private static func insert(
        _ made: Made,
        at place: (Organisation.ID, Offer.ID),
        by actors: (linkWorker: Account.ID, member: Account.ID, doctor: Account.ID),
        in db: Database
    ) throws {
        let (person, referral, episode) = (Person.ID(), Referral.ID(), made.episode.map { _ in Episode.ID() })
        let madeAt = moment(made.daysAgo)
        try db.execute(literal: "INSERT INTO person (id, details, createdAt) VALUES (\(person), x'00', \(madeAt))")
        if let recorded = made.episode {
            let isClosed = made.state == "closed"
            try db.execute(
                literal: """
                    INSERT INTO episode (id, version, state, stateSince, personID, practiceCode, linkWorkerID, openedAt,
                        openedBy, telling, engaged, helped, saidBy, ageBand, sex, deprivation, plan)
                    VALUES (\(episode), 1, \(isClosed ? "closed" : "open"), \(moment(isClosed ? made.ended : made.daysAgo)),
                        \(person), \(made.practice), \(actors.linkWorker), \(madeAt), \(actors.linkWorker), 'everything',
                        \(isClosed ? "all" : nil), \(isClosed ? "a lot" : nil), \(isClosed ? "person" : nil),
                        \(recorded.age), \(recorded.sex), \(recorded.deprivation), x'00')
                    """
            )
        }
        let isOver = made.closure != nil
        let last = moment(isOver ? made.ended : made.daysAgo)
        try db.execute(
            literal: """
                INSERT INTO referral (id, version, state, stateSince, episodeID, offerID, offerVersion, organisationID,
                    personID, practiceCode, origin, referrerID, holderID, priority, madeAt, lastEventAt, firstContactAt,
                    expectedOn, startedOn, closure, closedBy, reason, engaged, helped, saidBy, isShared, reportBack)
                VALUES (\(referral), 1, \(made.state), \(last), \(episode), \(place.1), 1, \(place.0), \(person),
                    \(made.practice), \(made.origin), \(actors.doctor),
                    \(made.origin == "link worker" ? actors.linkWorker : nil), 'routine', \(madeAt), \(last),
                    \(moment(made.contact)), \(made.state == "waiting" ? Sample.today : nil), \(day(made.started)),
                    \(made.closure), \(isOver ? made.closedBy : nil), \(made.reason), \(isOver ? "all" : nil),
                    \(isOver ? made.helped ?? "not known" : nil), \(isOver ? made.saidBy : nil), 1, \(made.reportBack))
                """
        )
        for (index, answer) in made.answers.enumerated() {
            try db.execute(
                literal: """
                    INSERT INTO referralEvent (referralID, version, move, party, state, actorID, at)
                    VALUES (\(referral), \(index + 2), \(answer.move), 'organisation', 'accepted', \(actors.member),
                        \(moment(answer.daysAgo)))
                    """
            )
        }
        guard let loop = made.loop, let practice = made.practice else { return }
        let isReceived = loop == "received"
        try db.execute(
            literal: """
                INSERT INTO answer (id, episodeID, referralID, number, isCurrent, practiceCode, loop, loopSince, tag,
                    priority, sentAt, receivedAt, problem)
                VALUES (\(PracticeAnswer.ID()), \(episode), \(episode == nil ? referral : nil), 1, 1, \(practice), \(loop),
                    \(last), 'FILE', 'routine', \(loop == "withheld" ? nil : last),
                    \(isReceived ? moment(made.received ?? 0) : nil), \(loop == "failed" ? "Nobody reads it." : nil))
                """
        )
    }
}
