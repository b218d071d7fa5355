import Core
import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import Web

/// Open data as a program over HTTP sees it.
@Suite struct OpenReferralPageTests {
    private static let base = "/open-referral/v3"
    private static let lists = ["services", "service_at_locations", "organizations", "taxonomies", "taxonomy_terms"]

    private func get(_ town: Town, _ path: String, _ headers: HTTPFields = [:]) async throws -> Browser.Page {
        try await town.browser().get(Self.base + path, headers: headers)
    }

    private func object(_ page: Browser.Page) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(page.body.utf8)) as? [String: Any])
    }

    private func ids(_ page: Browser.Page) throws -> [String] {
        let contents = try #require(try object(page)["contents"] as? [[String: Any]])
        return contents.compactMap { $0["id"] as? String }
    }

    // MARK: Pages

    @Test func theRootSaysWhatThisIs() async throws {
        try await Town.open { town in
            for path in ["", "/"] {
                let root = try object(try await get(town, path))
                #expect(root["version"] as? String == "HSDS-UK-3.0")
                #expect(root["openapi_url"] as? String == "http://127.0.0.1:8080/open-referral/v3/openapi.json")
                #expect(root["profile"] as? String == "https://openreferraluk.org")
            }
        }
    }

    @Test(arguments: lists)
    func everyPageOfAListIsThereAndTheOneAfterTheLastIsEmpty(_ list: String) async throws {
        try await Town.open { town in
            let first = try object(try await get(town, "/\(list)?per_page=3"))
            let pages = try #require(first["total_pages"] as? Int)
            let total = try #require(first["total_items"] as? Int)
            #expect(first["first_page"] as? Bool == true && pages == (total + 2) / 3)
            let last = try object(try await get(town, "/\(list)?per_page=3&page=\(pages)"))
            #expect(last["last_page"] as? Bool == true && last["size"] as? Int == total - 3 * (pages - 1))
            let beyond = try object(try await get(town, "/\(list)?per_page=3&page=\(pages + 1)"))
            #expect(beyond["empty"] as? Bool == true && beyond["total_items"] as? Int == total)
            #expect(beyond["size"] as? Int == 0 && beyond["first_page"] as? Bool == false)
        }
    }

    @Test(arguments: lists)
    func aStreamHoldsWhatThePagesHold(_ list: String) async throws {
        try await Town.open { town in
            let paged = try ids(try await get(town, "/\(list)?per_page=500"))
            let asked = try await get(town, "/\(list)", [.accept: "application/x-ndjson"])
            #expect(asked.headers[.contentType]?.hasPrefix("application/x-ndjson") == true)
            let streamed = try asked.body.split(separator: "\n").map { line in
                try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])["id"] as? String
            }
            #expect(streamed == paged.map(Optional.some))
            #expect(try await get(town, "/\(list)?format=ndjson").body == asked.body)
            let json = try await get(town, "/\(list)?format=json", [.accept: "application/x-ndjson"])
            #expect(json.headers[.contentType]?.hasPrefix("application/json") == true)
        }
    }

    @Test func aThinListIsThinAndAFullOneIsWhatTheRecordIs() async throws {
        try await Town.open { town in
            let thin = try object(try await get(town, "/services?per_page=1"))["contents"] as? [[String: Any]]
            let full = try object(try await get(town, "/services?per_page=1&full=true"))["contents"] as? [[String: Any]]
            let id = try #require(thin?.first?["id"] as? String)
            #expect(thin?.first?["attributes"] == nil && thin?.first?["organization"] != nil)
            let record = try object(try await get(town, "/services/\(id)"))
            #expect(NSDictionary(dictionary: record) == full?.first.map { NSDictionary(dictionary: $0) })
            let marks = try object(try await get(town, "/services?minimal=true"))
            #expect(marks["total_pages"] as? Int == 1)
        }
    }

    @Test func anOrganisationNamesItsServicesAndTellsThemWhenAsked() async throws {
        try await Town.open { town in
            let id = try town.place.text("SELECT organisationID FROM offer ORDER BY id")
            let brief = try #require(
                try object(try await get(town, "/organizations/\(id)"))["services"] as? [[String: Any]]
            )
            let whole = try #require(
                try object(try await get(town, "/organizations/\(id)?full_service=true"))["services"]
                    as? [[String: Any]]
            )
            #expect(brief.count == whole.count && !brief.isEmpty)
            #expect(brief[0]["attributes"] == nil && whole[0]["attributes"] != nil)
        }
    }

    // MARK: What cannot be answered

    @Test(arguments: [
        ("/services?per_page=0", "per_page"), ("/services?per_page=501", "per_page"), ("/services?page=0", "page"),
        ("/services?page=-1", "page"), ("/services?page=99999999999999999999", "page"), ("/services?page=1e3", "page"),
        ("/services?format=xml", "format"), ("/services?full=perhaps", "full"), ("/services?minimal=2", "minimal"),
        ("/services?modified_after=yesterday", "modified_after"), ("/services?assured_after=0", "assured_after"),
        ("/services?organization_id=5", "organization_id"), ("/services?postcode=nowhere+at+all", "postcode"),
        ("/services?postcode=ZZ99+9ZZ", "postcode"), ("/services?proximity=500", "proximity"),
        ("/services?postcode=SE15&proximity=nan", "proximity"), ("/services?postcode=SE15&proximity=-1", "proximity"),
        ("/services?minimum_age=131", "minimum_age"), ("/services?day=MO,XX", "day"),
        ("/services?start_time=1pm", "start_time"), ("/services?end_time=25:00", "end_time"),
        ("/services?search=a+b+c+d+e+f+g+h+i+j+k", "search"), ("/organizations?full_service=x", "full_service"),
        ("/taxonomy_terms?top_only=x", "top_only"), ("/taxonomy_terms?parent_id=x", "parent_id"),
        ("/services?format=ndjson&postcode=ZZ99+9ZZ", "postcode"),
    ])
    func whatCannotBeUsedIsNamed(_ path: String, _ name: String) async throws {
        try await Town.open { town in
            let page = try await get(town, path)
            #expect(page.status == .badRequest)
            let error = try #require(try object(page)["error"] as? [String: Any])
            #expect((error["message"] as? String)?.hasPrefix(name + " ") == true, "\(error)")
            #expect(page.headers[.accessControlAllowOrigin] == "*")
        }
    }

    @Test(arguments: lists)
    func whatIsNotThereIsNotFoundInWords(_ list: String) async throws {
        try await Town.open { town in
            for id in ["00000000-0000-4000-8000-000000000000", "x", "%00", "..%2F..", "'"] {
                let page = try await get(town, "/\(list)/\(id)")
                #expect(page.status == .notFound, "\(id)")
                let error = try #require(try object(page)["error"] as? [String: Any])
                #expect((error["message"] as? String)?.hasPrefix("There is no ") == true, "\(id)")
            }
            #expect(try await get(town, "/nothing").headers[.contentType]?.hasPrefix("application/json") == true)
        }
    }

    @Test func noTextInAnyParameterBreaksAnything() async throws {
        try await Town.open { town in
            let texts = [
                "'", "\"", "%", "%25", "%00", "\\", "%E2%80%AE", "%FF", "🫖", "(", "null", "-1", "1;2", "[]", "{}",
            ]
            let browser = town.browser()
            for parameter in OpenReferralParameter.allCases {
                for text in texts {
                    let value = text.addingPercentEncoding(withAllowedCharacters: .urlHostAllowed) ?? text
                    let page = try await browser.get("\(Self.base)/services?\(parameter.rawValue)=\(value)&per_page=1")
                    #expect(
                        [200, 400].contains(page.status.code),
                        "\(parameter.rawValue)=\(text): \(page.status.code)"
                    )
                }
            }
        }
    }

    @Test func whoAsksFarTooOftenIsToldWhenToGoOn() async throws {
        try await Town.open { town in
            let browser = town.browser()
            var page = try await browser.get(Self.base + "/taxonomies?format=ndjson")
            for _ in 0..<20 where page.status == .ok {
                page = try await browser.get(Self.base + "/taxonomies?format=ndjson")
            }
            #expect(page.status == .tooManyRequests)
            #expect(page.headers[.retryAfter].flatMap { Int($0) } == 15)
            #expect(try await browser.get(Self.base + "/taxonomies").status == .ok)
        }
    }

    // MARK: Copies

    @Test(arguments: ["", "/openapi.json", "/services", "/services?format=ndjson", "/organizations", "/taxonomy_terms"])
    func whatWasReadIsNotSentAgainUntilSomethingChanges(_ path: String) async throws {
        try await Town.open { town in
            let first = try await get(town, path)
            let tag = try #require(first.headers[.eTag])
            let date = try #require(first.headers[.lastModified])
            for headers: HTTPFields in [
                [.ifNoneMatch: tag], [.ifNoneMatch: "\"x\", W/\(tag.replacing("W/", with: ""))"], [.ifNoneMatch: "*"],
                [.ifModifiedSince: date],
            ] {
                let again = try await get(town, path, headers)
                #expect(again.status == .notModified && again.body.isEmpty, "\(headers)")
                #expect(again.headers[.accessControlAllowOrigin] == "*")
            }
            let old: HTTPFields = [.ifModifiedSince: "Sat, 01 Jan 2000 00:00:00 GMT"]
            #expect(try await get(town, path, old).status == .ok)
            // A tag that does not match wins over a date that does.
            let both: HTTPFields = [.ifNoneMatch: "\"x\"", .ifModifiedSince: date]
            #expect(try await get(town, path, both).status == .ok)
        }
    }

    @Test func aConfirmationIsSeenByWhoKeepsACopy() async throws {
        try await Town.open { town in
            let token = try await town.place.confirmationToken()
            let link = try await town.place.features.confirmations.open(token: token)
            let offer = try #require(link.listings.first?.listing.offer.id)
            let before = try await get(town, "/services/\(offer)")
            _ = try await town.place.features.confirmations.confirm([offer], token: token)
            let headers: HTTPFields = [.ifNoneMatch: before.headers[.eTag] ?? ""]
            let after = try await get(town, "/services/\(offer)", headers)
            #expect(after.status == .ok)
            let dated: HTTPFields = [.ifModifiedSince: before.headers[.lastModified] ?? ""]
            #expect(try await get(town, "/services/\(offer)", dated).status == .ok)
            let (was, now) = (try object(before), try object(after))
            #expect(now["assured_date"] as? String == "2026-11-21")
            #expect(now["last_modified"] as? String == was["last_modified"] as? String)
        }
    }

    // MARK: Other sites

    @Test func pagesOfOtherSitesMayReadAndNothingElse() async throws {
        try await Town.open { town in
            let preflight = try await town.browser().send(
                .options,
                Self.base + "/services",
                body: nil,
                headers: [.origin: "https://elsewhere.example", .accessControlRequestMethod: "GET"]
            )
            #expect(preflight.status == .noContent && preflight.headers[.accessControlAllowOrigin] == "*")
            #expect(preflight.headers[.accessControlAllowMethods] == "GET, HEAD")
            let read = try await get(town, "/services", [.origin: "https://elsewhere.example"])
            #expect(read.headers[.accessControlAllowOrigin] == "*")
            #expect(read.headers[.accessControlAllowCredentials] == nil && read.headers[.setCookie] == nil)
            #expect(try await town.browser().get("/search").headers[.accessControlAllowOrigin] == nil)
            #expect(try await town.browser().raw(Self.base + "/services", "a=b").status.code / 100 == 4)
        }
    }

    // MARK: The document

    @Test func theDocumentNamesEveryAddressAndNoOther() async throws {
        try await Town.open { town in
            let document = try object(try await get(town, "/openapi.json"))
            let paths = try #require(document["paths"] as? [String: Any])
            let routes = Surface.routes.map(\.path).filter { $0.hasPrefix(Self.base) }
                .map { String($0.dropFirst(Self.base.count)) }.map { $0.isEmpty ? "/" : $0 }
            #expect(Set(paths.keys) == Set(routes))
            for endpoint in OpenReferralDocument.endpoints {
                #expect(Set(endpoint.parameters).count == endpoint.parameters.count, "\(endpoint.path)")
            }
        }
    }

    @Test func nothingThatIdentifiesAPersonOrASecretPlaceIsInTheWholeSet() async throws {
        try await Town.open { town in
            let streams = try await Self.lists.asyncMap { try await get(town, "/\($0)?format=ndjson").body }
            let all = streams.joined()
            let confidential = "FROM location WHERE isConfidential = 1"
            let secrets = try town.place.column("SELECT id \(confidential) UNION SELECT address \(confidential)")
            try #require(secrets.count > 1)
            for secret in secrets { #expect(!all.contains(secret), "\(secret)") }
            #expect(!all.contains("confirmed_by") && !all.contains("introduction"))
        }
    }
}

extension Array {
    fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
