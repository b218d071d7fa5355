import Core
import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import Web

/// What tests of FHIR do again and again: ask as a program does, and take the answer apart.
protocol FHIRProgram {}

extension FHIRProgram {
    static var base: String { "/fhir/R4" }
    static var open: [FHIR.Kind] { [.healthcareService, .organization, .location] }
    static var closed: [FHIR.Kind] { [.serviceRequest, .task, .questionnaireResponse, .observation] }

    func key(_ name: String, _ town: Town) async throws -> HTTPFields {
        let email = "\(name)@demo.fingerpost.example"
        let (key, _) = try await town.place.features.tokens.make(for: email, name: "test", days: 30)
        return [.authorization: "Bearer \(key)"]
    }

    func get(_ town: Town, _ path: String, _ headers: HTTPFields = [:]) async throws -> Browser.Page {
        try await town.browser().get(Self.base + path, headers: headers)
    }

    func object(_ page: Browser.Page) throws -> [String: Any] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(page.body.utf8)) as? [String: Any],
            "\(page.body.prefix(200))"
        )
    }

    func resources(_ page: Browser.Page) throws -> [[String: Any]] {
        (try object(page)["entry"] as? [[String: Any]] ?? []).compactMap { $0["resource"] as? [String: Any] }
    }

    func expectOutcome(_ page: Browser.Page, _ status: Int, _ code: String) throws {
        #expect(page.status.code == status, "\(page.body.prefix(200))")
        #expect(page.headers[.contentType]?.hasPrefix("application/fhir+json") == true)
        let outcome = try object(page)
        #expect(outcome["resourceType"] as? String == "OperationOutcome")
        #expect((outcome["issue"] as? [[String: Any]])?.first?["code"] as? String == code, "\(page.body)")
    }
}
