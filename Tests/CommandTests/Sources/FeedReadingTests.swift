import Core
import Foundation
import TestSupport
import Testing

@testable import fingerpost

@Suite("Reading a live feed")
struct FeedReadingTests {
    private let bench: SourceBench

    init() async throws { bench = try await SourceBench() }

    private func records(_ numbers: ClosedRange<Int>) -> [String] { numbers.map { Feed.service($0) } }

    @Test("that is whole takes every page, once, one after the other, with a pause between")
    func whole() async throws {
        try await FeedServer.run(Feed.whole(records(1...5))) { [bench] server, url in
            let report = try await bench.sync(try await bench.add(url))
            #expect(report.isComplete && report.report.added == 5 && report.pages == 3)
            #expect(server.trail() == ["/services?1", "/services?2", "/services?3"])
            #expect(bench.pauses.withLock { $0 } == Array(repeating: .milliseconds(200), count: 2))
            #expect(try await bench.listing(5).phones.first?.number == "01632 960105")
        }
    }

    @Test("says who asks, and asks for JSON")
    func userAgent() async throws {
        try await FeedServer.run(Feed.whole(records(1...1))) { [bench] server, url in
            try await bench.sync(try await bench.add(url))
            #expect(server.asked.first?.headers["user-agent"]?.hasPrefix("Fingerpost/") == true)
            #expect(server.asked.first?.headers["accept"] == "application/json")
        }
    }

    @Test("that is thin asks for each service by its id")
    func thin() async throws {
        try await FeedServer.run({ asked in
            if asked.path == "/services" { return Feed.page((1...3).map(Feed.thin), asked, size: 5) }
            let number = Int(asked.path.suffix(12)) ?? 0
            return FeedServer.Answer(body: Feed.service(number))
        }) { [bench] server, url in
            let report = try await bench.sync(try await bench.add(url))
            #expect(report.report.added == 3 && report.isComplete)
            let trail = server.trail()
            #expect(trail == ["/services?1", "/services?1"] + (1...3).map { "/services/\(Feed.id($0))" })
            #expect(try await bench.listing(2).organisation.name == "The Many")
        }
    }

    @Test("that is whole only when asked with full=true is asked so")
    func full() async throws {
        try await FeedServer.run({ asked in
            let isFull = asked.query["full"] == "true"
            return Feed.page((1...3).map { isFull ? Feed.service($0) : Feed.thin($0) }, asked)
        }) { [bench] server, url in
            let report = try await bench.sync(try await bench.add(url))
            #expect(report.report.added == 3)
            #expect(server.asked.map { $0.query["full"] } == [nil, "true", "true"])
        }
    }

    @Test("of Open Referral UK 1.0, in its own names and envelope, loses nothing that we have a place for")
    func legacy() async throws {
        let service = """
            {"id":"\(Feed.id(1))","name":"Chair yoga","description":"Gentle.","status":"active","assured_date":"2026-10-01",
            "organization":{"id":"\(Feed.id(900))","name":"Bend","url":"https://bend.example"},
            "eligibilitys":[{"eligibility":"Adults","minimum_age":60,"maximum_age":120}],
            "regular_schedules":[{"byday":"TU","opens_at":"10:00","closes_at":"11:00"}],
            "languages":[{"language":"Polish"}],"service_areas":[{"service_area":"Merrow"}],
            "service_taxonomys":[{"taxonomy":{"id":"esd:1","name":"Exercise","vocabulary":"esd"}}],
            "cost_options":[{"amount":2.5,"option":"a session"}],"reviews":[{"score":"5"}],
            "service_at_locations":[{"location":{"id":"\(Feed.id(901))","name":"Hall",
              "physical_addresses":[{"address_1":"1 High St","city":"Merrow","postal_code":"SE15 3CK"}],
              "accessibility_for_disabilities":[{"accessibility":"Ramp"}]},
              "regular_schedules":[{"weekday":"Thursday","opens_at":"14:00","closes_at":"15:00"}]}]}
            """
        try await FeedServer.run({ asked in
            let number = Int(asked.query["page"] ?? "1") ?? 1
            return FeedServer.Answer(
                body: """
                    {"totalElements":1,"totalPages":1,"number":\(number),"size":1,"first":true,"last":true,"empty":false,
                    "content":[\(service)]}
                    """
            )
        }) { [bench] _, url in
            let report = try await bench.sync(try await bench.add(url + "/services/"))
            #expect(report.report.added == 1 && report.isComplete)
            let listing = try await bench.listing(1)
            #expect(listing.organisation.website == "https://bend.example")
            #expect(listing.offer.minimumAge == 60 && listing.offer.eligibility == "Adults")
            #expect(listing.schedules.map(\.days) == [[.tuesday], [.thursday]])
            #expect(listing.schedules.allSatisfy { $0.frequency == .weekly })
            #expect(listing.languages.map(\.name) == ["Polish"] && listing.areas.map(\.name) == ["Merrow"])
            #expect(listing.attributes.map(\.name) == ["Exercise"] && listing.costs.first?.pence == 250)
            #expect(listing.locations.first?.postcode == "SE15 3CK")
            #expect(listing.locations.first?.accessibility == ["Ramp"])
        }
    }

    @Test("that counts its pages from 0 misses none")
    func fromZero() async throws {
        let all = records(1...5)
        try await FeedServer.run({ asked in
            let number = Int(asked.query["page"] ?? "0") ?? 0
            let slice = all.dropFirst(number * 2).prefix(2)
            return FeedServer.Answer(
                body: """
                    {"totalElements":5,"totalPages":3,"number":\(number),"first":\(number == 0),"last":\(number == 2),
                    "content":[\(slice.joined(separator: ","))]}
                    """
            )
        }) { [bench] server, url in
            let report = try await bench.sync(try await bench.add(url))
            #expect(report.report.added == 5 && report.isComplete)
            #expect(server.trail() == ["/services?1", "/services?0", "/services?1", "/services?2"])
        }
    }

    @Test("that has not changed sends nothing again")
    func notModified() async throws {
        let all = records(1...4)
        try await FeedServer.run({ asked in
            let tag = "\"v1-\(asked.query["page"] ?? "")\""
            if asked.headers["if-none-match"] == tag { return FeedServer.Answer(status: 304) }
            var answer = Feed.page(all, asked)
            answer.headers["ETag"] = tag
            return answer
        }) { [bench] _, url in
            let source = try await bench.add(url)
            #expect(try await bench.sync(source).unchangedPages == 0)
            let second = try await bench.sync(source)
            #expect(second.unchangedPages == 2 && second.isComplete)
            #expect(second.report.records == 4 && second.report.unchanged == 4)
            #expect(try await bench.count("sourceOffer WHERE missingSince IS NOT NULL") == 0)
        }
    }

    @Test("that has something unusable on a page is sent that page again, so that it is reported again")
    func unusableIsNotForgotten() async throws {
        let all = records(1...3) + ["{\"id\":\"\(Feed.id(4))\",\"name\":null,\"phones\":[]}"]
        try await FeedServer.run({ asked in
            let tag = "\"v1-\(asked.query["page"] ?? "")\""
            if asked.headers["if-none-match"] == tag { return FeedServer.Answer(status: 304) }
            var answer = Feed.page(all, asked)
            answer.headers["ETag"] = tag
            return answer
        }) { [bench] _, url in
            let source = try await bench.add(url)
            for unchanged in [0, 1] {
                let report = try await bench.sync(source)
                #expect(report.isComplete && report.report.skipped == 1 && report.unchangedPages == unchanged)
                #expect(bench.entries.map(\.reason) == ["it has no name"])
            }
        }
    }

    @Test("that breaks off goes on at the page where it stopped, and loses and doubles nothing")
    func resumed() async throws {
        let all = records(1...7)
        try await FeedServer.run({ asked in
            asked.query["page"] == "3" ? FeedServer.Answer(status: 500) : Feed.page(all, asked)
        }) { [bench] server, url in
            let source = try await bench.add(url)
            await #expect(throws: Failure.self) { try await bench.sync(source) }
            #expect(try await bench.count("offer") == 4)
            #expect(try await bench.sources.named(source.name).lastProblem?.contains("500") == true)
            #expect(try await bench.sources.named(source.name).lastSyncedAt == nil)
            _ = server.trail()
            server.answer(Feed.whole(all))
            let report = try await bench.sync(source)
            #expect(server.trail() == ["/services?3", "/services?4"])
            #expect(report.isComplete && report.report.added == 7 && report.report.records == 7)
            #expect(try await bench.count("offer") == 7)
            #expect(try await bench.sources.named(source.name).lastProblem == nil)
        }
    }

    @Test("that is busy is given the time it asks for")
    func busy() async throws {
        let all = records(1...1)
        try await FeedServer.run({ asked in FeedServer.Answer(status: 503, headers: ["Retry-After": "7"]) }) {
            [bench] server, url in
            let source = try await bench.add(url)
            await #expect(throws: Failure.self) { try await bench.sync(source) }
            #expect(bench.pauses.withLock { $0 } == [.seconds(7), .seconds(7)])
            server.answer { _ in FeedServer.Answer(status: 429, headers: ["Retry-After": "3600"]) }
            let failure = await #expect(throws: Failure.self) { try await bench.sync(source) }
            #expect(failure?.sentence.contains("3600 seconds") == true)
            server.answer(Feed.whole(all))
            #expect(try await bench.sync(source).report.added == 1)
        }
    }
}
