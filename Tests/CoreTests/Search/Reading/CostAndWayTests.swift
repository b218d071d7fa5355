import Testing

@testable import Core

@Suite("What it may cost")
struct CostRuleTests {
    @Test(
        "is nothing",
        arguments: ["free yoga", "yoga free", "FREE", "free food", "free legal advice", "free swimming"]
    )
    func free(text: String) throws {
        #expect(try Reader.meanings(text).contains(.free))
    }

    @Test(
        "is not said by what is free of something, or free by its name",
        arguments: [
            "smoke free", "smoke free homes", "free school meals", "gluten free", "drug free", "free time", "debt free",
            "free from abuse", "free of drugs", "break free", "free will writing", "carefree", "freedom",
            "free prescriptions", "alcohol-free", "get free",
        ]
    )
    func notFree(text: String) throws {
        #expect(try !Reader.meanings(text).contains(.free))
    }

    @Test("is little", arguments: ["cheap furniture", "low cost gym", "affordable meals", "low price food"])
    func lowCost(text: String) throws {
        #expect(try Reader.meanings(text).contains(.lowCost))
    }

    @Test("is not low because somebody is", arguments: ["feeling low", "low mood", "cost of living", "low income"])
    func notLow(text: String) throws {
        #expect(try !Reader.meanings(text).contains(.lowCost))
    }
}

@Suite("The way it is to be had")
struct WayRuleTests {
    private func ways(_ text: String) throws -> [Offer.Way] {
        try Reader.meanings(text).compactMap { if case .way(let way) = $0 { way } else { nil } }
    }

    @Test(
        "is understood",
        arguments: [
            ("counselling by phone", .telephone), ("talk over the phone", .telephone),
            ("telephone befriending", .telephone),
            ("phone call", .telephone), ("online yoga", .online), ("on zoom", .online), ("video call", .online),
            ("home visit", .homeVisit), ("home visits", .homeVisit), ("visit me at home", .homeVisit),
            ("someone to come to the house", .homeVisit),
        ] as [(String, Offer.Way)]
    )
    func understood(text: String, way: Offer.Way) throws {
        #expect(try ways(text) == [way])
    }

    @Test(
        "is not where something happened, nor what is to be learnt",
        arguments: [
            "bullied online", "online gambling", "online bullying", "scammed online", "groomed online", "online safety",
            "help getting online", "get online", "learn to go online", "my phone is broken", "free phone",
            "hospital visit",
            "prison visits", "in line",
        ]
    )
    func none(text: String) throws {
        #expect(try ways(text).isEmpty)
    }

    @Test("leaves its words to be looked for: a title may say them")
    func kept() throws {
        #expect(try Reader.read("telephone befriending").lookedFor == ["telephone", "befriending"])
    }
}
