import Crypto
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import WebSupport

@Suite struct CrossSiteTests {
    private func status(_ method: HTTPRequest.Method, _ headers: HTTPFields) async throws -> Int {
        let router = Router(context: TestContext.self)
        router.add(middleware: CrossSiteMiddleware(allowedOrigins: ["https://example.org/", "http://127.0.0.1:8080"]))
        router.on("/", method: method) { _, _ in "done" }
        return try await send(method, "/", headers: headers, to: router).status.code
    }

    @Test func ownPagesAndOtherProgramsPass() async throws {
        for headers in [
            [:], HTTPFields.of(("Sec-Fetch-Site", "same-origin")), .of(("Sec-Fetch-Site", "none")),
            .of(("Origin", "https://example.org")), .of(("Origin", "HTTPS://EXAMPLE.ORG:443")),
            .of(("Origin", "http://127.0.0.1:8080")),
            .of(("Sec-Fetch-Site", "same-origin"), ("Origin", "https://elsewhere.example")),
        ] {
            #expect(try await status(.post, headers) == 200)
        }
    }

    @Test func otherSitesAreRefused() async throws {
        for headers in [
            HTTPFields.of(("Sec-Fetch-Site", "cross-site")), .of(("Sec-Fetch-Site", "same-site")),
            .of(("Sec-Fetch-Site", "")), .of(("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Site", "cross-site")),
            .of(("Sec-Fetch-Site", "cross-site"), ("Origin", "https://example.org")),
            .of(("Origin", "null")), .of(("Origin", "http://example.org")), .of(("Origin", "https://example.org:8443")),
            .of(("Origin", "https://example.org.evil.example")), .of(("Origin", "https://a.example.org")),
            .of(("Origin", "http://localhost")), .of(("Origin", "https://evil.example"), ("Host", "evil.example")),
        ] {
            #expect(try await status(.post, headers) == 403)
            #expect(try await status(.delete, headers) == 403)
            #expect(try await status(.get, headers) == 200)
        }
    }
}

@Suite struct CSRFTokenTests {
    private let key = SymmetricKey(size: .bits256)
    private let session = SessionToken()

    @Test func aTokenIsGoodForItsSessionAndKeyOnly() {
        let token = CSRFToken.make(forSession: session, key: key)
        #expect(token == CSRFToken.make(forSession: session, key: key))
        #expect(token != session.text)
        #expect(CSRFToken.isValid(token, forSession: session, key: key))
        #expect(!CSRFToken.isValid(token, forSession: SessionToken(), key: key))
        #expect(!CSRFToken.isValid(token, forSession: session, key: SymmetricKey(size: .bits256)))
    }

    @Test func junkIsNotValid() {
        let token = CSRFToken.make(forSession: session, key: key)
        for junk in [
            nil, "", " ", String(token.dropLast()), token + "A", session.text, String(repeating: "é", count: 43),
        ] {
            #expect(!CSRFToken.isValid(junk, forSession: session, key: key))
        }
    }

    @Test func formsWithoutItAreRefused() throws {
        let token = CSRFToken.make(forSession: session, key: key)
        try CSRFToken.require(in: try FormFields(body: "a=1&csrf=\(token)".utf8), forSession: session, key: key)
        for (body, session) in [
            ("a=1", session), ("csrf=", session), ("csrf=\(token)", nil), ("csrf=\(token)", SessionToken()),
        ] {
            let fields = try FormFields(body: body.utf8)
            let error = #expect(throws: PublicError.self) {
                try CSRFToken.require(in: fields, forSession: session, key: key)
            }
            #expect(error?.status == .forbidden)
        }
    }
}
