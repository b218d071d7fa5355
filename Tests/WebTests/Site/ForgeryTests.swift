import Core
import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import Web

/// Forms that were not made for the session that sends them, or not sent from our own pages.
@Suite struct ForgeryTests {
    @Test(arguments: Role.allCases)
    func aForgedFormIsRefusedAndChangesNothing(_ role: Role) async throws {
        try await Town.open { town in
            let addresses = try await Addresses(town.place, role: role)
            let browser = try await town.browser(of: role)
            let own = try await browser.csrf()
            let other = try await town.browser(of: role).csrf()
            let before = try town.place.contents()
            for (name, forgery) in Self.forgeries(own: own, other: other) {
                try await refused(forgery, name, role: role, browser, addresses, town)
            }
            #expect(try town.place.contents() == before)
            let home = try await browser.get("/")
            #expect(home.body.contains("action=\"/sign-out\""), "the session has ended")
        }
    }

    private typealias Forgery = (csrf: String?, headers: HTTPFields)

    private static func forgeries(own: String, other: String) -> [(String, Forgery)] {
        [
            ("without proof", (nil, [:])),
            ("with an empty proof", ("", [:])),
            ("with another session's proof", (other, [:])),
            ("from another site", (own, headers("Sec-Fetch-Site", "cross-site"))),
            ("from a neighbouring site", (own, headers("Sec-Fetch-Site", "same-site"))),
            ("of a foreign origin", (own, headers("Origin", "https://evil.example"))),
            ("of no origin", (own, headers("Origin", "null"))),
            ("of another port", (own, headers("Origin", "http://127.0.0.1:8081"))),
        ]
    }

    @Test func aStrangerCannotSignSomebodyInFromAnotherSite() async throws {
        try await Town.open { town in
            let fields = [("email", "gp@demo.fingerpost.example"), ("password", TestPlace.demoPassword)]
            let page = try await town.browser().post(
                "/sign-in",
                fields,
                headers: headers("Sec-Fetch-Site", "cross-site")
            )
            #expect(page.status == .forbidden)
            #expect(page.headers[.setCookie] == nil)
            let own = try await town.browser().post(
                "/sign-in",
                fields,
                headers: headers("Origin", "http://localhost:8080")
            )
            #expect(own.status == .seeOther)
        }
    }

    /// Sends every form that the role may send, with every field right but for the forgery.
    private func refused(
        _ forgery: Forgery,
        _ name: String,
        role: Role,
        _ browser: Browser,
        _ addresses: Addresses,
        _ town: Town
    ) async throws {
        let fields = try Self.filled(town, addresses) + (forgery.csrf.map { [("csrf", $0)] } ?? [])
        for route in Surface.routes where route.method == .post && route.readsForm && route.lets(in: role) {
            let path = addresses.path(of: route)
            let page = try await browser.post(path, fields, headers: forgery.headers)
            #expect(page.status == .forbidden, "\(path) \(name): \(page.status.code)")
            expectSecurityHeaders(page, path)
        }
    }

    private static func filled(_ town: Town, _ addresses: Addresses) throws -> [(String, String)] {
        let version = try town.place.number("SELECT version FROM referral WHERE id = '\(addresses.referral)'")
        return [
            ("version", "\(version)"), ("reason", "no capacity"), ("why", "because"), ("offers[]", addresses.offer),
            ("expected-day", "1"), ("expected-month", "12"), ("expected-year", "2026"),
        ]
    }
}

private func headers(_ name: String, _ value: String) -> HTTPFields {
    var fields: HTTPFields = [:]
    if let name = HTTPField.Name(name) { fields[name] = value }
    return fields
}
