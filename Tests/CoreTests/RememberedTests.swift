import Foundation
import Testing

@testable import Core

@Suite("What is remembered")
struct RememberedTests {
    private let start = Date(timeIntervalSince1970: 1_000_000)

    private func ask(_ memory: Remembered<String, Int>, _ question: String, after seconds: Double, _ answer: Int) async
        -> Int
    {
        await memory.answer(question, now: start.addingTimeInterval(seconds)) { answer }
    }

    @Test("is given again for a minute, each question its own")
    func remembers() async {
        let memory = Remembered<String, Int>()
        #expect(await ask(memory, "a", after: 0, 1) == 1)
        #expect(await ask(memory, "b", after: 30, 2) == 2)
        #expect(await ask(memory, "a", after: 59, 3) == 1)
    }

    @Test("is asked anew after a minute, and when the clock is set back")
    func forgets() async {
        for later in [60.0, -1] {
            let memory = Remembered<String, Int>()
            #expect(await ask(memory, "a", after: 0, 1) == 1)
            #expect(await ask(memory, "a", after: later, 2) == 2)
        }
    }

    @Test("never grows past a thousand answers")
    func bounded() async {
        let memory = Remembered<String, Int>()
        for number in 0..<1_000 { #expect(await ask(memory, String(number), after: 0, number) == number) }
        #expect(await ask(memory, "one more", after: 0, 1) == 1)
        #expect(await ask(memory, "0", after: 0, -1) == -1)
    }

    @Test("does not hold an answer that could not be made")
    func failure() async throws {
        struct Problem: Error {}
        let memory = Remembered<String, Int>()
        await #expect(throws: Problem.self) {
            try await memory.answer("a", now: start) { throw Problem() }
        }
        #expect(await ask(memory, "a", after: 0, 1) == 1)
    }
}
