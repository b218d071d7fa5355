import Foundation
import Hummingbird
import HummingbirdTesting
import Testing
import WebSupport

@Suite struct ResponseTests {
    private struct Item: Encodable {
        let name: String
        let url = "a/b"
        let note: String? = nil
        let at = Date(timeIntervalSince1970: 0)
    }

    @Test func pagesAreNotStoredUnlessShared() {
        let page = Response.html("<p>é</p>", status: .created)
        #expect(page.status == .created)
        #expect(page.headers[.contentType] == "text/html; charset=utf-8")
        #expect(page.headers[.cacheControl] == "no-store")
        #expect(page.headers[.contentLength] == "9")
        #expect(Response.html("", caching: .shared(seconds: 60)).headers[.cacheControl] == "public, max-age=60")
        #expect(Response.html("", caching: .shared(seconds: -1)).headers[.cacheControl] == "public, max-age=0")
    }

    @Test func redirectsAfterAFormAreSeeOther() {
        let response = Response.seeOther("/done")
        #expect(response.status.code == 303)
        #expect(response.headers[.location] == "/done")
        #expect(response.headers[.cacheControl] == "no-store")
    }

    @Test func aRedirectCannotAddAHeader() {
        let response = Response.seeOther("/a\r\nSet-Cookie: b=c")
        #expect(response.headers[.location]?.contains("\n") == false)
        #expect(response.headers[.setCookie] == nil)
    }

    @Test func jsonIsSortedAndLeavesNilOut() async throws {
        let router = Router(context: TestContext.self)
        router.get("/") { _, _ in try Response.json(Item(name: "n")) }
        let response = try await send(.get, "/", to: router)
        #expect(response.text == #"{"at":"1970-01-01T00:00:00Z","name":"n","url":"a/b"}"#)
        #expect(response.headers[.contentType] == "application/json; charset=utf-8")
    }
}
