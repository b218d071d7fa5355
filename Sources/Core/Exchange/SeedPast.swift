import Foundation
import GRDB

/// A year of referrals that are over, as `seed/place/past.yaml` has them: one line each, taken through the same verbs as
/// those that are written out step by step.
struct SeedPast: Decodable {
    var referrals: [Line]
    var searches: [Searches]

    struct Line: Decodable {
        var name: String
        var born: String
        var practice: String
        var offer: String
        var daysAgo: Int
        var course: Course
        var reason: String
        var helped: Outcome.Helped?
        var words: String?
        /// Answers to ONS4, in its order.
        var start: [Double]?
        var end: [Double]?
        /// Totals of GAD-7: at the start and at the end.
        var worry: [Double]?
    }

    /// How it went.
    enum Course: String, Decodable {
        case came
        case leftEarly = "left early"
        case noRoom = "no room"
        case didNotCome = "did not come"
        case personDeclined = "person declined"
        /// The organisation never answered.
        case noAnswer = "no answer"
    }

    /// In each of the last eleven months.
    struct Searches: Decodable {
        var need: String
        var area: String
        var searches: Int
        var misses: Int
    }

    /// - Parameter index: of the line; it spreads the days on which things happen.
    static func referral(_ line: Line, _ index: Int) -> SeedReferral {
        let timetable = Timetable(line: line, index: index)
        return SeedReferral(
            person: .init(
                name: line.name,
                born: line.born,
                phone: "07700 900\(500 + index)",
                address: "\(3 + index) Candlewick Lane, Lantern Green, London SE4 3KM"
            ),
            practice: line.practice,
            by: "linkworker2@demo.fingerpost.example",
            offer: line.offer,
            reason: line.reason,
            share: ["phone", "address", "reason"],
            reportBack: true,
            consent: index.isMultiple(of: 2) ? .inPerson : .telephone,
            daysAgo: line.daysAgo,
            moves: timetable.moves,
            measures: timetable.answers
        )
    }

    /// Counts of searches, as the counters of a year would have stored them.
    func storeSearches(now: Date, in db: Database) throws {
        let today = Day(now)
        for back in 1...11 {
            let number = today.year * 12 + today.month - 1 - back
            guard let first = Day(year: number / 12, month: number % 12 + 1, day: 1) else { continue }
            for line in searches {
                try db.execute(
                    sql: "INSERT INTO searchCount (month, needID, area, searches, misses) VALUES (?, ?, ?, ?, ?)",
                    arguments: [String(first.description.prefix(7)), line.need, line.area, line.searches, line.misses]
                )
            }
        }
    }
}

/// The days on which the steps of one line happen.
private struct Timetable {
    let line: SeedPast.Line
    let index: Int

    private var answered: Int { 1 + index % 5 }
    private var started: Int { answered + 4 + index % 7 }
    /// Twelve to seventeen weeks after the start, or four when they left.
    private var over: Int { started + (line.course == .leftEarly ? 28 : 84 + index % 34) }

    private func on(_ day: Int, _ name: String, _ change: (inout SeedReferral.Move) -> Void = { _ in })
        -> SeedReferral.Move
    {
        var move = SeedReferral.Move(move: name, daysAgo: line.daysAgo - day)
        change(&move)
        return move
    }

    var moves: [SeedReferral.Move] {
        let end = last
        let (way, day) = steps
        return way + [
            on(day + 1 + index % 3, "end") { move in
                (move.engaged, move.helped, move.saidBy, move.words) = (
                    end.engaged, end.helped, end.saidBy, end.words
                )
            }
        ] + receipt(after: day + 1 + index % 3)
    }

    /// What leads to the end of the referral, and on which day that is.
    private var steps: ([SeedReferral.Move], Int) {
        let yes = [on(answered, "accept"), on(answered + 2, "contact") { $0.result = .spoke }]
        switch line.course {
        case .came: return (yes + [on(started, "start"), closed("close")], over)
        case .leftEarly: return (yes + [on(started, "start"), closed("left early")], over)
        case .noRoom: return ([on(answered, "decline") { $0.reason = "no capacity" }], answered)
        case .didNotCome: return (yes + [on(started + 10, "not started") { $0.reason = "did not come" }], started + 10)
        case .personDeclined: return ([on(answered, "accept"), on(answered + 5, "person declined")], answered + 5)
        case .noAnswer: return ([on(36, "lapse"), on(38, "give up")], 38)
        }
    }

    private func closed(_ name: String) -> SeedReferral.Move {
        let end = last
        return on(over, name) {
            ($0.engaged, $0.helped, $0.saidBy, $0.words) = (end.engaged, end.helped, end.saidBy, end.words)
        }
    }

    private var last: (engaged: Outcome.Engaged, helped: Outcome.Helped, saidBy: Outcome.Source, words: String?) {
        guard let helped = line.helped else { return (.none, .unknown, .linkWorker, nil) }
        let isTheirWord = helped != .unknown && !index.isMultiple(of: 4)
        return (
            line.course == .leftEarly ? .some : index.isMultiple(of: 3) ? .all : .most, helped,
            isTheirWord ? .person : .organisation, line.words
        )
    }

    /// Most practices read what they get within a week; a few letters still lie there.
    private func receipt(after day: Int) -> [SeedReferral.Move] {
        guard !index.isMultiple(of: 19) || line.practice == "ZZ0001" else { return [] }
        return [on(day + 1 + index % 6, "opened"), on(day + 2 + index % 6, "filed")]
    }

    var answers: [SeedAnswer] {
        func ons4(_ values: [Double]?, _ stage: Measure.Stage, _ day: Int) -> SeedAnswer? {
            guard let values, values.count == 4 else { return nil }
            let answers = zip(["satisfied", "worthwhile", "happy", "anxious"], values)
            return answer("ons4", stage, day, Dictionary(uniqueKeysWithValues: answers))
        }
        let worry = line.worry ?? []
        return [
            ons4(line.start, .start, 2), ons4(line.end, .end, over),
            worry.first.map { answer("gad-7", .start, 2, gad7($0)) },
            worry.dropFirst().first.map { answer("gad-7", .end, over, gad7($0)) },
        ].compactMap { $0 }
    }

    private func answer(_ measure: String, _ stage: Measure.Stage, _ day: Int, _ answers: [String: Double])
        -> SeedAnswer
    {
        SeedAnswer(
            measure: measure,
            stage: stage,
            daysAgo: line.daysAgo - day,
            mode: index.isMultiple(of: 3) ? .withHelp : nil,
            answers: answers
        )
    }

    /// The seven answers (0 to 3) that make that total.
    private func gad7(_ total: Double) -> [String: Double] {
        let items = ["nervous", "control", "worrying", "relaxing", "restless", "irritable", "afraid"]
        var rest = total
        return items.enumerated().reduce(into: [:]) { answers, item in
            let share = min(3, (rest / Double(items.count - item.offset)).rounded(.up))
            answers[item.element] = share
            rest -= share
        }
    }
}
