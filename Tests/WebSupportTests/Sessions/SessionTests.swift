import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import WebSupport

@Suite struct SessionTests {
    private let cookie = SessionCookie(name: "session", secure: true)

    private func cookies(_ values: String...) -> HTTPFields {
        HTTPFields(values.map { HTTPField(name: .cookie, value: $0) })
    }

    @Test func tokensAreLongAndDifferent() {
        let tokens = (0..<100).map { _ in SessionToken() }
        #expect(Set(tokens).count == 100)
        #expect(tokens.allSatisfy { $0.text.utf8.count == 43 && SessionToken($0.text) == $0 })
        #expect(tokens.allSatisfy { $0.hash.count == 32 && $0.hash != $0.bytes })
    }

    @Test func aTokenDoesNotPrintItsSecret() {
        let token = SessionToken()
        #expect(!"\(token) \(String(reflecting: token))".contains(token.text))
        #expect(Mirror(reflecting: token).children.isEmpty)
    }

    @Test(arguments: [
        "", "x", String(repeating: "A", count: 42), String(repeating: "A", count: 44),
        String(repeating: "A", count: 42) + "B", String(repeating: "A", count: 42) + "=",
        String(repeating: "/", count: 43), String(repeating: "+", count: 43), String(repeating: "é", count: 43),
        String(repeating: " ", count: 43),
    ])
    func whatIsNoTokenIsNone(text: String) {
        #expect(SessionToken(text) == nil)
    }

    @Test func theCookieIsClosedToScriptsAndOtherSites() {
        let token = SessionToken()
        #expect(
            cookie.setting(token, maxAge: 60)
                == "__Host-session=\(token.text); Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=60"
        )
        #expect(cookie.clearing() == "__Host-session=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0")
        let plain = SessionCookie(name: "session", secure: false)
        #expect(plain.setting(token) == "session=\(token.text); Path=/; HttpOnly; SameSite=Lax")
    }

    @Test func theTokenIsFoundAmongJunk() {
        let token = SessionToken()
        let pair = "__Host-session=\(token.text)"
        for header in [
            pair, "a=b; \(pair); c=d", "a;;=;==; \(pair)", "\(pair);", "  \(pair)  ",
            "__Host-session=\"\(token.text)\"",
            "\(pair); \(pair)", "__Host-session=junk; \(pair)", "\(pair); __Host-session=", "é=\u{301}; \(pair)",
            String(repeating: "x=yyyyyy;", count: 450) + pair,
        ] {
            #expect(cookie.token(in: cookies(header)) == token, "\(header)")
        }
        #expect(cookie.token(in: cookies("a=b", pair)) == token)
    }

    @Test func noTokenIsMadeUp() {
        let token = SessionToken().text
        for header in [
            "", ";", "=", "__Host-session", "__Host-session=", "session=\(token)", "__host-session=\(token)",
            "x__Host-session=\(token)", "__Host-session =\(token)", "__Host-session=\"\(token)",
            "__Host-session=\(token)x", "__Host-session=" + String(repeating: "A", count: 4_096),
            "__Host-session=\(token); __Host-session=\(SessionToken().text)",
        ] {
            #expect(cookie.token(in: cookies(header)) == nil, "\(header)")
        }
        #expect(cookie.token(in: [:]) == nil)
    }

    @Test func theMiddlewareSaysWhoIsAsking() async throws {
        let token = SessionToken()
        let router = router { $0 == token.hash ? "ada" : nil }
        let known = try await send(.get, "/", headers: cookies("__Host-session=\(token.text)"), to: router)
        #expect(known.text == "ada true")
        #expect(known.headers[.setCookie] == nil)
        let nobody = try await send(.get, "/", to: router)
        #expect(nobody.text == "nobody false")
        #expect(nobody.headers[.setCookie] == nil)
    }

    @Test func aCookieThatNoSessionAnswersToIsCleared() async throws {
        let router = router { _ in nil }
        for value in [SessionToken().text, "junk"] {
            let response = try await send(.get, "/", headers: cookies("__Host-session=\(value)"), to: router)
            #expect(response.text == "nobody false")
            #expect(response.headers[.setCookie] == cookie.clearing())
        }
        let signedIn = try await send(.get, "/sign-in", headers: cookies("__Host-session=junk"), to: router)
        #expect(signedIn.headers[values: .setCookie].count == 1)
        #expect(signedIn.headers[.setCookie] != cookie.clearing())
    }

    private func router(lookup: @escaping @Sendable (Data) async throws -> String?) -> Router<TestContext> {
        let router = Router(context: TestContext.self)
        router.add(middleware: SessionMiddleware(cookie: cookie, lookup: lookup))
        router.get("/") { _, context in "\(context.identity ?? "nobody") \(context.sessionToken != nil)" }
        router.get("/sign-in") { [cookie] _, _ in
            Response(status: .ok, headers: [.setCookie: cookie.setting(SessionToken())])
        }
        return router
    }
}
