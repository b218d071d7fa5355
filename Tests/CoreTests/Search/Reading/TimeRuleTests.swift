import Testing

@testable import Core

@Suite("A time")
struct TimeRuleTests {
    private func times(_ text: String, today: Weekday = .thursday) throws -> Set<String> {
        Set(
            try Reader.meanings(text, today: today).compactMap { meaning in
                switch meaning {
                case .day(let day): day.rawValue
                case .part(let part): part.rawValue
                default: nil
                }
            }
        )
    }

    @Test(
        "of the week and of the day is understood",
        arguments: [
            ("saturday morning", ["SA", "morning"]), ("Saturday's club", ["SA"]), ("wednesdays", ["WE"]),
            ("art class thurs afternoon", ["TH", "afternoon"]), ("weekends", ["SA", "SU"]), ("weekend", ["SA", "SU"]),
            ("sat morning", ["SA", "morning"]), ("sat am", ["SA", "morning"]), ("wed pm", ["WE", "afternoon"]),
            ("friday night", ["FR", "evening"]), ("in the evenings", ["evening"]), ("mornings", ["morning"]),
            ("coffee morning saturday", ["SA"]), ("monday tuesday", ["MO", "TU"]),
            ("TUESDAY EVENING", ["TU", "evening"]),
        ] as [(String, Set<String>)]
    )
    func understood(text: String, expected: Set<String>) throws {
        #expect(try times(text) == expected)
    }

    @Test(
        "is that of the day on which it is asked",
        arguments: [
            ("today", .monday, ["MO"]), ("tonight", .monday, ["MO", "evening"]), ("tomorrow", .sunday, ["MO"]),
            ("tomorrow night", .friday, ["SA", "evening"]), ("open today", .sunday, ["SU"]),
        ] as [(String, Weekday, Set<String>)]
    )
    func relative(text: String, today: Weekday, expected: Set<String>) throws {
        #expect(try times(text, today: today) == expected)
    }

    @Test(
        "is not what only sounds like one",
        arguments: [
            "coffee morning", "coffee mornings", "may I come", "I am lonely", "I am", "sat at home all day",
            "sun cream",
            "we wed last year", "cant sleep at night", "up all night", "night sweats", "good morning", "quiz night",
            "mon ami", "march on", "film nights", "pm", "every night", "mourning", "fri", "saturdayy", "the sun", "thu",
        ]
    )
    func none(text: String) throws {
        #expect(try times(text).isEmpty)
    }

    @Test("counts its words little: they stand in listings that keep no timetable")
    func spent() throws {
        let spent = Reading.Strength.spent
        let strengths = try Reader.read("choir saturday morning").strengths
        #expect(strengths == ["choir": Reading.Strength.full, "saturday": spent, "morning": spent])
    }

    @Test("that is all there is says nothing of what is looked for")
    func topicless() throws {
        #expect(try !Reader.read("saturday morning").hasTopic)
        #expect(try Reader.read("coffee morning").hasTopic)
    }
}
