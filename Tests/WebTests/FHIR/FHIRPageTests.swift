import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import Core
@testable import Web

/// FHIR as a program over HTTP sees it.
@Suite struct FHIRPageTests: FHIRProgram {
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
            // The worklist has pages; the rows behind it are all of them, without what is not sent yet.
            let account = "FROM account WHERE email = '\(name)@demo.fingerpost.example'"
            let scope = [
                "linkworker": "holderID = (SELECT id \(account))",
                "vcse": "organisationID = (SELECT organisationID \(account))",
                "gp": "practiceCode = (SELECT practiceCode \(account)) AND origin = 'practice'",
            ]
            let shown = Set(
                try town.place.column("SELECT id FROM referral WHERE state <> 'draft' AND \(scope[name] ?? "0")")
            )
            #expect(!tasks.isEmpty && Set(tasks.compactMap { $0["id"] as? String }) == shown)
            for task in tasks {
                let id = task["id"] as? String ?? ""
                #expect(try await get(town, "/ServiceRequest/\(id)", token).status == .ok)
                #expect(try await get(town, "/Task/\(id)", token).status == .ok)
            }
        }
    }

    @Test(arguments: ["reception", "steward", "admin", "commissioner"])
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

    @Test(arguments: Referral.Closure.allCases)
    func theDocumentSaysWhatThePageSays(_ closure: Referral.Closure) throws {
        for isDirect in [true, false] {
            for (tag, closures) in [
                (OutcomeTag.action, [closure]), (.aware, [closure]), (.file, [closure, .completed]),
            ] {
                let (answer, letter) = told(closures, tag, isDirect: isDirect)
                let sheet = LetterSheet(answer, letter)
                let text = try document(answer, letter)
                let keys = ["Code you may add", "Questions to", "Known risks", "Still needed, and who does it"]
                let rows = keys.compactMap { key in sheet.facts.first { $0.key == key } }
                for words in [sheet.title, sheet.instruction, sheet.by].compactMap({ $0 }) + rows.flatMap(\.values) {
                    #expect(text.contains(words), "\(words)")
                }
                #expect((sheet.by != nil) == (tag == .action))
                for (key, name) in [("Code you may add", "SNOMED"), ("Known risks", "\"Risks\"")] {
                    #expect(rows.contains { $0.key == key } == text.contains(name), "\(name) \(closures)")
                }
                if closures == [.died] { #expect(sheet.title.contains("they have died")) }
            }
        }
    }

    @Test func theDocumentSaysNoMoreAboutAPersonThanThePage() throws {
        let (answer, letter) = told([.completed], .file, isDirect: false)
        let text = try document(answer, letter)
        #expect(text.contains("Ottoline Quarrington") && text.contains("ruth@example.org"))
        for secret in ["900104", "ottoline@", "Quince"] { #expect(!text.contains(secret), "\(secret)") }
    }

    private func document(_ answer: PracticeAnswer, _ letter: OutcomeLetter) throws -> String {
        String(decoding: try FHIR.json(OutcomeDocument(answer: answer, letter: letter).bundle()), as: UTF8.self)
    }

    private func told(_ closures: [Referral.Closure], _ tag: OutcomeTag, isDirect: Bool) -> (
        PracticeAnswer, OutcomeLetter
    ) {
        let day = Day(number: 20_780)
        let person = Person(
            name: "Ottoline Quarrington",
            dateOfBirth: Day(number: -6_700),
            phone: "07700 900104",
            email: "ottoline@example.org",
            address: "7 Quince Yard"
        )
        let letter = OutcomeLetter(
            tag: tag,
            ask: tag == .action ? "Please review the tablets." : nil,
            askBy: tag == .action ? day.adding(days: 12) : nil,
            person: person,
            practiceName: "The Practice",
            referredOn: day.adding(days: -60),
            reasons: ["Lonely"],
            engaged: closures.contains(.completed) ? .all : .none,
            helped: closures.contains(.completed) ? .lot : .unknown,
            saidBy: .person,
            services: closures.map { .init(name: "Growing together", organisation: "The Garden", closure: $0) },
            measures: [],
            risk: .notAsked,
            contact: "Ruth Adeyemi",
            contactAt: "ruth@example.org",
            isDirect: isDirect,
            consent: "Given in person",
            isShortened: false,
            endedOn: day
        )
        let answer = PracticeAnswer(
            isDirect ? .referral(Referral.ID()) : .episode(Episode.ID()),
            number: 1,
            for: Practice.Code(rawValue: "ZZ0001"),
            tag: tag,
            priority: .routine,
            at: day.start
        )
        return (answer, letter)
    }
}
