import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import WebSupport

@Suite struct RequestLogTests {
    private func router(_ clock: ManualClock = ManualClock()) -> Router<TestContext> {
        let router = Router(context: TestContext.self)
        router.add(middleware: RequestLog(now: clock.now))
        router.get("/people/{id}") { _, _ in
            clock.advance(by: .microseconds(12_340))
            return "done"
        }
        router.get("/broken") { _, _ -> Response in throw HTTPError(.badGateway) }
        return router
    }

    private func line(_ method: HTTPRequest.Method, _ uri: String, headers: HTTPFields = [:]) async throws -> [String] {
        let log = LogStore()
        _ = try await send(method, uri, headers: headers, to: router(), logger: log.logger)
        return log.lines
    }

    @Test func theRoutePatternIsLogged() async throws {
        #expect(
            try await line(.get, "/people/ada") == ["info: Request method=GET ms=12.3 route=/people/{id} status=200"]
        )
        #expect(try await line(.get, "/broken") == ["info: Request method=GET ms=0.0 route=/broken status=502"])
    }

    @Test func nothingThatWasAskedForIsLogged() async throws {
        let headers = HTTPFields.of(("Cookie", "secret=1"), ("User-Agent", "secret"), ("X-Forwarded-For", "192.0.2.1"))
        for uri in ["/people/secret?q=secret&near=secret", "/none/secret?q=secret", "/broken?q=secret"] {
            let log = try await line(.get, uri, headers: headers).joined()
            #expect(!log.contains("secret") && !log.contains("192.0.2.1"))
            #expect(log.contains("route="))
        }
        let method = try #require(HTTPRequest.Method("SECRET"))
        #expect(try await line(method, "/people/1") == ["info: Request method=other ms=0.0 route=NotFound status=404"])
    }
}
