import Core
import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import Web

/// Signing in and out, and how long it lasts.
@Suite struct SignInTests {
    @Test func aWrongPasswordAndAnUnknownAccountGetTheSameAnswer() async throws {
        try await Town.open { town in
            func answer(_ email: String, _ password: String) async throws -> Browser.Page {
                try await town.browser().post("/sign-in", [("email", email), ("password", password)])
            }
            let wrong = try await answer("gp@demo.fingerpost.example", "wrong")
            let unknown = try await answer("gq@demo.fingerpost.example", "wrong")
            try await town.place.features.people.disable(email: "gp2@demo.fingerpost.example")
            let disabled = try await answer("gp2@demo.fingerpost.example", TestPlace.demoPassword)
            func words(_ page: Browser.Page, _ email: String) -> String {
                page.body.replacingOccurrences(of: email, with: "")
            }
            #expect(wrong.status == .badRequest && unknown.status == wrong.status && disabled.status == wrong.status)
            let body = words(wrong, "gp@demo.fingerpost.example")
            #expect(body == words(unknown, "gq@demo.fingerpost.example"))
            #expect(body == words(disabled, "gp2@demo.fingerpost.example"))
            for page in [wrong, unknown, disabled] { #expect(page.headers[.setCookie] == nil) }
        }
    }

    @Test func aFormThatComesBackKeepsTheAddressAndNotThePassword() async throws {
        try await Town.open { town in
            let oddities: [(String, String)] = [
                ("", ""), ("x", "y"), ("gp@demo.fingerpost.example", ""), ("\"\u{301}x=@example.org", "secret-word"),
                ("<script>@example.org", "secret-word"), ("a@b\r\nBcc: x@y.z", "secret-word"),
                ("gp@demo.fingerpost.example", String(repeating: "secret-word", count: 1_000)),
                (String(repeating: "x", count: 300) + "@example.org", "secret-word"),
                ("a\u{0}@example.org", "secret-word"),
            ]
            for (email, password) in oddities {
                let page = try await town.browser().post("/sign-in", [("email", email), ("password", password)])
                try expectReturned(page, "\(email.prefix(30))")
                #expect(page.markup.elements.first { $0["id"] == "email" }?["value"] == email, "\(email.prefix(30))")
                #expect(!page.body.contains("secret-word") && page.headers[.setCookie] == nil)
            }
            for bad in BadInput.notText {
                let page = try await town.browser().raw("/sign-in", "email=a@example.org&password=x\(bad)")
                #expect(page.status == .badRequest, "\(bad)")
            }
            let twice = try await town.browser().raw("/sign-in", "email=a@example.org&email=b@example.org&password=x")
            try expectReturned(twice, "twice")
        }
    }

    @Test func theEleventhTryHasToWait() async throws {
        try await Town.open { town in
            let fields = [("email", "GP@demo.fingerpost.example "), ("password", "wrong")]
            for attempt in 1...10 {
                #expect(try await town.browser().post("/sign-in", fields).status == .badRequest, "\(attempt)")
            }
            let page = try await town.browser().signIn("gp")
            #expect(page.status == .tooManyRequests && page.headers[.setCookie] == nil)
            #expect(page.headers[.retryAfter].flatMap { Int($0) }.map { $0 > 0 && $0 <= 30 } == true)
            #expect(page.body.contains("Too many tries"))
            #expect(try await town.browser().signIn("linkworker").status == .seeOther, "others are not kept out")
        }
    }

    @Test func theWayBackLeadsOnlyIntoTheSite() async throws {
        try await Town.open { town in
            let attacks = [
                "https://evil.example", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example",
                "javascript:alert(1)", "/%2F/evil.example", "/%5cevil.example", "/..//evil.example", "/a/../../x",
                "http:evil.example", " //evil.example", "/\t/evil.example", "/x\r\nSet-Cookie: a=b", "/%0d%0aX: y", "x",
                "/é", "/" + String(repeating: "a", count: 3_000), "//evil.example/referrals", "?next=x", "#",
            ]
            for (index, attack) in attacks.enumerated() {
                // Three accounts in turn, so that none has to wait.
                let name = ["gp", "gp2", "gp3"][index % 3]
                let email = "\(name)@demo.fingerpost.example"
                let fields = [("email", email), ("password", TestPlace.demoPassword), ("next", attack)]
                let answer = try await town.browser().post("/sign-in", fields)
                #expect(
                    answer.status == .seeOther && answer.location == "/practice",
                    "\(attack): \(answer.location ?? "")"
                )
            }
            let browser = try await town.signedIn("linkworker")
            for attack in ["https://evil.example", "//evil.example", "/%5Cevil.example"] {
                #expect(try await browser.get("/sign-in?next=\(attack)").location == "/referrals")
            }
        }
    }

    @Test func somebodyWhoIsAskedToSignInComesBackToThePage() async throws {
        try await Town.open { town in
            let browser = town.browser()
            let path = "/referrals/\(try town.place.referral(for: "linkworker"))"
            let asked = try await browser.get(path)
            #expect(asked.location == "/sign-in?next=\(path.replacingOccurrences(of: "/", with: "%2F"))")
            let form = try Form(try await browser.follow(asked), to: "/sign-in")
            let fields = [("email", "linkworker@demo.fingerpost.example"), ("password", TestPlace.demoPassword)]
            #expect(try await browser.submit(form.with(fields)).location == path)
        }
    }

    @Test func everySignInIsANewSessionAndEndsTheOldOne() async throws {
        try await Town.open { town in
            let planted = "fingerpost=" + String(repeating: "A", count: 43)
            let fields = [("email", "gp@demo.fingerpost.example"), ("password", TestPlace.demoPassword)]
            let answer = try await town.browser().post("/sign-in", fields, headers: [.cookie: planted])
            let first = try Self.cookie(answer)
            #expect(first != planted)
            let home = try await town.browser().get("/", headers: [.cookie: first])
            let csrf = try #require(home.value(of: "csrf"))
            let again = try await town.browser().post("/sign-in", fields + [("csrf", csrf)], headers: [.cookie: first])
            let second = try Self.cookie(again)
            #expect(second != first)
            #expect(try await town.browser().get("/practice", headers: [.cookie: second]).status == .ok)
            #expect(try await town.browser().get("/practice", headers: [.cookie: first]).status == .seeOther)
        }
    }

    @Test func signingOutEndsTheSessionForGood() async throws {
        try await Town.open { town in
            let cookie = try Self.cookie(try await town.browser().signIn("gp"))
            let home = try await town.browser().get("/", headers: [.cookie: cookie])
            let csrf = try #require(home.value(of: "csrf"))
            let out = try await town.browser().post("/sign-out", [("csrf", csrf)], headers: [.cookie: cookie])
            #expect(out.location == "/" && out.headers[.setCookie]?.contains("Max-Age=0") == true)
            #expect(try await town.browser().get("/practice", headers: [.cookie: cookie]).status == .seeOther)
            #expect(try town.place.number("SELECT COUNT(*) FROM session") == 0)
        }
    }

    @Test func aSessionEndsAfterHalfAnHourOfRestAndAfterTwelveHours() async throws {
        try await Town.open { town in
            let idle = try await town.signedIn("gp")
            town.place.clock.advance(minutes: 29)
            #expect(try await idle.get("/practice").status == .ok)
            town.place.clock.advance(minutes: 31)
            #expect(try await idle.get("/practice").status == .seeOther)
            let busy = try await town.signedIn("gp")
            for _ in 1...28 {
                town.place.clock.advance(minutes: 25)
                #expect(try await busy.get("/practice").status == .ok)
            }
            town.place.clock.advance(minutes: 21)
            #expect(try await busy.get("/practice").status == .seeOther)
            let admin = try await town.signedIn("admin")
            town.place.clock.advance(minutes: 16)
            #expect(try await admin.get("/admin").status == .seeOther)
        }
    }

    @Test func aDisabledAccountIsOutAtOnce() async throws {
        try await Town.open { town in
            let browser = try await town.signedIn("gp")
            try await town.place.features.people.disable(email: "gp@demo.fingerpost.example")
            #expect(try await browser.get("/practice").status == .seeOther)
        }
    }

    @Test func theCookieIsKeptFromScriptsAndOtherSites() async throws {
        try await Town.open { town in
            let header = try #require(try await town.browser().signIn("gp").headers[.setCookie])
            #expect(
                header.hasPrefix("fingerpost=") && header.contains("; HttpOnly") && header.contains("; SameSite=Lax")
            )
            #expect(header.contains("; Path=/") && !header.contains("Domain") && !header.contains("Max-Age"))
        }
        try await Town.open(publicURL: "https://fingerpost.example") { town in
            let answer = try await town.browser().signIn("gp")
            let header = try #require(answer.headers[.setCookie])
            #expect(header.hasPrefix("__Host-fingerpost=") && header.contains("; Secure"))
            let name = try #require(HTTPField.Name("Strict-Transport-Security"))
            #expect(answer.headers[name] != nil)
        }
    }

    @Test(arguments: Role.allCases)
    func signedInPagesAreKeptByNobody(_ role: Role) async throws {
        try await Town.open { town in
            let browser = try await town.browser(of: role)
            let addresses = try await Addresses(town.place, role: role)
            // Open data is the same for everybody, signed in or not, and so is the directory in FHIR.
            let pages = Surface.routes.filter { route in
                let isShared = route.path.hasPrefix("/open-referral") || route.path.hasPrefix("/fhir")
                return route.method == .get && !(isShared && route.access == .everyone)
            }
            for route in pages where route.lets(in: role) {
                let page = try await browser.get(addresses.path(of: route))
                #expect(page.headers[.cacheControl] == "no-store", "\(route.path)")
            }
        }
    }

    private static func cookie(_ page: Browser.Page) throws -> String {
        let header = try #require(page.headers[.setCookie])
        return String(header.prefix { $0 != ";" })
    }
}
