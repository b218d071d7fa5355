import TestSupport
import Testing

@testable import Core

@Suite("Words of somebody who may need help now")
struct CrisisTests {
    @Test(
        "are heard",
        arguments: [
            ("I feel suicidal", "suicide"), ("my son is suicidal", "suicide"),
            ("i dont want to be here any more", "suicide"),
            ("I don’t want to live", "suicide"), ("KILL MYSELF", "suicide"), ("raped", "sexual violence"),
            ("I was raped last night", "sexual violence"), ("being hit", "domestic abuse"),
            ("being hit by my husband", "domestic abuse"), ("being hit with a belt", "domestic abuse"),
            ("my partner hits me", "domestic abuse"), ("he hit me", "domestic abuse"),
            ("nowhere to sleep tonight", "no bed tonight"), ("hes nowhere to sleep", "no bed tonight"),
        ]
    )
    func heard(text: String, kind: String) throws {
        #expect(try Reader.crises(text) == [kind])
    }

    @Test(
        "are not heard where they say something else",
        arguments: [
            "bereaved by suicide", "suicide bereavement group", "lost my brother to suicide", "hit by a car",
            "being hit by a car", "raped as a child", "not suicidal", "no longer suicidal", "used to hit me",
            "hit my head",
            "cant sleep tonight", "lonely", "", "killing time", "survivors of domestic abuse", "hungry tonight",
        ]
    )
    func unheard(text: String) throws {
        #expect(try Reader.crises(text) == [])
    }

    @Test("of two kinds show both, and each once")
    func two() throws {
        #expect(Set(try Reader.crises("suicidal and being hit, so suicidal")) == ["suicide", "domestic abuse"])
    }

    @Test("of one kind that are taken back leave the other kind")
    func otherKind() throws {
        #expect(try Reader.crises("bereaved by suicide and being hit") == ["domestic abuse"])
        #expect(try Reader.crises("bereaved by suicide and feeling suicidal") == ["suicide"])
    }

    @Test("bring somebody to ring, for every kind of the list")
    func lines() throws {
        for text in ["suicidal", "raped", "being hit", "nowhere to sleep tonight"] {
            let crisis = try #require(try Reader.read(text).crises.first)
            #expect(!crisis.title.isEmpty && !crisis.lines.isEmpty)
            #expect(crisis.lines.allSatisfy { $0.contains(":") }, "\(text)")
        }
    }

    @Test(
        "are heard by the search, misspelt words beside them, and also while there is no index",
        arguments: [true, false]
    )
    func withoutIndex(isThere: Bool) async throws {
        let place = try await TestPlace.empty()
        if !isThere { try await place.removeIndex() }
        let results = try await TestPlace.search(over: place).find(SearchRequest(words: "i feel suicidal qqzxqq"))
        #expect(results.reading.crises.map(\.kind) == ["suicide"])
        #expect(results.isDegraded == !isThere)
    }
}
