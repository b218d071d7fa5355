import Testing

@testable import Core

@Suite("Times to ask")
struct MeasureTimesTests {
    private static let opened = Sample.day("2026-01-05")
    private static let all = Measure.Stage.allCases

    private func due(_ day: Int, done: Set<Measure.Stage> = [], ended: Int? = nil) -> MeasureTimes.Due? {
        MeasureTimes.due(
            Self.all,
            done: done,
            openedOn: Self.opened,
            endedOn: ended.map { Self.opened.adding(days: $0) },
            today: Self.opened.adding(days: day)
        )
    }

    @Test("are the start, 12 to 15 weeks, and the end")
    func times() {
        #expect(due(0)?.stage == .start)
        #expect(due(0, done: [.start]) == nil)
        #expect(due(83, done: [.start]) == nil)
        #expect(due(84, done: [.start])?.stage == .review)
        #expect(due(105, done: [.start])?.isLate == false)
        #expect(due(106, done: [.start])?.isLate == true)
        #expect(due(106, done: [.start, .review]) == nil)
        #expect(due(130, done: [.start, .review], ended: 120)?.stage == .end)
        #expect(due(130, done: Set(Self.all), ended: 120) == nil)
    }

    @Test("that were missed are not asked for afterwards, but count as asked")
    func missed() {
        #expect(due(90)?.stage == .review)
        #expect(due(90, done: [.review]) == nil)
        let asked = MeasureTimes.asked(
            Self.all,
            openedOn: Self.opened,
            endedOn: nil,
            today: Self.opened.adding(days: 90)
        )
        #expect(asked == [.start, .review])
    }

    @Test("are in their own order, in whichever a definition names them")
    func order() {
        let due = MeasureTimes.due(
            [.review, .start],
            done: [.start],
            openedOn: Self.opened,
            endedOn: nil,
            today: Self.opened.adding(days: 90)
        )
        #expect(due?.stage == .review)
    }

    @Test("have no review when it ended before")
    func early() {
        let end = Self.opened.adding(days: 60)
        let asked = MeasureTimes.asked(Self.all, openedOn: Self.opened, endedOn: end, today: end.adding(days: 100))
        #expect(asked == [.start, .end])
    }
}
