import Foundation
import GRDB
import TestSupport

@testable import Core

/// Endings that a practice is told of, and how it is told.
extension SmallPlace {
    func way(_ way: Practice.Way, email: String? = nil, of practice: Practice.Code = SmallPlace.practice) async throws {
        try await features.practices.change(practice, way: way, email: email, by: administrator)
    }

    /// Ends an episode of the link worker with one referral that has ended; gives the answer that came of it.
    func ended(
        _ outcome: Outcome = Outcome(engaged: .all, helped: .lot, saidBy: .person),
        telling: Episode.Telling = .everything,
        plan: EpisodePlan = EpisodePlan(risk: .noneKnown)
    ) async throws -> PracticeAnswer {
        let id = try await referral(in: .closed, outcome: outcome)
        try await close(episode(of: id), outcome, telling: telling, plan: plan)
        return try await answer(about: id)
    }

    func close(
        _ episode: Episode,
        _ outcome: Outcome,
        telling: Episode.Telling = .everything,
        plan: EpisodePlan = EpisodePlan(risk: .noneKnown)
    ) async throws {
        let episodes = features.episodes
        try await episodes.move(episode.id, seen: episode.version, .change(plan, telling: telling), by: linkWorker)
        try await episodes.move(episode.id, seen: episode.version + 1, .close(outcome), by: linkWorker)
    }

    /// Opens the episode of an answer again and ends it once more; gives the new version.
    func endedAgain(_ answer: PracticeAnswer, _ outcome: Outcome) async throws -> PracticeAnswer {
        let closed = try await episode(answer)
        try await features.episodes.move(closed.id, seen: closed.version, .reopen(note: "It goes on."), by: linkWorker)
        try await close(try await episode(answer), outcome)
        let next = try await place.database.read { try PracticeAnswerStore.current(of: .episode(closed.id), in: $0) }
        guard let next else { throw Failure.notFound }
        return next
    }

    private func episode(_ answer: PracticeAnswer) async throws -> Episode {
        let episode = try await place.database.read { db in
            try Episode.fetchOne(db, sql: "SELECT * FROM episode WHERE id = ?", arguments: [answer.episodeID])
        }
        guard let episode else { throw Failure.notFound }
        return episode
    }

    func mails(_ kind: OutboxMessage.Kind) async throws -> [OutboxMessage] {
        try await place.messages().filter { $0.kind == kind }
    }

    /// A mail server says that there is no such mailbox.
    func bounce(_ address: String) async throws -> Bounces.Outcome {
        let text = DeliveryReports.postfix.replacingOccurrences(of: "tea@example.org", with: address)
        return try await features.bounces.take(try DeliveryReport.read(DeliveryReports.bytes(text)))
    }
}
