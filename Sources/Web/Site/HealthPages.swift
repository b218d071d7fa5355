import Hummingbird
import WebSupport

/// Whether the server runs, and whether it can answer from its database.
enum HealthPages {
    static func live(_ visit: Visit) async throws -> Response {
        try .json(["status": "ok"])
    }

    static func ready(_ visit: Visit) async throws -> Response {
        _ = try await visit.features.status.counts()
        return try .json(["status": "ok"])
    }
}
