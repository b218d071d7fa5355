import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import WebSupport

@Suite struct ErrorPagesTests {
    private struct DiskFull: Error, CustomStringConvertible {
        let description = "secret-detail"
    }

    private func router(render: @escaping ErrorPages<TestContext>.Render) -> Router<TestContext> {
        let router = Router(context: TestContext.self)
        router.add(middleware: ErrorPages(jsonPrefixes: ["/api"], render: render))
        let errors: [String: any Error] = [
            "internal": DiskFull(),
            "http": HTTPError(.badRequest, message: "secret-detail"),
            "server": HTTPError(.badGateway, message: "secret-detail"),
            "public": PublicError(.conflict, title: "Taken <now>", sentence: "Choose another."),
            "later": HTTPError(.tooManyRequests, headers: [.retryAfter: "9", .contentType: "text/evil"], message: "x"),
            "gone": CancellationError(),
        ]
        for (name, error) in errors {
            router.get("/\(name)") { _, _ -> Response in throw error }
            router.get("/api/\(name)") { _, _ -> Response in throw error }
        }
        router.get("/bare") { _, _ in Response(status: .forbidden) }
        router.get("/worded") { _, _ in Response.text("own words", status: .badRequest) }
        return router
    }

    private var router: Router<TestContext> {
        router { "\($0.code)|\(SafeHTML.escape($1))|\(SafeHTML.escape($2))" }
    }

    @Test(arguments: ["internal", "http", "server", "gone", "later"])
    func theErrorsOwnTextIsNeverShown(name: String) async throws {
        for path in ["/\(name)", "/api/\(name)"] {
            let log = LogStore()
            let response = try await send(.get, path, to: router, logger: log.logger)
            #expect(response.status.code >= 400)
            #expect(!response.text.contains("secret-detail"))
            #expect(!log.text.contains("secret-detail"))
            #expect(!response.text.isEmpty)
        }
    }

    @Test func pagesAreHtmlAndNotStored() async throws {
        let response = try await send(.get, "/none", to: router)
        #expect(response.status == .notFound)
        #expect(response.text.hasPrefix("404|Page not found|"))
        #expect(response.headers[.contentType] == "text/html; charset=utf-8")
        #expect(response.headers[.cacheControl] == "no-store")
    }

    @Test func wordsMeantForPeopleAreShown() async throws {
        #expect(try await send(.get, "/public", to: router).text == "409|Taken &lt;now&gt;|Choose another.")
    }

    @Test func headersOfTheErrorAreKept() async throws {
        let response = try await send(.get, "/later", to: router)
        #expect(response.headers[.retryAfter] == "9")
        #expect(response.headers[values: .contentType] == ["text/html; charset=utf-8"])
        #expect(response.headers[values: .contentLength] == ["\(response.body.readableBytes)"])
    }

    @Test func machinesGetJSON() async throws {
        let wanted = #"{"error":{"message":"Choose another.","status":409,"title":"Taken <now>"}}"#
        #expect(try await send(.get, "/api/public", to: router).text == wanted)
        let accept: HTTPFields = [.accept: "application/problem+json"]
        #expect(try await send(.get, "/public", headers: accept, to: router).text == wanted)
        let missing = try await send(.get, "/api/none", to: router)
        #expect(missing.headers[.contentType] == "application/json; charset=utf-8")
        let browser: HTTPFields = [.accept: "text/html,application/json"]
        for (path, headers) in [("/public", browser), ("/public", [:]), ("/apis", [:])] {
            let page = try await send(.get, path, headers: headers, to: router)
            #expect(page.headers[.contentType] == "text/html; charset=utf-8")
        }
    }

    @Test func onlyOurOwnFaultsAreLogged() async throws {
        let log = LogStore()
        for path in ["/internal", "/server", "/http", "/public", "/gone", "/none?q=private"] {
            _ = try await send(.get, path, to: router, logger: log.logger)
        }
        let lines = log.lines.filter { $0.hasPrefix("error") }
        #expect(lines.count == 2)
        #expect(lines.first?.contains("error: Request failed errorType=") == true)
        #expect(lines.first?.contains("DiskFull") == true)
        #expect(lines.first?.hasSuffix("route=/internal status=500") == true)
        #expect(!log.text.contains("private"))
    }

    @Test func emptyErrorResponsesGetAPageAndOthersKeepTheirs() async throws {
        #expect(try await send(.get, "/bare", to: router).text.hasPrefix("403|You cannot see this page|"))
        #expect(try await send(.get, "/worded", to: router).text == "own words")
    }

    @Test func aPageThatCannotBeMadeFallsBack() async throws {
        let response = try await send(.get, "/public", to: router { _, _, _ in throw DiskFull() })
        #expect(response.status == .conflict)
        #expect(response.text.contains("<h1>Taken &lt;now&gt;</h1><p>Choose another.</p>"))
    }

    @Test func headHasNoBody() async throws {
        let response = try await send(.head, "/none", to: router)
        #expect(response.status == .notFound)
        #expect(response.body.readableBytes == 0)
    }
}
