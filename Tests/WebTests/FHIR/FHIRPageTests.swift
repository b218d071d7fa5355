import Core
import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import Web

/// FHIR as a program over HTTP sees it.
@Suite struct FHIRPageTests {
    private static let base = "/fhir/R4"
    private static let open: [FHIR.Kind] = [.healthcareService, .organization, .location]
    private static let closed: [FHIR.Kind] = [.serviceRequest, .task, .questionnaireResponse, .observation]

    private func key(_ name: String, _ town: Town) async throws -> HTTPFields {
        let email = "\(name)@demo.fingerpost.example"
        let (key, _) = try await town.place.features.tokens.make(for: email, name: "test", days: 30)
        return [.authorization: "Bearer \(key)"]
    }

    private func get(_ town: Town, _ path: String, _ headers: HTTPFields = [:]) async throws -> Browser.Page {
        try await town.browser().get(Self.base + path, headers: headers)
    }

    private func object(_ page: Browser.Page) throws -> [String: Any] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(page.body.utf8)) as? [String: Any],
            "\(page.body.prefix(200))"
        )
    }

    private func resources(_ page: Browser.Page) throws -> [[String: Any]] {
        (try object(page)["entry"] as? [[String: Any]] ?? []).compactMap { $0["resource"] as? [String: Any] }
    }

    private func expectOutcome(_ page: Browser.Page, _ status: Int, _ code: String) throws {
        #expect(page.status.code == status, "\(page.body.prefix(200))")
        #expect(page.headers[.contentType]?.hasPrefix("application/fhir+json") == true)
        let outcome = try object(page)
        #expect(outcome["resourceType"] as? String == "OperationOutcome")
        #expect((outcome["issue"] as? [[String: Any]])?.first?["code"] as? String == code, "\(page.body)")
    }

    // MARK: What it says that it can do

    @Test func theStatementMatchesTheRoutesAndTheSearches() async throws {
        try await Town.open { town in
            let statement = try object(try await get(town, "/metadata"))
            #expect(statement["fhirVersion"] as? String == "4.0.1")
            #expect((statement["description"] as? String)?.contains("not validated against UK Core") == true)
            let rest = try #require((statement["rest"] as? [[String: Any]])?.first?["resource"] as? [[String: Any]])
            var promised: Set<String> = ["/metadata"]
            let token = try await key("linkworker", town)
            for resource in rest {
                let type = try #require(resource["type"] as? String)
                let codes = (resource["interaction"] as? [[String: String]] ?? []).compactMap { $0["code"] }
                if codes.contains("read") { promised.insert("/\(type)/{id}") }
                guard codes.contains("search-type") else { continue }
                promised.insert("/\(type)")
                for parameter in resource["searchParam"] as? [[String: String]] ?? [] {
                    let value =
                        parameter["type"] == "date"
                        ? "ge2000" : parameter["name"] == "status" ? "active,in-progress" : "x"
                    var strict = token
                    strict[HTTPField.Name("Prefer") ?? .accept] = "handling=strict"
                    let status = parameter["name"] == "status" ? (type == "Task" ? "in-progress" : "active") : value
                    let page = try await get(town, "/\(type)?\(parameter["name"] ?? "")=\(status)", strict)
                    #expect(page.status == .ok, "\(type) \(parameter)")
                }
            }
            let routes = Surface.routes.map(\.path).filter { $0.hasPrefix(Self.base) }.map {
                String($0.dropFirst(Self.base.count))
            }
            #expect(promised == Set(routes))
        }
    }

    // MARK: Who may read

    @Test func withoutATokenOnlyTheDirectoryIsOpen() async throws {
        try await Town.open { town in
            for kind in Self.open {
                #expect(try await get(town, "/\(kind.rawValue)").status == .ok)
            }
            for kind in Self.closed {
                let page = try await get(town, "/\(kind.rawValue)")
                try expectOutcome(page, 401, "login")
                #expect(page.headers[.wwwAuthenticate]?.hasPrefix("Bearer") == true)
                expectSecurityHeaders(page, kind.rawValue)
            }
        }
    }

    @Test(arguments: ["linkworker", "vcse", "gp"])
    func aTokenReadsWhatThePagesShow(_ name: String) async throws {
        try await Town.open { town in
            let token = try await key(name, town)
            let tasks = try resources(try await get(town, "/Task?_count=100", token))
            let page = try await town.signedIn(name).get("/referrals")
            let shown = Set(
                page.markup.links.filter { $0.hasPrefix("/referrals/") && $0.count == 47 }.map {
                    String($0.dropFirst(11))
                }
            )
            #expect(!tasks.isEmpty && Set(tasks.compactMap { $0["id"] as? String }) == shown)
            for task in tasks {
                let id = task["id"] as? String ?? ""
                #expect(try await get(town, "/ServiceRequest/\(id)", token).status == .ok)
                #expect(try await get(town, "/Task/\(id)", token).status == .ok)
            }
        }
    }

    @Test(arguments: ["reception", "steward", "admin"])
    func whoHasNoReferralsIsRefused(_ name: String) async throws {
        try await Town.open { town in
            let token = try await key(name, town)
            for kind in Self.closed {
                try expectOutcome(try await get(town, "/\(kind.rawValue)", token), 403, "forbidden")
            }
        }
    }

    @Test func aSignedInBrowserReadsTooAndAWrongTokenBesideItDoesNot() async throws {
        try await Town.open { town in
            let browser = try await town.signedIn("vcse")
            #expect(try await browser.get(Self.base + "/Task").status == .ok)
            for wrong in [
                "Bearer nonsense", "Basic dmNzZTp4", "Bearer", "Bearer fingerpost_\(String(repeating: "A", count: 43))",
            ] {
                try expectOutcome(
                    try await browser.get(Self.base + "/Task", headers: [.authorization: wrong]),
                    401,
                    "login"
                )
            }
        }
    }

    @Test func aTokenOpensNoPage() async throws {
        try await Town.open { town in
            let page = try await town.browser().get("/referrals", headers: try await key("linkworker", town))
            #expect(page.status == .seeOther && page.location?.hasPrefix("/sign-in") == true)
        }
    }

    @Test func oneAccountDoesNotKeepTheServerBusy() async throws {
        try await Town.open { town in
            let token = try await key("vcse", town)
            let browser = town.browser()
            for _ in 0..<300 { _ = try await browser.get(Self.base + "/Task?_count=0", headers: token) }
            let refused = try await browser.get(Self.base + "/Task?_count=0", headers: token)
            try expectOutcome(refused, 429, "throttled")
            #expect(refused.headers[.retryAfter] != nil)
        }
    }

    // MARK: The receipt

    @Test func readingTheDocumentIsTheReceiptAndLookingAheadIsNot() async throws {
        try await Town.open { town in
            let answer = try town.place.text("SELECT id FROM answer WHERE practiceCode = 'ZZ0001' AND loop = 'sent'")
            let path = "\(Self.base)/Bundle/\(answer)"
            let token = try await key("gp", town)
            func loop() throws -> String { try town.place.text("SELECT loop FROM answer WHERE id = '\(answer)'") }
            _ = try await town.browser().send(.head, path, body: nil, headers: token)
            var ahead = token
            ahead[HTTPField.Name("Sec-Purpose") ?? .accept] = "prefetch"
            _ = try await town.browser().get(path, headers: ahead)
            try expectOutcome(try await town.browser().get(path, headers: try await key("gp2", town)), 404, "not-found")
            try expectOutcome(
                try await town.browser().get(path, headers: try await key("linkworker", town)),
                403,
                "forbidden"
            )
            try expectOutcome(try await town.browser().get(path), 401, "login")
            #expect(try loop() == "sent")
            let page = try await town.browser().get(path, headers: token)
            #expect(page.status == .ok && page.headers[.contentDisposition]?.contains("attachment") == true)
            #expect(try loop() == "received")
            let bundle = try object(page)
            #expect(bundle["type"] as? String == "document" && bundle["id"] as? String == answer)
            let first = try resources(page).first
            #expect(first?["resourceType"] as? String == "Composition")
            let titles = (first?["section"] as? [[String: Any]] ?? []).compactMap { $0["title"] as? String }
            let order = [
                "What is asked", "Patient", "Outcome", "What the patient says", "Services", "Measures", "Risks",
                "What is still needed", "About this message",
            ]
            #expect(
                titles == order.filter(titles.contains) && titles.starts(with: ["What is asked", "Patient", "Outcome"])
            )
        }
    }

    // MARK: Errors

    @Test(arguments: [
        ("/Task?_lastUpdated=yesterday", 400, "invalid"), ("/Task?status=failed", 400, "invalid"),
        ("/Task?_count=-1", 400, "invalid"), ("/Task?owner=Patient/x", 400, "invalid"),
        ("/ServiceRequest?authored:missing=true", 400, "invalid"), ("/Task/no-such-task", 404, "not-found"),
        ("/Task/%27%20OR%201", 404, "not-found"), ("/Bundle/x", 403, "forbidden"), ("/Patient/1", 404, "not-found"),
        ("/Nothing", 404, "not-found"), ("", 404, "not-found"), ("/HealthcareService/x", 404, "not-found"),
        ("/Organization?name:sounds=x", 400, "invalid"), ("/Task?_format=xml", 406, "not-supported"),
    ])
    func everyErrorIsAnOutcome(_ path: String, _ status: Int, _ code: String) async throws {
        try await Town.open { town in
            try expectOutcome(try await get(town, path, try await key("vcse", town)), status, code)
        }
    }

    @Test func whatIsNotKnownIsIgnoredUnlessTheProgramIsStrict() async throws {
        try await Town.open { town in
            let page = try await get(town, "/HealthcareService?colour=red&_count=2")
            #expect(page.status == .ok && !page.body.contains("colour"))
            let strict: HTTPFields = [HTTPField.Name("Prefer") ?? .accept: "handling=strict"]
            try expectOutcome(try await get(town, "/HealthcareService?colour=red", strict), 400, "invalid")
            #expect(try await get(town, "/HealthcareService?_count=2&_format=json", strict).status == .ok)
        }
    }

    @Test func onlyReadingIsOffered() async throws {
        try await Town.open { town in
            for method in [HTTPRequest.Method.post, .put, .delete, .patch] {
                let page = try await town.browser().send(
                    method,
                    Self.base + "/Task",
                    body: nil,
                    headers: try await key("vcse", town)
                )
                #expect(page.status.code / 100 == 4, "\(method)")
            }
        }
    }

    // MARK: Searching

    @Test func pagesOfTheDirectoryAddUpAndTheirLinksLead() async throws {
        try await Town.open { town in
            for kind in Self.open {
                var (next, seen): (String?, [String]) = ("/\(kind.rawValue)?_count=7", [])
                var total = -1
                while let path = next {
                    let page = try await get(town, path)
                    let bundle = try object(page)
                    total = bundle["total"] as? Int ?? 0
                    seen += try resources(page).compactMap { $0["id"] as? String }
                    let links = bundle["link"] as? [[String: String]] ?? []
                    #expect(links.first?["relation"] == "self")
                    next = links.first { $0["relation"] == "next" }?["url"]
                        .map { String($0.dropFirst("http://127.0.0.1:8080\(Self.base)".count)) }
                }
                #expect(
                    seen.count == total && Set(seen).count == total && seen == seen.sorted() && total > 10,
                    "\(kind)"
                )
            }
        }
    }

    @Test func searchesFindWhatTheySay() async throws {
        try await Town.open { town in
            let kettle = try resources(try await get(town, "/HealthcareService?name=kettle+morn"))
            #expect(kettle.compactMap { $0["name"] as? String } == ["Kettle mornings"])
            let provider = (kettle.first?["providedBy"] as? [String: Any])?["reference"] as? String ?? ""
            let theirs = try resources(try await get(town, "/HealthcareService?organization=\(provider)"))
            #expect(theirs.count > 1)
            #expect(try await get(town, "/\(provider)").body.contains("The Tin Kettle Company"))
            #expect(try resources(try await get(town, "/HealthcareService?name=ettle+morn")).isEmpty)
            #expect(try resources(try await get(town, "/HealthcareService?name:contains=ettle+morn")).count == 1)
            #expect(try resources(try await get(town, "/HealthcareService?name:exact=kettle+mornings")).isEmpty)
            #expect(try resources(try await get(town, "/HealthcareService?_lastUpdated=gt2100")).isEmpty)
            #expect(try resources(try await get(town, "/HealthcareService?name=%25")).isEmpty)
            let ids = theirs.prefix(2).compactMap { $0["id"] as? String }.joined(separator: ",")
            #expect(try resources(try await get(town, "/HealthcareService?_id=\(ids)&_count=500")).count == 2)
        }
    }

    // MARK: Copies

    @Test func whatWasReadIsNotSentAgain() async throws {
        try await Town.open { town in
            let token = try await key("vcse", town)
            let id = try resources(try await get(town, "/Task?_count=1", token)).first?["id"] as? String ?? ""
            for path in ["/Task/\(id)", "/Task", "/HealthcareService?_count=3", "/metadata"] {
                let first = try await get(town, path, token)
                let tag = try #require(first.headers[.eTag])
                var again = token
                again[.ifNoneMatch] = tag
                let second = try await get(town, path, again)
                #expect(second.status == .notModified && second.body.isEmpty, "\(path)")
            }
            let task = try await get(town, "/Task/\(id)", token)
            let meta = try #require(try object(task)["meta"] as? [String: String])
            #expect(task.headers[.eTag] == "W/\"\(meta["versionId"] ?? "")\"")
            #expect(task.headers[.cacheControl] == "no-store")
        }
    }

    @Test func nothingOfAPersonAndNoSecretPlaceIsInTheOpenPart() async throws {
        try await Town.open { town in
            var all = ""
            for kind in Self.open {
                var path: String? = "/\(kind.rawValue)?_count=100"
                while let next = path {
                    let page = try await get(town, next)
                    all += page.body
                    path = (try object(page)["link"] as? [[String: String]])?.first { $0["relation"] == "next" }?["url"]
                        .map { String($0.dropFirst("http://127.0.0.1:8080\(Self.base)".count)) }
                }
            }
            let confidential = "FROM location WHERE isConfidential = 1"
            let secrets = try town.place.column("SELECT id \(confidential) UNION SELECT address \(confidential)")
            try #require(secrets.count > 1)
            for secret in secrets { #expect(!all.contains(secret), "\(secret)") }
            let accounts = try town.place.column("SELECT name FROM account")
            for name in accounts { #expect(!all.contains(name), "\(name)") }
        }
    }
}
