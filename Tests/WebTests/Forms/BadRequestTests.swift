import Core
import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import Web

/// Requests that no page of ours sends: the answer is a page that says so, and never an internal error.
@Suite struct BadRequestTests {
    @Test(arguments: Town.everybody)
    func aBodyThatIsNoFormIsRefused(_ role: Role?) async throws {
        try await Town.open { town in
            let addresses = try await Addresses(town.place, role: role)
            let browser = try await town.browser(of: role)
            let before = try town.place.contents()
            for route in Surface.routes where route.method == .post && route.readsForm && route.lets(in: role) {
                for (body, type, status) in BadInput.bodies {
                    let page = try await browser.raw(addresses.path(of: route), body, type: type)
                    // A form that may be long is read, and refused because nothing proves that it is ours.
                    let isLong = route.size == .pasted && status != 415 && page.status == .forbidden
                    #expect(isLong || page.status.code == status, "\(route.path) \(type ?? "-"): \(page.status.code)")
                    #expect(page.markup.all("h1").count == 1)
                    expectSecurityHeaders(page, route.path)
                }
            }
            #expect(try town.place.contents() == before)
        }
    }

    @Test(arguments: Role.allCases)
    func identifiersThatNameNothingAreNotFound(_ role: Role) async throws {
        let odd = [
            "x", "1", "-1", "1%20or%201=1", "..", "%2e%2e", "%2e%2e%2f%2e%2e", "%00", "%C0%AF", "%ED%A0%80", "{id}",
            "00000000-0000-0000-0000-000000000000", "%3Cscript%3E", "null", String(repeating: "a", count: 8_192),
            UUID().uuidString.lowercased() + "0",
        ]
        try await Town.open { town in
            let browser = try await town.browser(of: role)
            let csrf = try await browser.csrf()
            for route in Surface.routes where route.path.contains("{") && route.lets(in: role) {
                for id in odd {
                    let path = route.path.replacingOccurrences(of: "{id}", with: id)
                        .replacingOccurrences(of: "{token}", with: id).replacingOccurrences(of: "{code}", with: id)
                    let page =
                        route.method == .get
                        ? try await browser.get(path) : try await browser.post(path, [("csrf", csrf)])
                    #expect(
                        page.status == .notFound || page.status == .badRequest,
                        "\(path.prefix(80)): \(page.status.code)"
                    )
                    if route.path.hasPrefix("/fhir/") {
                        #expect(page.body.contains("\"OperationOutcome\""), "\(path.prefix(80))")
                        continue
                    }
                    let isForPrograms = route.path.hasPrefix("/open-referral/")
                    #expect(isForPrograms ? page.body.hasPrefix("{\"error\":") : page.markup.all("h1").count == 1)
                }
            }
        }
    }

    @Test func anIdentifierInCapitalsIsTheSameOne() async throws {
        try await Town.open { town in
            let id = try town.place.offer("Kettle mornings")
            let page = try await town.browser().get("/offers/\(id.uppercased())")
            #expect(page.status == .ok && page.markup.first("h1")?.text == "Kettle mornings")
        }
    }

    @Test func cookiesThatAreNoneOfOursAreForgotten() async throws {
        try await Town.open { town in
            let cookies = [
                "fingerpost=x", "fingerpost=", "fingerpost=\"\"", "fingerpost=" + String(repeating: "a", count: 43),
                "fingerpost=" + String(repeating: "b", count: 4_096), "fingerpost=a; fingerpost=b",
                (0..<200).map { "c\($0)=\($0)" }.joined(separator: "; ") + "; fingerpost=x",
            ]
            for cookie in cookies {
                let page = try await town.browser().get("/referrals", headers: [.cookie: cookie])
                #expect(
                    page.status == .seeOther && page.location?.hasPrefix("/sign-in") == true,
                    "\(cookie.prefix(40))"
                )
                #expect(page.headers[.setCookie]?.contains("Max-Age=0") == true, "\(cookie.prefix(40))")
            }
        }
    }

    @Test func oddQueriesOnSignedInPagesDoNoHarm() async throws {
        try await Town.open { town in
            let browser = try await town.signedIn("vcse")
            for query in ["confirmed=-1", "confirmed=1e9", "confirmed=%C0%AF", "sent=%00", "x[]=1&x[]=2", "%", "&&==&"]
            {
                for path in ["/organisation", "/referrals", try "/referrals/\(town.place.referral(for: "vcse"))"] {
                    #expect(try await browser.get("\(path)?\(query)").status == .ok, "\(path)?\(query)")
                }
            }
        }
    }
}
