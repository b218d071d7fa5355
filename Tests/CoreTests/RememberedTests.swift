import Foundation
import Testing

@testable import Core

@Suite("What is remembered")
struct RememberedTests {
    private let start = Date(timeIntervalSince1970: 1_000_000)

    private func ask(
        _ memory: Remembered<String, Int>,
        _ question: String,
        after seconds: Double,
        _ answer: Int
    ) async throws -> Int {
        try await memory.answer(question, now: start.addingTimeInterval(seconds)) { answer }
    }

    @Test("is given again for a minute, each question its own")
    func remembers() async throws {
        let memory = Remembered<String, Int>()
        #expect(try await ask(memory, "a", after: 0, 1) == 1)
        #expect(try await ask(memory, "b", after: 30, 2) == 2)
        #expect(try await ask(memory, "a", after: 59, 3) == 1)
    }

    @Test("is asked anew after a minute, and when the clock is set back")
    func forgets() async throws {
        for later in [60.0, -1] {
            let memory = Remembered<String, Int>()
            #expect(try await ask(memory, "a", after: 0, 1) == 1)
            #expect(try await ask(memory, "a", after: later, 2) == 2)
        }
    }

    @Test("never grows past a thousand answers")
    func bounded() async throws {
        let memory = Remembered<String, Int>()
        for number in 0..<1_000 { #expect(try await ask(memory, String(number), after: 0, number) == number) }
        #expect(try await ask(memory, "one more", after: 0, 1) == 1)
        #expect(try await ask(memory, "0", after: 0, -1) == -1)
    }

    @Test("does not hold an answer that could not be made")
    func failure() async throws {
        struct Problem: Error {}
        let memory = Remembered<String, Int>()
        await #expect(throws: Problem.self) {
            try await memory.answer("a", now: start) { throw Problem() }
        }
        #expect(try await ask(memory, "a", after: 0, 1) == 1)
    }

    @Test("is made once, however many ask meanwhile")
    func shared() async throws {
        let memory = Remembered<String, Int>()
        let answers = try await withThrowingTaskGroup(of: Int.self) { [start] group in
            for number in 0..<20 {
                group.addTask {
                    try await memory.answer("a", now: start) {
                        try await Task.sleep(for: .milliseconds(50))
                        return number
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.count == 20 && Set(answers).count == 1)
    }
}
