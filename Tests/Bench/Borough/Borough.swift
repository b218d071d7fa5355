import Core
import Foundation
import GRDB

/// A borough that lives day by day through the program's own features: nothing is written past them.
///
/// Everybody does what they would do with the pages: link workers go through their worklist row by row, organisations
/// answer or do not, practices open what is in their tray, people use their own page, a steward rings.
final class Borough {
    let lives: AssumedLives
    let place: BoroughPlace
    var dice: Dice
    var linkWorkers: [Actor]
    var cases: [Case] = []
    var stories: [Story] = []
    var caseOf: [Episode.ID: Int] = [:]
    var storyOf: [Referral.ID: Int] = [:]
    /// What was touched last on which day: nobody rings the same number twice in a day.
    var touched: [String: Int] = [:]
    /// Practices to which a mail has gone that their tray waits.
    var mailed: Set<Int> = []
    var codes: [PracticeAnswer.ID: LetterCode] = [:]
    var watch: BoroughWatch
    var rows: [Role: RowCount] = [:]
    private var agenda: [Int: [Errand]] = [:]
    private(set) var lastDayOfYear = BoroughPlace.firstDay

    /// Days of a year, and after it, when nothing new begins and what has ended reaches its practice.
    static let year = 364
    static let runOff = 56

    /// One person's time with a link worker.
    struct Case {
        let id: Episode.ID
        var worker: Int
        let practice: Int
        let person: Person
        /// Referrals that are still to be made; 1 until they have met and talked about it.
        var toRefer: Int
        /// Before it the link worker goes on with them.
        var endsOn: Day
        var path = Path()
    }

    /// How far somebody has come.
    struct Path: Sendable {
        var reached = false
        var referred = false
        var accepted = false
        var started = false
    }

    /// One referral.
    struct Story {
        let id: Referral.ID
        let episode: Int?
        let organisation: Int
        let person: Person
        var isAskedAgain = false
        var tries = 0
        var code: LetterCode?
        /// When their time there is over, whoever may say so.
        var endsOn: Day?
    }

    /// What somebody will do on a day.
    enum Errand: Sendable {
        case meet(Int), giveUp(Int), refer(Int)
        case answer(Int), room(Int), contact(Int), start(Int), report(Int), resume(Int), end(Int)
        case stop(Int), move(Int), takeBackSharing(Int), takeBackTelling(Int), notHeard(Int), judge(Int)
        case typeCode(LetterCode)
    }

    /// How many rows stood in a list when somebody looked.
    struct RowCount: Sendable {
        var looks = 0
        var all = 0
        var worst = 0
        var mean: Double { looks == 0 ? 0 : Double(all) / Double(looks) }

        mutating func add(_ rows: Int) { (looks, all, worst) = (looks + 1, all + rows, max(worst, rows)) }
    }

    init(_ lives: AssumedLives, in folder: URL, lexicon: Lexicon, seed: Int) async throws {
        var dice = Dice(seed: seed)
        place = try await BoroughPlace(lives, in: folder, lexicon: lexicon, dice: &dice)
        self.lives = lives
        self.dice = dice
        linkWorkers = place.linkWorkers
        watch = BoroughWatch(place: place)
    }

    var features: Features { place.features }
    var today: Day { place.clock.today }

    // MARK: Days

    /// - Parameter progress: told how many of how many days are over.
    func live(_ progress: (Int, Int) -> Void) async throws {
        let end = Borough.year + Borough.runOff
        for number in 0..<end {
            let day = BoroughPlace.firstDay.adding(days: number)
            if number < Borough.year { lastDayOfYear = day }
            try await live(day, isNew: number < Borough.year)
            progress(number + 1, end)
        }
        try await watch.close()
    }

    private func live(_ day: Day, isNew: Bool) async throws {
        place.clock.set(day, hour: 0, minute: 10)
        try await features.timers.run()
        try await watch.night()
        place.clock.set(day, hour: 9)
        try await features.timers.run()
        try await features.practiceDigest.send()
        try await watch.morning()
        mailed.formUnion(watch.practicesMailed)
        guard WorkingDays.isWorking(day) else { return carryOver(from: day) }
        place.clock.set(day, hour: 10)
        if day == BoroughPlace.firstDay.adding(days: 175) { try await somebodyLeaves() }
        if isNew { try await begin() }
        try await workThroughLists()
        place.clock.set(day, hour: 11)
        for errand in agenda.removeValue(forKey: day.number) ?? [] { try await run(errand) }
        place.clock.set(day, hour: 14)
        try await practicesLook()
        try await stewardLooks()
    }

    private func carryOver(from day: Day) {
        guard let errands = agenda.removeValue(forKey: day.number) else { return }
        agenda[day.number + 1, default: []] += errands
    }

    /// - Parameter days: from today, at least 1.
    func plan(_ errand: Errand, in days: Int) {
        agenda[today.number + max(1, days), default: []].append(errand)
    }

    func plan(_ errand: Errand, workingDays: Int) {
        agenda[WorkingDays.adding(max(1, workingDays), to: today).number, default: []].append(errand)
    }

    private func run(_ errand: Errand) async throws {
        switch errand {
        case .meet, .giveUp, .refer: try await linkWorkerDoes(errand)
        case .answer, .room, .contact, .start, .report, .resume, .end: try await organisationDoes(errand)
        case .stop, .move, .takeBackSharing, .takeBackTelling, .notHeard, .judge: try await personDoes(errand)
        case .typeCode(let code): try await features.receipts.receive(code)
        }
    }

    // MARK: Beginnings

    private var workedDays = 0
    private static let workingDays = (0..<year).count {
        WorkingDays.isWorking(BoroughPlace.firstDay.adding(days: $0))
    }

    /// As many on each working day, so that the year has all of them.
    private func begin() async throws {
        workedDays += 1
        let share = Double(workedDays) / Double(Borough.workingDays)
        while cases.count < Int((Double(lives.episodes) * share).rounded()) {
            try await openCase()
            if dice.chance(lives.direct) { try await referDirectly() }
            if dice.chance(lives.own) { try await askForThemself() }
        }
    }

    /// Bigger practices have more people.
    func anyPractice() -> Int {
        var number = dice.number(0...max(0, lives.doctors.reduce(0, +) - 1))
        for (index, doctors) in lives.doctors.enumerated() {
            if number < doctors { return index }
            number -= doctors
        }
        return 0
    }

    private var people = 0
    private static let letters = Array("abcdefghij")

    /// Words that must never come up where they do not belong: see `BoroughWatch`.
    func newPerson() -> Person {
        people += 1
        // In letters, because the check for people who are known here already looks at nothing else in a name.
        let letters = String(String(people).map { Borough.letters[$0.wholeNumberValue ?? 0] })
        let born = Day(number: Day(iso: "1940-01-01").map(\.number) ?? 0).adding(days: dice.number(0...22_000))
        return Person(
            name: "Zanquill\(letters) Vell",
            dateOfBirth: born,
            phone: "020 7946 0\(100 + people % 900)"
        )
    }

    // MARK: Referrals

    /// Does it if the state allows it by now; two sides who do the same thing on one day are no fault.
    ///
    /// - Returns: whether it was done.
    @discardableResult
    func move(_ story: Int, _ move: Referral.Move, by actor: Actor) async throws -> Bool {
        guard let referral = try await referral(stories[story].id), referral.moves(for: actor).contains(move.name)
        else { return false }
        do {
            try await features.referrals.move(referral.id, seen: referral.version, move, by: actor)
        } catch Failure.conflict {
            return false
        }
        note(move.name, of: story)
        return true
    }

    private func note(_ move: Referral.Move.Name, of story: Int) {
        guard let episode = stories[story].episode else { return }
        if move == .accept || move == .wait { cases[episode].path.accepted = true }
        if move == .start { cases[episode].path.started = true }
    }

    func referral(_ id: Referral.ID) async throws -> Referral? {
        try await features.database.write { try Referral.fetchOne($0, key: id) }
    }

    func follow(_ id: Referral.ID, episode: Int?, organisation: Int, person: Person) -> Int {
        let story = stories.count
        stories.append(Story(id: id, episode: episode, organisation: organisation, person: person))
        storyOf[id] = story
        if !place.organisations[organisation].isSilent {
            plan(.answer(story), workingDays: dice.days(lives.answerDays))
        }
        return story
    }

    func outcome(by source: Outcome.Source) -> Outcome {
        let engaged = dice.pick([.all, .most, .most, .some] as [Outcome.Engaged], otherwise: .some)
        let helped = dice.pick([.lot, .lot, .some, .some, .none] as [Outcome.Helped], otherwise: .some)
        return Outcome(
            engaged: engaged,
            helped: helped,
            saidBy: source,
            personWords: dice.chance(0.3) ? "Zanquill says it is good to get out." : nil,
            askOfPractice: dice.chance(0.05) ? "Please look at the tablets." : nil
        )
    }
}
