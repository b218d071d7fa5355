import Core
import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import Web

/// Every address of the site, asked for by nobody and by each role.
@Suite struct RouteTests {
    /// A route is public only when it stands here as well: whoever opens one to everyone has to say so twice.
    private static let publicRoutes: Set<String> = [
        "GET /", "GET /search", "GET /suggest", "GET /offers/{id}", "GET /organisations/{id}", "GET /sign-in",
        "POST /sign-in",
        "POST /sign-out", "GET /desk", "GET /desk/slip", "POST /desk/slip", "GET /o/{short}", "GET /shortlist/{token}",
        "GET /confirm/{token}",
        "POST /confirm/{token}", "GET /health/live", "GET /health/ready", "GET /confirm", "POST /confirm",
        "GET /confirm/{token}/{id}", "POST /confirm/{token}/{id}", "GET /unsubscribe/{token}",
        "POST /unsubscribe/{token}", "POST /unsubscribe/{token}/one-click", "GET /offers/{id}/report",
        "POST /offers/{id}/report",
        "GET /fft/{id}", "POST /fft/{id}", "GET /receipt", "POST /receipt", "GET /join", "POST /join",
        "GET /welcome/{token}",
        "GET /offers/{id}/ask", "POST /offers/{id}/ask", "GET /me", "POST /me", "GET /me/letter", "POST /me/leave",
        "POST /me/take-back", "POST /me/stop", "POST /me/not-heard", "POST /me/helped",
        "POST /welcome/{token}",
        "GET /open-referral/v3",
        "GET /open-referral/v3/openapi.json", "GET /open-referral/v3/services", "GET /open-referral/v3/services/{id}",
        "GET /open-referral/v3/service_at_locations", "GET /open-referral/v3/service_at_locations/{id}",
        "GET /open-referral/v3/organizations", "GET /open-referral/v3/organizations/{id}",
        "GET /open-referral/v3/taxonomies", "GET /open-referral/v3/taxonomies/{id}",
        "GET /open-referral/v3/taxonomy_terms", "GET /open-referral/v3/taxonomy_terms/{id}",
        "GET /fhir/R4/metadata", "GET /fhir/R4/HealthcareService", "GET /fhir/R4/HealthcareService/{id}",
        "GET /fhir/R4/Organization", "GET /fhir/R4/Organization/{id}", "GET /fhir/R4/Location",
        "GET /fhir/R4/Location/{id}",
    ]

    @Test func onlyTheRoutesListedHereAreOpenToEveryone() {
        let open = Surface.routes.filter { $0.access == .everyone }.map { "\($0.method.rawValue) \($0.path)" }
        #expect(Set(open) == Self.publicRoutes)
    }

    @Test func noRouteIsThereTwice() {
        let all = Surface.routes.map { "\($0.method.rawValue) \($0.path)" }
        #expect(Set(all).count == all.count)
    }

    @Test(arguments: Town.everybody)
    func whoMayNotComeIsSentToSignInOrRefused(_ role: Role?) async throws {
        try await Town.open { town in
            let addresses = try await Addresses(town.place, role: role)
            let browser = try await town.browser(of: role)
            let csrf = role == nil ? "" : try await browser.csrf()
            let before = try town.place.contents()
            for route in Surface.routes where !route.lets(in: role) {
                let path = addresses.path(of: route)
                let page =
                    route.method == .get ? try await browser.get(path) : try await browser.post(path, [("csrf", csrf)])
                if role == nil, case .programs = route.access {
                    #expect(page.status == .unauthorized, "\(path)")
                } else if role == nil {
                    #expect(page.status == .seeOther && page.location?.hasPrefix("/sign-in") == true, "\(path)")
                } else {
                    #expect(page.status == .forbidden, "\(path): \(page.status.code)")
                }
                expectSecurityHeaders(page, path)
            }
            #expect(try town.place.contents() == before)
        }
    }

    @Test(arguments: Town.everybody)
    func whoMayComeSeesEveryPage(_ role: Role?) async throws {
        try await Town.open { town in
            let addresses = try await Addresses(town.place, role: role)
            let browser = try await town.browser(of: role)
            for route in Surface.routes where route.method == .get && route.lets(in: role) {
                let path = addresses.path(of: route)
                let page = try await browser.get(path)
                let isGreeting = (route.path == "/sign-in" && role != nil) || route.path == "/o/{short}"
                #expect(page.status == (isGreeting ? .seeOther : .ok), "\(path): \(page.status.code)")
                expectSecurityHeaders(page, path)
                let head = try await browser.send(.head, path, body: nil, headers: [:])
                #expect(head.status == page.status && head.body.isEmpty, "HEAD \(path)")
            }
        }
    }

    @Test(arguments: Town.everybody)
    func anEmptyFormOfWhoMayComeIsAnsweredInWords(_ role: Role?) async throws {
        try await Town.open { town in
            let addresses = try await Addresses(town.place, role: role)
            var browser = try await town.browser(of: role)
            for route in Surface.routes where route.method == .post && route.readsForm && route.lets(in: role) {
                let fields = role == nil ? [] : [("csrf", try await browser.csrf())]
                let path = addresses.path(of: route)
                let page = try await browser.post(path, fields)
                if route.path == "/sign-out" { browser = try await town.browser(of: role) }
                let allowed: [Int] = [303, 400, 404, 409, 410]
                #expect(allowed.contains(page.status.code), "\(path): \(page.status.code)")
                expectSecurityHeaders(page, path)
            }
        }
    }

    /// Opening an answer is the practice's receipt; nothing else that is only looked at leaves a trace in the data.
    @Test(arguments: Town.everybody)
    func lookingChangesNothingButTheReceipt(_ role: Role?) async throws {
        try await Town.open { town in
            let addresses = try await Addresses(town.place, role: role)
            let browser = try await town.browser(of: role)
            let before = try town.place.contents()
            let receipts = ["/practice/{id}", "/fhir/R4/Bundle/{id}"]
            for route in Surface.routes where route.method == .get && !receipts.contains(route.path) {
                try await browser.get(addresses.path(of: route))
                _ = try await browser.send(.head, addresses.path(of: route), body: nil, headers: [:])
            }
            let after = try town.place.contents()
            #expect(after == before)
            guard role == .practice else { return }
            try await browser.get("/practice/\(addresses.answer)")
            let changed = try town.place.contents().filter { $0.value != before[$0.key] }.keys
            #expect(Set(changed) == ["answer"])
        }
    }

    @Test func whatIsNotThereIsAPageWithTheSecurityHeaders() async throws {
        try await Town.open { town in
            for path in ["/nothing", "/offers", "/referrals/x/y/z", "/.git/config", "/public/../Package.swift"] {
                let page = try await town.browser().get(path)
                #expect(page.status == .notFound, "\(path)")
                #expect(page.markup.all("h1").count == 1, "\(path)")
                expectSecurityHeaders(page, path)
            }
            let wrong = try await town.browser().send(.delete, "/search", body: nil, headers: [:])
            #expect([404, 405].contains(wrong.status.code))
        }
    }
}

extension Route {
    func lets(in role: Role?) -> Bool {
        switch access {
        case .everyone: true
        case .only(let roles), .programs(let roles): role.map(roles.contains) ?? false
        }
    }
}

/// Real addresses for the patterns of the routes, seen by somebody of a role.
struct Addresses {
    let offer: String
    let organisation: String
    let referral: String
    /// What somebody asked the demo organisation for by themself.
    let asked: String
    /// An open episode of the demo's link worker, with nothing that goes on.
    let episode: String
    /// An answer that waits in the tray of the demo practice.
    let answer: String
    /// One that a link worker has to print.
    let paper: String
    let token: String
    /// Of a shortlist that a link worker has shared.
    let shared: String
    /// The code of the offer on paper.
    let short: String
    /// A listing that the link of the mail is about.
    let linked: String
    /// The code of a letter.
    let letter: String
    /// A change that waits for a steward, and an organisation that waits to join.
    let change: String
    let join: String
    /// Of a link to a first password.
    let welcome: String
    /// One record of each list of open data, by the list's name in its address.
    let openData: [Substring: String]
    /// The same of FHIR, by the kind of resource.
    let fhir: [String: String]

    private let role: Role?

    init(_ place: TestPlace, role: Role?) async throws {
        self.role = role
        offer = try place.offer("Kettle mornings")
        organisation = try place.text("SELECT organisationID FROM offer WHERE id = '\(offer)'")
        referral = try place.referral(for: role.flatMap { Town.accounts[$0] } ?? "")
        asked = try await place.askedFor()
        answer = try place.text("SELECT id FROM answer WHERE practiceCode = 'ZZ0001' AND loop = 'sent' ORDER BY id")
        episode = try place.text(
            """
            SELECT episode.id FROM episode JOIN account ON account.id = linkWorkerID
            WHERE episode.state = 'open' AND account.email = 'linkworker@demo.fingerpost.example' ORDER BY episode.id
            """
        )
        paper = try place.text("SELECT id FROM answer WHERE loop = 'drafted'")
        token = try await place.confirmationToken()
        shared = try await place.sharedShortlist()
        change = try place.text("SELECT id FROM listingChange")
        welcome = try await place.welcomeToken()
        join = try place.text("SELECT id FROM joinRequest WHERE status = 'waiting'")
        let id = try #require(Offer.ID(offer))
        let codes = try await place.features.directory.codes(of: [id])
        short = try #require(codes[id]).text
        linked = try #require(
            try await place.features.confirmations.open(token: token).listings.first?.listing.offer.id
        )
        .text
        letter = try await place.letterCode()
        let data = place.features.openReferral
        let first = OpenReferral.Slice.page(number: 1, size: 1)
        openData = [
            "services": offer, "organizations": organisation,
            "service_at_locations": try #require(
                try await data.serviceAtLocations(OpenReferral.Filter(), first, .thin).records.first
            ).id,
            "taxonomies": try #require(try await data.taxonomies(words: [], first).records.first).id,
            "taxonomy_terms": try #require(
                try await data.terms(words: [], taxonomy: nil, parent: nil, first).records.first
            ).id,
        ]
        fhir = try await Addresses.fhir(place, role: role, answer: answer)
    }

    /// Of what somebody of that role reads first; kinds that they may not read have any identifier at all.
    private static func fhir(_ place: TestPlace, role: Role?, answer: String) async throws -> [String: String] {
        var ids = ["Bundle": answer]
        let email = "\(role.flatMap { Town.accounts[$0] } ?? "steward")@demo.fingerpost.example"
        let actor = try await place.features.people.account(email: email)?.actor
        for kind in FHIR.Kind.allCases where kind != .bundle {
            let found = try await place.features.fhir.search(kind, FHIR.Search(), for: actor)
            ids[kind.rawValue] = found.resources.first?.resource.id ?? "none"
        }
        return ids
    }

    func path(of route: Route) -> String {
        // The demo organisation hands over codes only to those who asked it by themselves.
        let isAsked = role == .organisation && route.path.contains("own-page")
        let named =
            switch route.path.split(separator: "/").first {
            case "offers": offer
            case "organisations": organisation
            case "practice": answer
            case "episodes": episode
            case "outcomes": paper
            case "organisation": offer
            case "fft": offer
            case "confirm": linked
            case "steward":
                route.path.contains("joins") ? join : route.path.contains("changes") ? change : organisation
            case "fhir": route.path.split(separator: "/").dropFirst(2).first.flatMap { fhir[String($0)] } ?? ""
            case "open-referral": route.path.split(separator: "/").dropFirst(2).first.flatMap { openData[$0] } ?? ""
            default: referral
            }
        let id = isAsked ? asked : named
        let path = route.path.replacingOccurrences(of: "{id}", with: id).replacingOccurrences(
            of: "{token}",
            with: route.path.hasPrefix("/shortlist") ? shared : route.path.hasPrefix("/welcome") ? welcome : token
        ).replacingOccurrences(of: "{section}", with: "times").replacingOccurrences(of: "{part}", with: "risks")
            .replacingOccurrences(of: "{short}", with: short)
            .replacingOccurrences(of: "{code}", with: route.path.hasPrefix("/admin") ? "ZZ0001" : letter)
            .replacingOccurrences(of: "{measure}", with: "ons4")
            .replacingOccurrences(of: "{table}", with: "path")
        return path == "/referrals/new" ? path + "?offer=\(offer)" : path
    }
}

/// Headers that no answer goes out without.
func expectSecurityHeaders(_ page: Browser.Page, _ what: String) {
    let names = [
        "Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Permissions-Policy",
        "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy",
    ]
    for name in names {
        let header = HTTPField.Name(name).flatMap { page.headers[$0] }
        #expect(header?.isEmpty == false, "\(what) has no \(name)")
    }
}
