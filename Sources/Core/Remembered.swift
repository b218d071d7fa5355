import Foundation

/// Answers that are costly to make and may be some time old, by what was asked.
actor Remembered<Question: Hashable & Sendable, Answer: Sendable> {
    /// Also those that are still being made, so that all who ask meanwhile wait for the same one.
    private var answers: [Question: Task<Answer, any Error>] = [:]
    private var since = Date.distantPast

    private let longest: TimeInterval
    /// All are forgotten when there are more: the questions are often anybody's to choose.
    private static var most: Int { 1_000 }

    /// - Parameter seconds: how old an answer may be.
    init(for seconds: TimeInterval = 60) { longest = seconds }

    func answer(
        _ question: Question,
        now: Date,
        make: @escaping @Sendable () async throws -> Answer
    ) async throws -> Answer {
        let age = now.timeIntervalSince(since)
        if !(0..<longest).contains(age) || answers.count >= Self.most {
            answers = [:]
            since = now
        }
        if let known = answers[question] { return try await known.value }
        let answer = Task { try await make() }
        answers[question] = answer
        do {
            return try await answer.value
        } catch {
            if answers[question] == answer { answers[question] = nil }
            throw error
        }
    }
}
