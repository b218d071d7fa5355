import Core
import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import Web

/// What FHIR answers to right and wrong questions.
@Suite struct FHIRSearchTests: FHIRProgram {
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
