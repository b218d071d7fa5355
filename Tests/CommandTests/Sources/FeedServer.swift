import Foundation
import HTTPTypes
import Hummingbird
import Logging
import ServiceLifecycle
import Synchronization

/// A feed on a free port, whose answers a test decides and whose requests it can read.
final class FeedServer: Sendable {
    struct Asked: Sendable {
        let path: String
        let query: [String: String]
        let headers: [String: String]
    }

    struct Answer: Sendable {
        var status = 200
        var body = ""
        var headers: [String: String] = [:]
    }

    typealias Handler = @Sendable (Asked) -> Answer

    private let handler: Mutex<Handler>
    private let log = Mutex<[Asked]>([])

    private init(_ handler: @escaping Handler) { self.handler = Mutex(handler) }

    var asked: [Asked] { log.withLock { $0 } }

    /// The paths and page numbers that were asked for since the last call.
    func trail() -> [String] {
        log.withLock { log in
            defer { log = [] }
            return log.map { $0.path + ($0.query["page"].map { "?\($0)" } ?? "") }
        }
    }

    func answer(_ handler: @escaping Handler) { self.handler.withLock { $0 = handler } }

    private func respond(_ request: Request) -> Response {
        let asked = Asked(
            path: request.uri.path,
            query: Dictionary(
                request.uri.queryParameters.map { (String($0.key), String($0.value)) },
                uniquingKeysWith: { one, _ in one }
            ),
            headers: Dictionary(
                request.headers.map { ($0.name.rawName.lowercased(), $0.value) },
                uniquingKeysWith: { one, _ in one }
            )
        )
        log.withLock { $0.append(asked) }
        let answer = handler.withLock { $0 }(asked)
        var response = Response(status: .init(code: answer.status), body: .init(byteBuffer: .init(string: answer.body)))
        for (name, value) in answer.headers {
            if let name = HTTPField.Name(name) { response.headers[name] = value }
        }
        return response
    }

    /// Serves while `body` runs; it is given the address.
    static func run(
        _ handler: @escaping Handler,
        _ body: @Sendable (FeedServer, String) async throws -> Void
    ) async throws {
        let server = FeedServer(handler)
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let responder = CallbackResponder<BasicRequestContext> { request, _ in server.respond(request) }
        var logger = Logger(label: "feed")
        logger.logLevel = .critical
        let application = Application(
            responder: responder,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { port.yield($0.localAddress?.port ?? 0) },
            logger: logger
        )
        // Told to stop rather than cancelled: NIO traps when a connection waits to be accepted at that moment.
        let services = ServiceGroup(
            configuration: .init(
                services: [.init(service: application, serviceName: "feed")],
                gracefulShutdownSignals: [],
                logger: logger
            )
        )
        async let running: Void = services.run()
        var ending: Result<Void, any Error> = .success(())
        for await number in ports.prefix(1) {
            do { try await body(server, "http://127.0.0.1:\(number)") } catch { ending = .failure(error) }
        }
        await services.triggerGracefulShutdown()
        try await running
        try ending.get()
    }
}

/// Invented feeds.
enum Feed {
    static func id(_ number: Int) -> String {
        "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - String(number).count) + String(number)
    }

    static func service(_ number: Int, name: String? = nil, _ more: String = "") -> String {
        """
        {"id":"\(id(number))","name":"\(name ?? "Service \(number)")","status":"active","phones":[{"number":"01632 960\(100 + number)"}],\
        "organization":{"id":"11111111-1111-4111-8111-111111111111","name":"The Many","description":""}\(more)}
        """
    }

    static func thin(_ number: Int) -> String {
        "{\"id\":\"\(id(number))\",\"name\":\"Service \(number)\",\"status\":\"active\"}"
    }

    /// One page of ORUK 3.0, `size` records a page whatever is asked for.
    static func page(_ records: [String], _ asked: FeedServer.Asked, size: Int = 2) -> FeedServer.Answer {
        let number = asked.query["page"].flatMap { Int($0) } ?? 1
        let pages = max(1, (records.count + size - 1) / size)
        guard (1...pages).contains(number) else { return FeedServer.Answer(status: 404) }
        let start = (number - 1) * size
        let slice = records[start..<min(start + size, records.count)]
        return FeedServer.Answer(
            body: """
                {"total_items":\(records.count),"total_pages":\(pages),"page_number":\(number),"size":\(slice.count),\
                "first_page":\(number == 1),"last_page":\(number == pages),"empty":\(slice.isEmpty),\
                "contents":[\(slice.joined(separator: ","))]}
                """
        )
    }

    /// Everything under `/services`, whole.
    static func whole(_ records: [String], size: Int = 2) -> FeedServer.Handler {
        { asked in asked.path == "/services" ? page(records, asked, size: size) : FeedServer.Answer(status: 404) }
    }
}
