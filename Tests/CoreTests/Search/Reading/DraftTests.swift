import SearchIndex
import Testing

@testable import Core

@Suite("What the rules claim")
struct DraftTests {
    private func draft(_ text: String, unwanted: Set<String> = []) throws -> Draft {
        Draft(try QueryWord.words(of: text), unwanted: unwanted)
    }

    @Test("is theirs: no later rule takes the same words")
    func taken() throws {
        var draft = try draft("free saturday")
        draft.claim(.free, 0..<1)
        draft.claim(.lowCost, 0..<2)
        draft.claim([.day(.saturday), .part(.morning)], 0..<2)
        #expect(draft.understood.map(\.meaning) == [.free])
        #expect(!draft.isFree(0..<2) && draft.isFree(1..<2))
    }

    @Test("may stay for others, where the words still say what is looked for")
    func unspent() throws {
        var draft = try draft("women carers")
        draft.claim(.audience(.women), 0..<1, isSpent: false)
        draft.claim(.audience(.carers), 0..<2, isSpent: false)
        #expect(draft.understood.count == 2 && draft.isFree(0..<2))
    }

    @Test("is said once")
    func once() throws {
        var draft = try draft("free free")
        draft.claim(.free, 0..<1)
        draft.claim(.free, 1..<2)
        #expect(draft.understood.count == 1 && draft.isFree(1..<2))
    }

    @Test("is kept within the words, and nothing is claimed outside them")
    func bounds() throws {
        var draft = try draft("free")
        draft.claim(.free, 0..<9)
        draft.claim(.lowCost, 5..<9)
        #expect(draft.understood.map(\.range) == [0..<1])
        #expect(draft.word(-1) == "" && draft.word(1) == "" && draft.word(0) == "free")
    }

    @Test(
        "is left alone when it was taken off",
        arguments: [
            ("saturday choir", ["day-sa"]), ("free choir", ["free"]), ("choir over 60", ["age"]),
            ("cheap choir", ["low-cost"]),
            ("choir for carers", ["for-carers"]), ("choir in Somali", ["in-somali"]), ("online choir", ["online"]),
            ("choir home visit", ["home-visit"]), ("choir tonight", ["day-th", "evening"]),
            ("choir weekends", ["day-sa", "day-su"]),
        ] as [(String, Set<String>)]
    )
    func takenOff(text: String, keys: Set<String>) throws {
        #expect(Set(try Reader.read(text).understood.map(\.key)).isSuperset(of: keys), "\(text)")
        let reading = try Reader.read(text, unwanted: keys)
        #expect(reading.understood.allSatisfy { !keys.contains($0.key) })
        #expect(reading.lookedFor.contains("choir"))
    }

    @Test("gets its full weight back as a word when it was taken off")
    func weight() throws {
        let reading = try Reader.read("saturday choir", unwanted: ["day-sa"])
        #expect(reading.topics.first?.strength == Reading.Strength.full)
        #expect(try Reader.read("weekend", unwanted: ["day-sa"]).understood.map(\.meaning) == [.day(.sunday)])
    }

    @Test("has a key of its own for each meaning, fit for an address")
    func keys() throws {
        let texts = [
            "saturday morning", "sunday evening", "free", "cheap", "over 60", "for carers", "young people", "in Somali",
            "online", "home visit", "by phone", "deaf people",
        ]
        let all = try texts.flatMap { try Reader.read($0).understood }
        let keys = Set(all.map(\.key))
        #expect(keys.count == Set(all.map(\.meaning)).count)
        #expect(keys.allSatisfy { $0.allSatisfy { $0.isASCII && ($0.isLowercase || $0 == "-") } }, "\(keys)")
    }
}
