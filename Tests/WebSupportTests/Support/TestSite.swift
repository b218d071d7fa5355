import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore

@testable import WebSupport

/// The context of the tests, as a product would write its own.
struct TestContext: SessionRequestContext, RemoteAddressRequestContext {
    var coreContext: CoreRequestContextStorage
    var identity: String?
    var sessionToken: SessionToken?
    let remoteAddress: SocketAddress?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        remoteAddress = source.channel.remoteAddress
    }
}

/// Sends one request to a router.
func send(
    _ method: HTTPRequest.Method = .get,
    _ uri: String,
    headers: HTTPFields = [:],
    body: String? = nil,
    to router: Router<TestContext>,
    logger: Logger? = nil
) async throws -> TestResponse {
    let logger = logger ?? LogStore().logger
    return try await Application(router: router, logger: logger).test(.router) { client in
        try await client.execute(
            uri: uri,
            method: method,
            headers: headers,
            body: body.map { ByteBuffer(string: $0) }
        )
    }
}

/// A request that does not go through a router.
func request(
    _ method: HTTPRequest.Method = .post,
    _ path: String = "/",
    authority: String? = "example.org",
    headers: HTTPFields = [:],
    body: String = ""
) -> Request {
    Request(
        head: HTTPRequest(method: method, scheme: "https", authority: authority, path: path, headerFields: headers),
        body: RequestBody(buffer: ByteBuffer(string: body))
    )
}

extension HTTPFields {
    /// Headers by any name.
    static func of(_ pairs: (String, String)...) -> HTTPFields {
        var fields = HTTPFields()
        for (name, value) in pairs {
            guard let name = HTTPField.Name(name) else { continue }
            fields.append(HTTPField(name: name, value: value))
        }
        return fields
    }
}

extension TestResponse {
    var text: String { String(buffer: body) }

    func header(_ name: String) -> String? {
        HTTPField.Name(name).flatMap { headers[$0] }
    }
}

/// The type that browsers send forms as.
let formType: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]

/// A reader of a form given as it is sent.
func reader(_ body: String) throws -> FormReader {
    FormReader(try FormFields(body: body.utf8))
}
