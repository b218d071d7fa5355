import Foundation

/// Answers that are costly to make and may be some time old, by what was asked.
actor Remembered<Question: Hashable & Sendable, Answer: Sendable> {
    private var answers: [Question: Answer] = [:]
    private var since = Date.distantPast

    private let longest: TimeInterval
    /// All are forgotten when there are more: the questions are often anybody's to choose.
    private static var most: Int { 1_000 }

    /// - Parameter seconds: how old an answer may be.
    init(for seconds: TimeInterval = 60) { longest = seconds }

    func answer(
        _ question: Question,
        now: Date,
        make: @Sendable () async throws -> Answer
    ) async rethrows -> Answer {
        let age = now.timeIntervalSince(since)
        if !(0..<longest).contains(age) || answers.count >= Self.most {
            answers = [:]
            since = now
        }
        if let known = answers[question] { return known }
        let answer = try await make()
        answers[question] = answer
        return answer
    }
}
