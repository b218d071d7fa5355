import Core
import Foundation

/// What a simulated borough takes for granted about its people, link workers, organisations and practices.
///
/// Marked *given* where the issue gives it, with its source where there is one, and *assumed* where nobody has counted it:
/// then it is judgement, on the gloomy side where in doubt. Whoever knows better changes it here and runs `make simulate`.
struct AssumedLives: Sendable {
    // MARK: Size

    /// Given.
    var episodes = 3_000
    /// A link worker sees 200 to 250 people a year (NHS England, social prescribing reference guide).
    var peopleOfLinkWorker = 200
    /// Assumed.
    var organisations = 60
    /// Assumed: doctors of each practice. At 2,260 patients a doctor (NHS Digital, 2024) they have 117,500 people, of whom
    /// 3,000 are one in forty a year; the country has one in fifty (1.3 million, Bu 2025).
    var doctors = [12, 9, 8, 7, 6, 5, 3, 2]
    /// Assumed: of all that begins, what a practice refers by itself, and what a person asks for without anybody.
    var direct = 0.08
    var own = 0.05

    // MARK: The person

    /// Bu 2025: 90 % of those referred reach a link worker.
    var reachesLinkWorker = 0.9
    /// Assumed, so that about 38 % come to some support (Bu 2025): those who have met the link worker and are referred on.
    var referredOn = 0.64
    var secondReferral = 0.25
    /// Assumed, of a referral: loses interest; moves away; takes back the sharing; takes back the telling.
    var losesInterest = 0.04
    var movesAway = 0.01
    var takesBackSharing = 0.01
    var takesBackTelling = 0.015
    /// Assumed: gets a code for their own page.
    var hasOwnPage = 0.2
    /// Assumed: how much the practice is told. The rest agrees to everything.
    var tellsNothing = 0.07
    var tellsOnlyTheEnd = 0.05

    // MARK: The organisation

    /// Given: a fifth never answers.
    var neverAnswers = 0.2
    /// Assumed: working days until an answer, in the middle and as the spread of a lognormal: one in eight takes longer
    /// than ten.
    var answerDays = (median: 3.0, spread: 1.05)
    /// Assumed, of answers: a waiting list; no room; another "no". The rest accepts.
    var waitingList = 0.15
    var noRoom = 0.08
    var otherNo = 0.05
    /// Assumed: days on the waiting list.
    var waitDays = (median: 35.0, spread: 0.7)
    /// Assumed: somebody who was contacted and does not come; who cannot be reached.
    var doesNotCome = 0.12
    var cannotBeReached = 0.06
    /// Assumed: days from start to end; who leaves early; who is forgotten, so that the link worker has to find out.
    var supportDays = (median: 60.0, spread: 0.5)
    var leavesEarly = 0.22
    var forgotten = 0.15

    // MARK: The link worker

    /// Assumed: days at work, of all working days.
    var present = 0.88
    /// Assumed: rows of the worklist that somebody gets through in a day.
    var rowsADay = 25
    /// Assumed: an organisation that never answers here picks up the telephone; another one does.
    var silentPicksUp = 0.4
    var picksUp = 0.75

    // MARK: The practice

    /// Assumed: a member opens the tray on a working day; in a slow practice; on the day after a mail about it.
    var opensTray = 0.5
    var slowOpensTray = 0.05
    var opensAfterMail = 0.6
    var slowOpensAfterMail = 0.25
    /// Assumed: of the letters on paper, whose code is typed by whoever sorts the post; and when somebody has rung.
    var typesCode = 0.8
    var typesCodeWhenRung = 0.7

    init() {}

    /// As big as that, with as many link workers and organisations as belong to it.
    init(episodes: Int) {
        self.episodes = episodes
        organisations = min(60, max(10, episodes / 20))
    }

    var linkWorkers: Int { max(2, episodes / peopleOfLinkWorker) }
}

extension Dice {
    /// A lognormal number of days, at least 1.
    mutating func days(_ about: (median: Double, spread: Double)) -> Int {
        let radius = sqrt(-2 * log(1 - Double.random(in: 0..<1, using: &self)))
        let normal = radius * cos(2 * .pi * Double.random(in: 0..<1, using: &self))
        return max(1, Int((about.median * exp(about.spread * normal)).rounded()))
    }
}
