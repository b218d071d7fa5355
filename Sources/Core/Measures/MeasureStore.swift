import Foundation
import GRDB

/// The SQL of answers. What was answered and what goals say is sealed; scores are not, so that they can be counted.
struct MeasureStore {
    let sealer: Sealer

    /// Stores answers in the caller's transaction, with their scores.
    ///
    /// - Parameter account: who typed them in; nil when the person did, on their own page.
    /// - Throws: `Failure.invalid` by form field, `.conflict` when the episode was entered in error.
    func record(_ entry: MeasureEntry, of episode: Episode, by account: Account.ID?, at now: Date, in db: Database)
        throws
    {
        guard try !isKnown(entry.key, in: db) else { return }
        guard episode.state != .enteredInError else {
            throw Failure.conflict("This was entered in error, so nothing more can be written down for it.")
        }
        guard let measure = try MeasureCatalogue.definition(entry.measure, entry.version, in: db), !measure.isAnonymous
        else { throw Failure.notFound }
        let known = try goals(of: episode.id, in: db)
        let problems = entry.problems(
            with: measure,
            openedOn: Day(episode.openedAt),
            today: Day(now),
            known: Set(known.keys)
        )
        guard problems.isEmpty else { throw Failure.invalid(problems) }
        let asked = measure.asking(Set(known.keys).union(entry.words.filter { !$0.value.isEmpty }.keys))
        let scored = try Scorer.scored(entry.answers, by: asked)
        for item in asked.items ?? [] where item.isInOwnWords && known[item.code] == nil {
            guard let words = entry.words[item.code] else { continue }
            try setGoal(item.code, words, of: episode.id, at: now, in: db)
        }
        try insert(entry, scored, of: asked, episode: episode.id, by: account, at: now, in: db)
    }

    private func isKnown(_ key: String, in db: Database) throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM measureResponse WHERE formKey = ?)", arguments: [key])
            == true
    }

    private func insert(
        _ entry: MeasureEntry,
        _ scored: Scorer.Scored,
        of measure: Measure,
        episode: Episode.ID,
        by account: Account.ID?,
        at now: Date,
        in db: Database
    ) throws {
        let id = MeasureResponse.ID()
        // Blanks are written as null, so that one can tell them from questions that were not there.
        let answers = Dictionary(uniqueKeysWithValues: measure.questions.map { ($0, entry.answers[$0]) })
        let sealed = try sealer.seal(answers, place: "measure response \(id)")
        try db.execute(
            literal: """
                INSERT INTO measureResponse (id, episodeID, measure, measureVersion, stage, answeredOn, mode, answers, missing,
                    isValid, recordedAt, recordedBy, formKey)
                VALUES (\(id), \(episode), \(measure.code), \(measure.version), \(entry.stage.rawValue), \(entry.answeredOn),
                    \(entry.mode.rawValue), \(sealed), \(scored.missing), \(scored.isValid), \(now), \(account), \(entry.key))
                """
        )
        for (score, value) in scored.scores {
            try db.execute(
                sql: "INSERT INTO measureScore (responseID, score, value) VALUES (?, ?, ?)",
                arguments: [id, score, value]
            )
        }
    }

    /// Takes answers out of every reckoning; they stay in the database, with who did it. A goal that no other answer is
    /// about goes, so that it can be put in other words.
    func strike(_ id: MeasureResponse.ID, of episode: Episode.ID, by actor: Actor, at now: Date, in db: Database) throws
    {
        try db.execute(
            sql: """
                UPDATE measureResponse SET struckAt = ?, struckBy = ? WHERE id = ? AND episodeID = ? AND struckAt IS NULL
                """,
            arguments: [now, actor.id, id, episode]
        )
        guard db.changesCount == 1 else { throw Failure.conflict("That answer has been taken out already.") }
        let asked = try Set(responses(of: episode, in: db).flatMap(\.answers.keys))
        try db.execute(literal: "DELETE FROM goal WHERE episodeID = \(episode) AND item NOT IN \(asked)")
    }

    // MARK: Goals

    private func setGoal(_ item: String, _ words: String, of id: Episode.ID, at now: Date, in db: Database) throws {
        let sealed = try sealer.seal(words, place: "goal \(id) \(item)")
        try db.execute(
            sql: "INSERT INTO goal (episodeID, item, words, setAt) VALUES (?, ?, ?, ?)",
            arguments: [id, item, sealed, now]
        )
    }

    /// By the question that they are the words of.
    func goals(of id: Episode.ID, in db: Database) throws -> [String: String] {
        let rows = try Row.fetchAll(db, sql: "SELECT item, words FROM goal WHERE episodeID = ?", arguments: [id])
        return try rows.reduce(into: [:]) { goals, row in
            let item: String = row["item"]
            goals[item] = try sealer.open(row["words"] as Data, place: "goal \(id) \(item)")
        }
    }

    // MARK: Looking

    /// Oldest first, and within a day the start before the end; without what was taken out.
    func responses(of id: Episode.ID, in db: Database) throws -> [MeasureResponse] {
        let scores = try Row.fetchAll(
            db,
            sql: """
                SELECT measureScore.* FROM measureScore JOIN measureResponse ON measureResponse.id = responseID
                WHERE episodeID = ?
                """,
            arguments: [id]
        )
        let byResponse = scores.reduce(into: [String: [String: Double]]()) {
            $0[$1["responseID"], default: [:]][$1["score"]] = $1["value"]
        }
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM measureResponse WHERE episodeID = ? AND struckAt IS NULL
                ORDER BY answeredOn, CASE stage WHEN 'start' THEN 1 WHEN 'review' THEN 2 ELSE 3 END, recordedAt, id
                """,
            arguments: [id]
        )
        return try rows.map { try response($0, scores: byResponse[$0["id"]] ?? [:]) }
    }

    private func response(_ row: Row, scores: [String: Double]) throws -> MeasureResponse {
        let id: MeasureResponse.ID = row["id"]
        return MeasureResponse(
            id: id,
            measure: row["measure"],
            version: row["measureVersion"],
            stage: Measure.Stage(rawValue: row["stage"]) ?? .start,
            answeredOn: row["answeredOn"],
            recordedAt: row["recordedAt"],
            mode: MeasureResponse.Mode(rawValue: row["mode"]) ?? .themself,
            answers: try sealer.open([String: Double?].self, row["answers"], place: "measure response \(id)"),
            scores: scores,
            missing: row["missing"],
            isValid: row["isValid"]
        )
    }

    /// One summary for each measure that was answered; first and last are compared within one version only, the newest
    /// that was answered.
    ///
    /// - Parameters:
    ///   - all: of that episode.
    ///   - words: its goals.
    func summaries(
        of episode: Episode,
        _ all: [MeasureResponse],
        words: [String: String],
        on today: Day,
        in db: Database
    ) throws -> [MeasureSummary] {
        try Dictionary(grouping: all, by: \.measure).compactMap { code, responses -> MeasureSummary? in
            guard let version = responses.map(\.version).max(),
                let measure = try MeasureCatalogue.definition(code, version, in: db)
            else { return nil }
            let asked = MeasureTimes.asked(
                measure.stages,
                openedOn: Day(episode.openedAt),
                endedOn: episode.state == .closed ? Day(episode.stateSince) : nil,
                today: today
            )
            return MeasureSummary(
                measure,
                responses: responses.filter { $0.version == version },
                words: words,
                asked: asked
            )
        }.sorted { ($0.measure.isUsual ? 0 : 1, $0.measure.code) < ($1.measure.isUsual ? 0 : 1, $1.measure.code) }
    }
}
