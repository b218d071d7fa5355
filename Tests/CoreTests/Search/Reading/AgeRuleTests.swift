import Testing

@testable import Core

@Suite("An age")
struct AgeRuleTests {
    @Test(
        "that somebody is over",
        arguments: [
            ("over 60s lunch", 60), ("over 60", 60), ("yoga for the over 50s", 50), ("60s", 60), ("club for 60+", 60),
            ("60+ swimming", 60), ("60 plus swimming", 60), ("aged 50 and over", 50), ("people 65 or over", 65),
            ("over 60 years old", 60), ("past 70 and alone", 70), ("over 60yrs old", 60), ("60-plus swimming", 60),
        ]
    )
    func over(text: String, from: Int) throws {
        #expect(try Reader.ages(text) == from...AgeRule.oldest)
    }

    @Test(
        "that somebody is under",
        arguments: [
            ("under 5s", 4), ("stay and play under 5", 4), ("under 25s", 24), ("children under 5 years old", 4),
            ("under 0", 0), ("under 18 months old", 0), ("under 5yo", 4),
        ]
    )
    func under(text: String, to: Int) throws {
        #expect(try Reader.ages(text) == 0...to)
    }

    @Test(
        "that somebody has",
        arguments: [
            ("my 15 year old", 15), ("for my 15 year old son", 15), ("2 yr old wont sleep", 2), ("9 yo autistic", 9),
            ("mum is 82", 82), ("mum is 82 and keeps falling", 82), ("i'm 19", 19), ("I am 45", 45), ("aged 17", 17),
            ("19 and cant find a job", 19), ("18 month old", 1), ("18 months old", 1), ("he’s 7 and cant read", 7),
            ("dad at 80", 80), ("3 year olds", 3), ("9yo", 9), ("9 yo", 9), ("my 9yo son", 9), ("9yos", 9),
            ("9 year old", 9), ("9-year-old", 9), ("nine or 9 years old", 9), ("my 9 yr old", 9), ("my 9yr old", 9),
            ("9yr-old", 9), ("9yrs old", 9), ("9 y/o", 9), ("9y/o", 9), ("9y old", 9), ("9 YO", 9), ("9yearold", 9),
            ("18mo old", 1), ("18 mths old", 1), ("6 month old", 0), ("mum is 82yrs", 82), ("mum is 82 yrs", 82),
        ]
    )
    func exact(text: String, age: Int) throws {
        #expect(try Reader.ages(text) == age...age)
    }

    @Test(
        "between two",
        arguments: [
            ("16 to 24 year olds", 16...24), ("youth club 11 to 18", 11...18), ("aged 8 to 12", 8...12),
            ("between 18 and 25", 18...25), ("16-24 year olds", 16...24), ("16 – 24 yos", 16...24),
            ("youth club 11-18", 11...18), ("aged 8-12", 8...12), ("8-12yo", 8...12), ("2 to 4 year olds", 2...4),
            ("2-4 yrs old", 2...4), ("6 to 18 months old", 0...1), ("my 5 and 9 year olds", 5...9),
        ]
    )
    func between(text: String, ages: ClosedRange<Int>) throws {
        #expect(try Reader.ages(text) == ages)
    }

    @Test(
        "is no length, price, time, number of a law or of a telephone",
        arguments: [
            "couch to 5k", "section 21", "999", "111", "2 weeks", "12 weeks pregnant", "I am 6 months pregnant",
            "over 2 weeks", "depressed for over 10 years", "under 5 pounds", "19 years in prison", "12 step",
            "24 7 help",
            "24 hour helpline", "9 to 5 job", "2 to 3 hours a week", "class at 6", "meet at 10", "year 11", "21",
            "songs from the 60s", "60s music", "1960s", "b12 injection", "over 500", "11 plus", "1 in 4", "mum is 200",
            "rent is 82 pounds", "is 0", "-15", "٣ year old", "99999999999999999999 year old", "5 a day", "50 bedroom",
            "9-5 job", "24-7 help", "1-2-1 support", "24-26 may", "10-14 days", "12-15 weeks", "5yr tenancy", "9y",
            "2yrs in prison", "3rd and over", "5k plus", "yo", "12wks", "20yd", "6mo", "020-794", "me and 1-2 friends",
        ]
    )
    func none(text: String) throws {
        #expect(try Reader.ages(text) == nil)
    }

    @Test("is the first of several")
    func first() throws {
        #expect(try Reader.ages("my mum is 82 and I am 50") == 82...82)
    }

    @Test("and its words count little or nothing: “17” in a text is seldom an age")
    func spent() throws {
        let reading = try Reader.read("19 and skint")
        #expect(!reading.lookedFor.contains("19") && reading.lookedFor.contains("skint"))
        #expect(try Reader.read("over 60s").topics.allSatisfy { $0.strength < Reading.Strength.full })
    }
}
