import Foundation
import GRDB

/// How one score changed from the first time to the last, over the people of a report.
public struct ScoreChange: Sendable, Equatable {
    public let measure: Measure
    public let score: Measure.Score
    /// People whose time ended with consent to tell their practice, and who were asked. Nil is hidden, as below.
    public let asked: Int?
    /// Of these, who answered all of it at least twice.
    public let answered: Int?
    /// Half of them had no more than this, the first time and the last; nil with fewer than ten.
    public let first: Double?
    public let last: Double?
    /// How many stand on each step; only those steps that there are.
    public let counts: [Step: Int?]

    public enum Step: Sendable, CaseIterable {
        case betterByEnough, better, same, worse, worseByEnough
    }

    /// Without a confirmed rule nobody is "by enough", and who is better or worse stands on the steps between.
    public var rule: Measure.Change? { score.change.flatMap { $0.isConfirmed ? $0 : nil } }
}

/// First and last answers of the episodes that ended in a period, for those that owed a practice an answer: who did not
/// want the practice to be told is counted nowhere, as in the rate.
struct MeasureFigures {
    private let asked: Int
    private var tallies: [Key: Tally] = [:]
    /// Episodes in which the measure was answered at all.
    private var begun: [String: Int] = [:]
    private var definitions: [Key: Measure] = [:]

    private struct Key: Hashable {
        let code: String
        let version: Int
    }

    /// First and last value of each score, person by person.
    private struct Tally {
        var count = 0
        var values: [String: [(first: Double, last: Double)]] = [:]
    }

    // MARK: Asking the database

    private static func ended(_ scope: ReportScope, _ period: ReportPeriod) -> SQL {
        let rows: SQL =
            switch scope {
            case .everything, .linkWorkers: "1"
            case .practice(let code): "episode.practiceCode = \(code)"
            case .organisation(let id):
                """
                episode.id IN (SELECT episodeID FROM referral
                    WHERE organisationID = \(id) AND episodeID IS NOT NULL AND startedOn IS NOT NULL AND reportBack)
                """
            }
        return """
            episode.state = 'closed' AND episode.stateSince >= \(period.start) AND episode.stateSince < \(period.end)
                AND answer.isCurrent AND answer.loop <> 'withheld' AND \(rows)
            """
    }

    static func count(_ scope: ReportScope, _ period: ReportPeriod) -> SQLRequest<Int> {
        """
        SELECT COUNT(*) FROM episode CROSS JOIN answer ON answer.episodeID = episode.id
        WHERE \(ended(scope, period))
        """
    }

    /// Every score, by episode and measure, the newest version last, and in it the oldest answers first.
    static func request(_ scope: ReportScope, _ period: ReportPeriod) -> SQLRequest<Row> {
        """
        SELECT episode.id AS episode, measure, measureVersion AS version, measureResponse.id AS response, score, value
        FROM episode CROSS JOIN answer ON answer.episodeID = episode.id
            CROSS JOIN measureResponse ON measureResponse.episodeID = episode.id
            CROSS JOIN measureScore ON measureScore.responseID = measureResponse.id
        WHERE \(ended(scope, period)) AND struckAt IS NULL
        ORDER BY episode.id, measure, measureVersion, answeredOn,
            CASE stage WHEN 'start' THEN 1 WHEN 'review' THEN 2 ELSE 3 END, recordedAt, measureResponse.id
        """
    }

    init(_ scope: ReportScope, _ period: ReportPeriod, in db: Database) throws {
        asked = try MeasureFigures.count(scope, period).fetchOne(db) ?? 0
        for measure in try MeasureCatalogue.offered(in: db) where measure.isUsual {
            definitions[Key(code: measure.code, version: measure.version)] = measure
        }
        var person = Person()
        let rows = try MeasureFigures.request(scope, period).fetchCursor(db)
        while let row = try rows.next() {
            let key = Key(code: row["measure"], version: row["version"])
            if definitions[key] == nil {
                definitions[key] = try MeasureCatalogue.definition(key.code, key.version, in: db)
            }
            if person.episode != row["episode"] || person.key?.code != key.code {
                add(person)
                person = Person(episode: row["episode"])
            }
            if person.key != key { (person.key, person.responses) = (key, []) }
            person.add(row["score"], row["value"], of: row["response"])
        }
        add(person)
    }

    /// What one person answered to one measure, in the newest version that they answered.
    private struct Person {
        var episode: String?
        var key: Key?
        var responses: [(id: String, scores: [String: Double])] = []

        mutating func add(_ score: String, _ value: Double, of response: String) {
            if responses.last?.id != response { responses.append((response, [:])) }
            responses[responses.count - 1].scores[score] = value
        }
    }

    /// Only whole answers count, so that the scores of one measure are of the same people.
    private mutating func add(_ person: Person) {
        guard let key = person.key, let measure = definitions[key] else { return }
        begun[key.code, default: 0] += 1
        let codes = MeasureFigures.scores(of: measure).map(\.code)
        let whole = person.responses.filter { response in codes.allSatisfy { response.scores[$0] != nil } }
        guard whole.count > 1, let first = whole.first, let last = whole.last else { return }
        tallies[key, default: Tally()].count += 1
        for code in codes {
            guard let from = first.scores[code], let to = last.scores[code] else { continue }
            tallies[key]?.values[code, default: []].append((from, to))
        }
    }

    /// Of goals the first alone: not everybody has set more.
    private static func scores(of measure: Measure) -> [Measure.Score] {
        let isGoals = measure.items?.contains(where: \.isInOwnWords) == true
        return isGoals ? Array(measure.scores.prefix(1)) : measure.scores
    }

    // MARK: Publishing

    /// Only where something can be told. The usual measures are asked of everybody, the others of those who began them.
    var published: [ScoreChange] {
        let measures = definitions.filter { !$0.value.isAnonymous && $0.value.stages.count > 1 }
        let groups = Dictionary(grouping: measures.keys.sorted { $0.version < $1.version }, by: \.code)
        let newest = groups.compactMap { code, keys in keys.last.flatMap { measures[$0] }.map { (code, $0) } }
        let ordered = newest.sorted { ($0.1.isUsual ? 0 : 1, $0.1.name) < ($1.1.isUsual ? 0 : 1, $1.1.name) }
        return ordered.flatMap { code, measure -> [ScoreChange] in
            let keys = groups[code] ?? []
            let all = measure.isUsual ? asked : begun[code] ?? 0
            let numbers = keys.map { tallies[$0]?.count ?? 0 }
            let shown = SmallNumbers.list(numbers + [max(0, all - numbers.reduce(0, +))])
            return zip(keys, shown.counts).flatMap { key, answered -> [ScoreChange] in
                guard let measure = measures[key], let answered, let all = shown.total, all > 0 else { return [] }
                return MeasureFigures.scores(of: measure).map {
                    change(measure, $0, tallies[key]?.values[$0.code] ?? [], answered, of: all)
                }
            }
        }
    }

    private func change(
        _ measure: Measure,
        _ score: Measure.Score,
        _ pairs: [(first: Double, last: Double)],
        _ answered: Int,
        of asked: Int
    ) -> ScoreChange {
        let steps = pairs.map { MeasureFigures.step(MeasureChange(from: $0.first, to: $0.last, of: score)) }
        let hasRule = score.change?.isConfirmed == true
        let possible = hasRule ? ScoreChange.Step.allCases : [.better, .same, .worse]
        let counts = SmallNumbers.list(possible.map { step in steps.count { $0 == step } }).counts
        return ScoreChange(
            measure: measure,
            score: score,
            asked: asked,
            answered: answered,
            first: MeasureFigures.middle(pairs.map(\.first)),
            last: MeasureFigures.middle(pairs.map(\.last)),
            counts: Dictionary(uniqueKeysWithValues: zip(possible, counts))
        )
    }

    static func step(_ change: MeasureChange) -> ScoreChange.Step {
        switch (change.direction, change.counts ?? false) {
        case (.better, true): .betterByEnough
        case (.better, false): .better
        case (.same, _): .same
        case (.worse, false): .worse
        case (.worse, true): .worseByEnough
        }
    }

    /// The median by nearest rank, as of times.
    private static func middle(_ values: [Double]) -> Double? {
        guard values.count >= Spread.least else { return nil }
        return values.sorted()[(values.count - 1) / 2]
    }
}
