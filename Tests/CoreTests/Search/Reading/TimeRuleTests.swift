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
            ("TUESDAY EVENING", ["TU", "evening"]), ("saturday sunday", ["SA", "SU"]),
            ("weekend nights", ["SA", "SU", "evening"]),
            ("week ends", ["SA", "SU"]), ("wkend", ["SA", "SU"]), ("monday and friday", ["MO", "FR"]),
        ] as [(String, Set<String>)]
    )
    func understood(text: String, expected: Set<String>) throws {
        #expect(try times(text) == expected)
    }

    private static let weekdays: Set<String> = ["MO", "TU", "WE", "TH", "FR"]

    @Test(
        "may be a run of days",
        arguments: [
            ("weekdays", weekdays), ("weekday", weekdays), ("week days", weekdays), ("Monday to Friday", weekdays),
            ("mon-fri", weekdays), ("Mon - Fri", weekdays), ("mon–fri", weekdays), ("monday-friday", weekdays),
            ("mon to fri", weekdays), ("MON-FRI", weekdays), ("monday till friday", weekdays),
            ("week day mornings", weekdays.union(["morning"])), ("weekday mornings", weekdays.union(["morning"])),
            ("mon-fri pm", weekdays.union(["afternoon"])), ("yoga on a week day", weekdays),
            ("weeknights", weekdays.union(["evening"])), ("weekday nights", weekdays.union(["evening"])),
            ("tues to thurs", ["TU", "WE", "TH"]), ("fri-sun", ["FR", "SA", "SU"]), ("sunday to monday", ["SU", "MO"]),
            ("monday to monday", ["MO"]), ("monday weekdays", weekdays),
        ] as [(String, Set<String>)]
    )
    func run(text: String, expected: Set<String>) throws {
        #expect(try times(text) == expected)
    }

    @Test("that is a run of days is spent as a whole, and can be taken off as one")
    func takenOff() throws {
        let reading = try Reader.read("choir mon-fri mornings")
        #expect(Set(reading.understood.dropLast().map(\.range)) == [1..<3] && reading.understood.count == 6)
        let keys = Set(reading.understood.map(\.key))
        #expect(try Reader.read("choir mon-fri mornings", unwanted: keys).understood.isEmpty)
        #expect(try !Reader.read("weekday mornings").hasTopic)
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
            "one day a week day centre", "week day care", "a week", "every day of the week", "day week", "sat-nav",
            "mon-ami", "sun to cream", "weekly", "end of the week", "mon, fri", "one to one", "-", "mon-", "- fri",
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
