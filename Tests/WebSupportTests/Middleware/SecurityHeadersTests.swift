import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import WebSupport

@Suite struct SecurityHeadersTests {
    private struct Failure: Error {}

    private func router(secure: Bool = true, pages: Bool = true) -> Router<TestContext> {
        let router = Router(context: TestContext.self)
        router.add(middleware: SecurityHeaders(secure: secure))
        if pages { router.add(middleware: ErrorPages { _, title, _ in title }) }
        router.get("/") { _, _ in Response.html("") }
        router.get("/own") { _, _ in Response(status: .ok, headers: [.contentSecurityPolicy: "default-src 'self'"]) }
        router.get("/405") { _, _ -> Response in throw HTTPError(.methodNotAllowed) }
        router.get("/500") { _, _ -> Response in throw Failure() }
        router.post("/") { request, _ in "\(try await FormFields(request, limit: 10).all.count)" }
        return router
    }

    @Test(arguments: [true, false])
    func everyResponseHasThem(pages: Bool) async throws {
        let router = router(pages: pages)
        let big = String(repeating: "x", count: 11)
        let responses = [
            (200, try await send(.get, "/", to: router)), (404, try await send(.get, "/none", to: router)),
            (405, try await send(.get, "/405", to: router)), (500, try await send(.get, "/500", to: router)),
            (413, try await send(.post, "/", headers: formType, body: big, to: router)),
        ]
        for (status, response) in responses {
            #expect(response.status.code == status)
            #expect(response.headers[.contentSecurityPolicy] == SecurityHeaders<TestContext>.contentSecurityPolicy)
            #expect(response.headers[.xContentTypeOptions] == "nosniff")
            #expect(response.header("Referrer-Policy") == "same-origin")
            #expect(response.header("Permissions-Policy")?.contains("geolocation=()") == true)
            #expect(response.header("Cross-Origin-Opener-Policy") == "same-origin")
            #expect(response.header("Cross-Origin-Resource-Policy") == "same-origin")
            #expect(response.headers[.strictTransportSecurity] == "max-age=31536000")
        }
    }

    @Test func withoutHttpsNothingIsInsistedOn() async throws {
        let response = try await send(.get, "/", to: router(secure: false))
        #expect(response.headers[.strictTransportSecurity] == nil)
    }

    @Test func aHandlersOwnPolicyIsKept() async throws {
        let response = try await send(.get, "/own", to: router())
        #expect(response.headers[values: .contentSecurityPolicy] == ["default-src 'self'"])
    }

    @Test func thePolicyIsTheOneDecided() {
        #expect(
            SecurityHeaders<TestContext>.contentSecurityPolicy
                == "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
                + "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
        )
    }
}
