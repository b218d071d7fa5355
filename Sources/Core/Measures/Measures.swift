import Foundation
import GRDB

/// Asking how somebody is, and what became of it: of one episode, for its link worker.
public struct Measures: Sendable {
    let database: AppDatabase
    let clock: AppClock
    let sealer: Sealer

    private var store: MeasureStore { MeasureStore(sealer: sealer) }
    private var episodes: EpisodeStore { EpisodeStore(sealer: sealer) }

    /// Reads the definitions of a folder of the operator's own, for which they hold the licence; nil takes those away.
    ///
    /// - Throws: `Failure.unavailable` with a sentence for the operator.
    public func loadPacks(from folder: URL?) async throws {
        var isFolder: ObjCBool = false
        if let folder,
            !FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder) || !isFolder.boolValue
        {
            throw Failure.unavailable(
                "The folder of measures \(folder.path) is not there. Look at FINGERPOST_MEASURES."
            )
        }
        try await MeasureCatalogue.refresh(.pack, from: folder, in: database)
    }

    /// What can be asked, the usual ones first; never the anonymous ones.
    public func offered() async throws -> [Measure] {
        try await database.read { try MeasureCatalogue.offered(in: $0).filter { !$0.isAnonymous } }
    }

    /// Everything about the measures of one episode.
    public struct Sheet: Sendable {
        public let episode: Episode
        public let person: Person
        public let summaries: [MeasureSummary]
        /// What to ask now.
        public let due: [Due]
        /// Every answer, newest first.
        public let responses: [MeasureResponse]
        public let offered: [Measure]
        /// The person's words, by question.
        public let goals: [String: String]
    }

    public struct Due: Sendable {
        public let measure: Measure
        public let time: MeasureTimes.Due
    }

    public func sheet(_ id: Episode.ID, for actor: Actor) async throws -> Sheet {
        let now = clock.now
        let episode = try await database.write { db in
            let episode = try episodes.one(id, where: EpisodeStore.visible(to: actor), in: db)
            try Audit.record(.measuresViewed, subject: id.text, by: actor, at: now, in: db)
            return episode
        }
        // The only writer is not kept waiting while what was answered is opened.
        return try await database.read { db in
            let responses = try store.responses(of: id, in: db)
            let goals = try store.goals(of: id, in: db)
            let offered = try MeasureCatalogue.offered(in: db).filter { !$0.isAnonymous }
            return Sheet(
                episode: episode,
                person: try PersonStore(sealer: sealer).person(episode.personID, in: db),
                summaries: try store.summaries(of: episode, responses, words: goals, on: Day(now), in: db),
                due: Measures.due(of: episode, offered: offered, responses: responses, today: Day(now)),
                responses: responses.reversed(),
                offered: offered,
                goals: goals
            )
        }
    }

    /// The usual measures and those that were begun, each with the time at which it has to be asked now.
    static func due(of episode: Episode, offered: [Measure], responses: [MeasureResponse], today: Day) -> [Due] {
        guard episode.state != .enteredInError else { return [] }
        let begun = Set(responses.map(\.measure))
        return offered.filter { $0.isUsual || begun.contains($0.code) }.compactMap { measure in
            MeasureTimes.due(
                measure.stages,
                done: Set(responses.filter { $0.measure == measure.code }.map(\.stage)),
                openedOn: Day(episode.openedAt),
                endedOn: episode.state == .closed ? Day(episode.stateSince) : nil,
                today: today
            ).map { Due(measure: measure, time: $0) }
        }
    }

    // MARK: Doing

    /// Writes down what somebody answered. The same form sent again is stored once.
    ///
    /// - Throws: `Failure.invalid` by form field (`item-CODE`, `words-CODE`, `answered`, `stage`, `declined`),
    ///   `.notFound` for an episode that is not this actor's, `.conflict` for one that was entered in error.
    public func record(_ entry: MeasureEntry, of id: Episode.ID, by actor: Actor) async throws {
        let now = clock.now
        try await database.write { db in
            let episode = try episodes.one(id, where: EpisodeStore.visible(to: actor), in: db)
            try store.record(entry, of: episode, by: actor.id, at: now, in: db)
            try TimerStore.keepEpisode(id, in: db)
            try Audit.record(.measureAnswered, subject: id.text, by: actor, at: now, in: db)
        }
    }

    /// Takes an answer out that was typed in wrongly.
    public func strike(_ response: MeasureResponse.ID, of id: Episode.ID, by actor: Actor) async throws {
        let now = clock.now
        try await database.write { db in
            let episode = try episodes.one(id, where: EpisodeStore.visible(to: actor), in: db)
            try store.strike(response, of: episode.id, by: actor, at: now, in: db)
            try TimerStore.keepEpisode(id, in: db)
            try Audit.record(.measureStruck, subject: response.text, by: actor, at: now, in: db)
        }
    }
}
