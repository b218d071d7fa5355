import TestSupport
import Testing

@testable import Core

@Suite("A language")
struct LanguageRuleTests {
    private func languages(_ text: String) throws -> [String] {
        try Reader.meanings(text).compactMap { if case .language(let name) = $0 { name } else { nil } }
    }

    @Test(
        "that is spoken is understood",
        arguments: [
            ("advice in Somali", "Somali"), ("in somali", "Somali"), ("polish speaking", "Polish"),
            ("speaks polish", "Polish"), ("polish speakers", "Polish"), ("Polish interpreter", "Polish"),
            ("I speak Arabic", "Arabic"), ("ARABIC SPEAKING COUNSELLOR", "Arabic"),
        ]
    )
    func understood(text: String, name: String) throws {
        #expect(try languages(text) == [name])
    }

    @Test(
        "is not what a word only looks like",
        arguments: ["polish my nails", "nail polish", "polish club", "in polishing"]
    )
    func none(text: String) throws {
        #expect(try languages(text).isEmpty)
    }

    @Test("leaves its words to be looked for")
    func kept() throws {
        #expect(try Reader.read("advice in Somali").lookedFor == ["advice", "somali"])
    }
}

@Suite("Whom it is for")
struct AudienceRuleTests {
    private func audiences(_ text: String) throws -> Set<Offer.Audience> {
        Set(try Reader.meanings(text).compactMap { if case .audience(let audience) = $0 { audience } else { nil } })
    }

    @Test(
        "is understood",
        arguments: [
            ("for carers", [.carers]), ("group for men", [.men]), ("ladies swimming", [.women]),
            ("young carers", [.carers, .youngPeople]), ("care leaver", [.youngPeople]), ("teenager", [.youngPeople]),
            ("deaf club", [.deafPeople]), ("ex forces", [.veterans]), ("asylum seeker", [.refugees]),
            ("pensioners", [.olderPeople]), ("gay", [.lgbt]), ("new dad", [.men, .parents]),
        ] as [(String, Set<Offer.Audience>)]
    )
    func understood(text: String, expected: Set<Offer.Audience>) throws {
        let said = try audiences(text)
        #expect(said == expected, "\(said)")
    }

    @Test(
        "is not what part of a longer phrase would say alone",
        arguments: [
            ("care leaver", .carers), ("foster carers", .carers), ("carers coming in", .carers),
            ("lost my parents", .parents),
            ("lollipop lady", .women), ("odd job man", .men), ("man with a van", .men), ("veteran car", .veterans),
            ("disabled toilet", .disabledPeople), ("15 year old", .olderPeople), ("my mum is lonely", .women),
            ("salvation army", .veterans), ("child benefit", .youngPeople),
        ] as [(String, Offer.Audience)]
    )
    func none(text: String, audience: Offer.Audience) throws {
        #expect(try !audiences(text).contains(audience))
    }

    @Test("in a listing's title is told by the same words")
    func listing() throws {
        let lexicon = try TestPlace.lexicon()
        #expect(lexicon.audiences(in: "Young Carers' Saturday club") == [.carers, .youngPeople])
        #expect(lexicon.audiences(in: "Care leavers' supper") == [.youngPeople])
        #expect(lexicon.audiences(in: "").isEmpty)
    }
}
