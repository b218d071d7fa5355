import Foundation
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// Sites on a free port of this machine that misbehave as sites do.
final class TestSites: Sendable {
    let port: Int
    private let task: Task<Void, any Error>
    private let log: Requests

    /// What came in: "HEAD /fine host:port".
    final class Requests: Sendable {
        private let lines = Mutex<[String]>([])

        func note(_ request: Request) {
            lines.withLock { $0.append("\(request.method) \(request.uri.path) \(request.head.authority ?? "")") }
        }

        var all: [String] { lines.withLock { $0 } }
    }

    var requests: [String] { log.all }

    static func start() async throws -> TestSites {
        let log = Requests()
        let (ports, running) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            responder: CallbackResponder { (request: Request, _: BasicRequestContext) in
                log.note(request)
                return try await answer(to: request)
            },
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0), serverName: nil),
            onServerRunning: { running.yield($0.localAddress?.port ?? 0) },
            logger: Logger(label: "sites") { _ in SwiftLogNoOpLogHandler() }
        )
        let task = Task { try await application.run() }
        var iterator = ports.makeAsyncIterator()
        return TestSites(port: await iterator.next() ?? 0, task: task, log: log)
    }

    private init(port: Int, task: Task<Void, any Error>, log: Requests) {
        (self.port, self.task, self.log) = (port, task, log)
    }

    func stop() { task.cancel() }

    private static func answer(to request: Request) async throws -> Response {
        let path = request.uri.path
        switch path {
        case "/fine": return Response(status: .ok)
        case "/no-head": return Response(status: request.method == .head ? .methodNotAllowed : .ok)
        case "/shy": return Response(status: .forbidden)
        case "/busy": return Response(status: .tooManyRequests)
        case "/broken": return Response(status: .serviceUnavailable)
        case "/moved": return Response(status: .movedPermanently, headers: [.location: "/fine"])
        case "/moved-away": return Response(status: .found, headers: [.location: "http://inside.place/"])
        case "/moved-to-file": return Response(status: .found, headers: [.location: "file:///etc/passwd"])
        case "/moved-nowhere": return Response(status: .found)
        case "/circle": return Response(status: .temporaryRedirect, headers: [.location: "/circle"])
        case "/silent":
            try await Task.sleep(for: .seconds(60))
            return Response(status: .ok)
        case "/endless": return Response(status: request.method == .head ? .notFound : .ok, body: endless)
        default: return Response(status: path == "/gone" ? .gone : .notFound)
        }
    }

    private static let endless = ResponseBody { writer in
        let piece = ByteBuffer(repeating: 65, count: 65_536)
        while !Task.isCancelled { try await writer.write(piece) }
        try await writer.finish(nil)
    }
}
