import TestSupport
import Testing

@testable import Core

@Suite("Lay words and acronyms")
struct ConceptRuleTests {
    @Test(
        "bring what a listing would say",
        arguments: [
            ("skint", "debt advice"), ("lost my husband", "bereavement"), ("lost my lovely husband", "bereavement"),
            ("weed", "cannabis"), ("CAB", "citizens advice"),
            ("pip form", "personal independence payment"), ("PIP", "personal independence payment"),
            ("ME", "myalgic encephalomyelitis"), ("I have ME", "myalgic encephalomyelitis"),
            ("lgbt", "lesbian gay bisexual transgender"),
            ("I need IT lessons", "computers"), ("AA", "alcoholics anonymous"),
        ]
    )
    func bring(text: String, expected: String) throws {
        let rephrased = try Reader.read(text).rephrased
        #expect(rephrased.contains(expected), "\(rephrased)")
    }

    @Test(
        "are not heard in words of every day",
        arguments: [
            ("help me", "myalgic encephalomyelitis"), ("call me a cab", "citizens advice"),
            ("it is for my son", "computers"),
            ("HELP ME PLEASE", "myalgic encephalomyelitis"), ("I NEED IT NOW", "computers"),
            ("me", "myalgic encephalomyelitis"),
        ]
    )
    func everyDay(text: String, unexpected: String) throws {
        #expect(try !Reader.read(text).rephrased.contains(unexpected))
    }

    @Test(
        "bring the needs that go with them",
        arguments: [("skint", "debt-and-money-worries"), ("lost my husband", "bereavement")]
    )
    func needs(text: String, need: String) throws {
        #expect(try Reader.read(text).needs.contains(need))
    }

    @Test("of the longest phrase win: smoking weed is not about tobacco")
    func longest() throws {
        let weed = try Reader.read("my son is smoking weed")
        #expect(weed.rephrased.contains("cannabis") || weed.needs.contains("drugs"))
        #expect(!weed.needs.contains("smoking"))
        #expect(try Reader.read("smoking").needs.contains("smoking"))
    }

    @Test("stand beside what was typed, never in its place")
    func beside() throws {
        let reading = try Reader.read("skint")
        #expect(reading.lookedFor == ["skint"] && reading.topics.first?.strength == Reading.Strength.full)
        #expect(reading.concepts.count > 0)
    }

    @Test(
        "are found with or without the apostrophe, whatever its shape",
        arguments: [
            ("cant sleep", ["can't sleep", "can’t sleep", "CAN'T SLEEP", "can‘t sleep"]),
            ("wont go to school", ["won't go to school", "won’t go to school"]), ("womens group", ["women's group"]),
            ("hes lonely", ["he's lonely"]),
        ]
    )
    func apostrophes(plain: String, others: [String]) throws {
        let expected = try Reader.read(plain)
        for other in others {
            let reading = try Reader.read(other)
            #expect(reading.words.map(\.word) == expected.words.map(\.word), "\(other)")
            #expect(reading.rephrased == expected.rephrased && reading.understood == expected.understood, "\(other)")
        }
    }

    @Test("are at most twelve in one query")
    func most() throws {
        let text =
            "skint weed lonely cab pip sad drunk deaf blind cancer stroke gout ibs asthma debt bullied raped mugged"
        #expect(try Reader.read(text).concepts.count <= 12)
    }

    @Test("cost a word of the phrase some of its own weight, and no more")
    func rephrased() throws {
        let strengths = try Reader.read("lost my husband").topics.compactMap { topic in
            if case .word = topic.kind { topic.strength } else { nil }
        }
        #expect(strengths.allSatisfy { (Reading.Strength.faint...Reading.Strength.rephrased).contains($0) })
    }
}

@Suite("The words of a query")
struct QueryWordTests {
    @Test("are shouted only beside words that are not, or alone")
    func shouted() throws {
        func shouted(_ text: String) throws -> [String] {
            try QueryWord.words(of: text).filter(\.isShouted).map(\.word)
        }
        #expect(try shouted("help with ME") == ["me"])
        #expect(try shouted("ME") == ["me"])
        #expect(try shouted("HELP ME") == [])
        #expect(try shouted("DEPRESSION") == [])
        #expect(try shouted("I have Me") == [])
    }

    @Test("that are empty are looked for when there are no others")
    func onlyEmpty() throws {
        #expect(try Reader.read("the of and").lookedFor == ["the", "of", "and"])
        #expect(try Reader.read("the choir").lookedFor == ["choir"])
    }

    @Test("count little when every second listing has them")
    func faint() throws {
        let strengths = try Reader.read("chess group").strengths
        #expect(strengths == ["chess": Reading.Strength.full, "group": Reading.Strength.faint])
    }

    @Test("are no more than 64, however many there are")
    func most() throws {
        #expect(try QueryWord.words(of: String(repeating: "a b,c ", count: 900)).count == QueryWord.most)
    }
}
