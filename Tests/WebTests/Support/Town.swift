import Core
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import TestSupport
import Testing

@testable import Web

/// The demo place, served, with everybody who may want to visit it.
struct Town {
    let place: TestPlace
    let client: any TestClientProtocol

    /// Opens the town for one test. Nothing is logged unless the test brings a logger.
    static func open(
        logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        publicURL: String = "http://127.0.0.1:8080",
        _ body: @Sendable (Town) async throws -> Void
    ) async throws {
        let place = try await TestPlace.demo()
        let site = try place.site(publicURL: publicURL)
        let app = Application(router: site.router(), logger: logger)
        try await app.test(.router) { client in try await body(Town(place: place, client: client)) }
    }

    /// Opens a town of the test's own making.
    static func open<Result: Sendable>(
        _ place: TestPlace,
        _ body: @Sendable (Town) async throws -> Result
    ) async throws -> Result {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let app = Application(router: try place.site().router(), logger: logger)
        return try await app.test(.router) { client in try await body(Town(place: place, client: client)) }
    }

    func browser() -> Browser { Browser(client) }

    /// A browser that has signed in under a demo account's name.
    func signedIn(_ name: String) async throws -> Browser {
        let browser = browser()
        let answer = try await browser.signIn(name)
        try #require(answer.status == .seeOther, "\(name) could not sign in")
        return browser
    }

    /// A browser of somebody with that role; nil means nobody in particular.
    func browser(of role: Role?) async throws -> Browser {
        guard let role else { return browser() }
        return try await signedIn(Town.accounts[role] ?? "")
    }

    static let accounts: [Role: String] = [
        .receptionist: "reception", .linkWorker: "linkworker", .organisation: "vcse", .practice: "gp",
        .steward: "steward", .administrator: "admin", .commissioner: "commissioner",
    ]

    /// Nobody, and one of each role.
    static let everybody: [Role?] = [nil] + Role.allCases
}

extension Browser {
    /// The proof that a form of this browser's session carries.
    func csrf() async throws -> String {
        try #require(try await get("/").value(of: "csrf"))
    }

    /// Sends a body as it is, as somebody with a tool of their own would.
    @discardableResult
    func raw(
        _ path: String,
        _ body: String,
        type: String? = "application/x-www-form-urlencoded"
    ) async throws -> Page {
        var headers: HTTPFields = [:]
        if let type { headers[.contentType] = type }
        return try await send(.post, path, body: ByteBuffer(string: body), headers: headers)
    }
}

extension Browser.Page {
    var markup: Markup { Markup(body) }
}
