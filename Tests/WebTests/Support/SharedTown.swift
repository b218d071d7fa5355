import Hummingbird
import HummingbirdTesting
import Logging
import TestSupport

/// One demo place for many tests that only look; whoever changes something opens a town of their own.
final class SharedTown: Sendable {
    private let place = Task { try await TestPlace.demo() }

    func withPage(_ path: String, _ body: @Sendable (Browser.Page) async throws -> Void) async throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let app = Application(router: try await place.value.site().router(), logger: logger)
        try await app.test(.router) { client in try await body(try await Browser(client).get(path)) }
    }
}
