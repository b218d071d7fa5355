import Foundation
import HTTPTypes
import TestSupport
import Testing

/// What a server writes down about those who visit it.
@Suite struct LogTests {
    @Test func noLogLineTellsWhatSomebodyLookedForOrWhoTheyAre() async throws {
        let logs = LogStore()
        try await Town.open(logger: logs.logger) { town in
            let stranger = town.browser()
            try await stranger.get("/search?q=canaryquery&near=SE15+9CN")
            try await stranger.get(
                "/canarypath?x=canaryquery",
                headers: [.userAgent: "canaryagent", .referer: "canaryreferer"]
            )
            try await stranger.get("/confirm/canarytoken")
            try await stranger.post("/sign-in", [("email", "canary@example.org"), ("password", "canarypassword")])
            _ = try await stranger.send(.init("CANARYVERB") ?? .put, "/search", body: nil, headers: [:])
            let worker = try await town.signedIn("linkworker")
            let canary = [("name", "Canary Person"), ("address", "1 Canary Row"), ("reason", "canaryreason")]
            let form = try await Referring.form(worker, town).with(canary)
            try await worker.submit(form.with([("dob-day", "canaryday")]))
            let referral = Referring.path(of: try await worker.submit(form))
            try await worker.get("\(referral)?q=canaryquery")
            try await worker.raw("/referrals", "name=%FFcanary")
            let host = try await town.signedIn("vcse")
            try await Referring.move(host, referral, "decline", [("reason", "other"), ("note", "canarynote")])
            let doctor = try await town.signedIn("gp")
            try await doctor.get(referral.replacingOccurrences(of: "/referrals/", with: "/practice/"))
        }
        try #require(logs.lines.count >= 15)
        let secrets = ["canary", "9CN", "demo.fingerpost", TestPlace.demoPassword, "999040", "07700", "ottoline"]
        for line in logs.lines {
            #expect(!secrets.contains { line.lowercased().contains($0.lowercased()) }, "\(line)")
        }
        #expect(logs.lines.contains { $0.contains("/referrals/{id}") && $0.contains("status") })
    }
}
