import Core
import Hummingbird
import WebSupport

/// The directory as open data, for programs: Open Referral UK 3.0.
enum OpenReferralPages {
    static let version = "HSDS-UK-3.0"

    // MARK: What this is

    static func root(_ visit: Visit) async throws -> Response {
        let about = About(
            version: version,
            profile: "https://openreferraluk.org",
            openapiUrl: visit.site.settings.publicURL + Path.openReferralDocument.text
        )
        return try await OpenReferralAnswer(visit).record { about }
    }

    private struct About: Encodable, Sendable {
        let version: String
        let profile: String
        let openapiUrl: String
    }

    static func document(_ visit: Visit) async throws -> Response {
        let server = visit.site.settings.publicURL + Path.openReferral.text
        return try await OpenReferralAnswer(visit).record { OpenReferralDocument(server: server) }
    }

    // MARK: Services

    static func services(_ visit: Visit) async throws -> Response {
        let query = try OpenReferralQuery(visit)
        let filter = try query.filter()
        let data = visit.features.openReferral
        if try query.flag(.minimal) == true {
            let most = OpenReferralQuery.mostMarks
            return try await OpenReferralAnswer(visit).list(query, try query.page(of: 1...most, usual: most)) {
                try await data.marks(filter, $0)
            }
        }
        let detail = try query.detail()
        return try await OpenReferralAnswer(visit).list(query, try query.page()) {
            try await data.services(filter, $0, detail)
        }
    }

    static func service(_ visit: Visit) async throws -> Response {
        try await one(visit, "service") { try await visit.features.openReferral.service(visit.identifier()) }
    }

    // MARK: Services at locations

    static func serviceAtLocations(_ visit: Visit) async throws -> Response {
        let query = try OpenReferralQuery(visit)
        let filter = try query.filter()
        let detail = try query.detail()
        return try await OpenReferralAnswer(visit).list(query, try query.page()) {
            try await visit.features.openReferral.serviceAtLocations(filter, $0, detail)
        }
    }

    static func serviceAtLocation(_ visit: Visit) async throws -> Response {
        try await one(visit, "service at a location") {
            try await visit.features.openReferral.serviceAtLocation(visit.identifier(of: OpenReferral.self).text)
        }
    }

    // MARK: Organisations

    static func organizations(_ visit: Visit) async throws -> Response {
        let query = try OpenReferralQuery(visit)
        let words = try query.words()
        let detail = try query.detail()
        let services: OpenReferral.ServicesOfOrganization =
            try query.flag(.fullService) == true ? .full : detail == .full ? .marks : .none
        return try await OpenReferralAnswer(visit).list(query, try query.page()) {
            try await visit.features.openReferral.organizations(words: words, $0, detail, services: services)
        }
    }

    static func organization(_ visit: Visit) async throws -> Response {
        let isFull = try OpenReferralQuery(visit).flag(.fullService) == true
        return try await one(visit, "organisation") {
            try await visit.features.openReferral.organization(visit.identifier(), services: isFull ? .full : .marks)
        }
    }

    // MARK: Terms

    static func taxonomies(_ visit: Visit) async throws -> Response {
        let query = try OpenReferralQuery(visit)
        let words = try query.words()
        return try await OpenReferralAnswer(visit).list(query, try query.page()) {
            try await visit.features.openReferral.taxonomies(words: words, $0)
        }
    }

    static func taxonomy(_ visit: Visit) async throws -> Response {
        try await one(visit, "taxonomy") {
            try await visit.features.openReferral.taxonomy(visit.identifier(of: OpenReferral.self).text)
        }
    }

    static func taxonomyTerms(_ visit: Visit) async throws -> Response {
        let query = try OpenReferralQuery(visit)
        let words = try query.words()
        let taxonomy = query.known(.taxonomy)
        let parent = try query.identifier(.parent, of: OpenReferral.self)?.text
        // All of ours are at the top, so that it changes nothing; but it is read, to refuse what it cannot be.
        _ = try query.flag(.topOnly)
        return try await OpenReferralAnswer(visit).list(query, try query.page()) {
            try await visit.features.openReferral.terms(words: words, taxonomy: taxonomy, parent: parent, $0)
        }
    }

    static func taxonomyTerm(_ visit: Visit) async throws -> Response {
        try await one(visit, "taxonomy term") {
            try await visit.features.openReferral.term(visit.identifier(of: OpenReferral.self).text)
        }
    }

    private static func one<Record: Encodable & Sendable>(
        _ visit: Visit,
        _ what: String,
        find: @Sendable () async throws -> Record
    ) async throws -> Response {
        do {
            return try await OpenReferralAnswer(visit).record(find)
        } catch Failure.notFound {
            throw PublicError(.notFound, title: "Not found", sentence: "There is no \(what) with this identifier.")
        }
    }
}
