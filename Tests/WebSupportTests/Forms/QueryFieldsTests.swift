import Foundation
import Hummingbird
import HummingbirdTesting
import Testing
import WebSupport

@Suite struct QueryFieldsTests {
    private enum Order: String {
        case near, new
    }

    @Test func theFirstOfRepeatedNamesCounts() {
        let query = QueryFields(query: "q=first&q=second&tag=a&tag=b&tag=a&tag=")
        #expect(query.text("q") == "first")
        #expect(query.all("tag") == ["a", "b"])
        #expect(query.text("none") == "")
    }

    @Test func textIsRepairedRatherThanRefused() {
        #expect(QueryFields(query: "q=%C0%AF").text("q").contains("\u{FFFD}"))
        #expect(QueryFields(query: "q=50%").text("q") == "50%")
        #expect(QueryFields(query: "q=a%00%0Ab").text("q") == "a  b")
        #expect(QueryFields(query: "q=+two+words+").text("q") == "two words")
        #expect(QueryFields(query: "&&=&q").text("q") == "")
    }

    @Test func textIsCutOff() {
        #expect(QueryFields(query: "q=" + String(repeating: "é", count: 300)).text("q", max: 10).count == 10)
        let pile = QueryFields(query: "q=e" + String(repeating: "\u{301}", count: 5_000)).text("q", max: 10)
        #expect(pile.utf8.count <= 50)
        #expect(QueryFields(query: String(repeating: "a=1&", count: 5_000) + "q=x").text("q") == "")
    }

    @Test func numbersAreBroughtIntoRange() {
        let query = QueryFields(query: "page=7&low=-5&high=999&word=two&big=99999999999999999999")
        #expect(query.integer("page", in: 1...10) == 7)
        #expect(query.integer("low", in: 1...10) == 1)
        #expect(query.integer("high", in: 1...10) == 10)
        for name in ["word", "big", "none"] { #expect(query.integer(name, in: 1...10) == nil) }
    }

    @Test func otherKinds() {
        let id = UUID()
        let query = QueryFields(query: "a=on&order=new&id=\(id)&from=2027-01-31&bad=x")
        #expect(query.checked("a") && !query.checked("bad") && !query.checked("none"))
        #expect(query.choice("order", as: Order.self) == .new)
        #expect(query.choice("bad", as: Order.self) == nil)
        #expect(query.choice("bad", among: ["x"]) == "x" && query.choice("bad", among: ["y"]) == nil)
        #expect(query.uuid("id") == id && query.uuid("bad") == nil)
        #expect(query.date("from")?.iso == "2027-01-31" && query.date("bad") == nil)
    }

    @Test(arguments: ["?q=%ED%A0%80&q=2", "?q=%", "?", "?&", "?q", "?%FF=%FF", "?q[]=a&q=b", ""])
    func noQueryIsAnError(query: String) async throws {
        let router = Router(context: TestContext.self)
        router.get("/") { request, _ in QueryFields(request).text("q") }
        #expect(try await send(.get, "/" + query, to: router).status == .ok)
    }
}
