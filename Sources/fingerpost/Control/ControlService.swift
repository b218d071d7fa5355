import ArgumentParser
import Core
import Foundation
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// Runs commands that are handed over on a Unix socket in the data folder, which only its owner can enter.
struct ControlService: Service {
    let place: Workplace
    let socket: URL
    let logger: Logger

    func run() async throws {
        guard socket.path.utf8.count <= ControlClient.longestPath else {
            logger.warning("no control socket: the path of the data folder is too long")
            try? await gracefulShutdown()
            return
        }
        try? FileManager.default.removeItem(at: socket)
        let router = Router()
        router.post("errand") { request, _ in
            let body = try await request.body.collect(upTo: 1 << 20)
            let errand = try JSONDecoder().decode(Errand.self, from: Data(buffer: body))
            return Response(status: .ok, body: ResponseBody(asyncSequence: replies(to: errand)))
        }
        var quiet = logger
        quiet.logLevel = .warning
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .unixDomainSocket(path: socket.path), serverName: nil),
            logger: quiet
        )
        try await application.run()
        try? FileManager.default.removeItem(at: socket)
    }

    private func replies(to errand: Errand) -> AsyncStream<ByteBuffer> {
        let (stream, continuation) = AsyncStream.makeStream(of: ByteBuffer.self)
        let send: @Sendable (ErrandReply) -> Void = { reply in
            guard let line = try? JSONEncoder().encode(reply) else { return }
            continuation.yield(ByteBuffer(data: line + Data("\n".utf8)))
        }
        Task {
            send(await outcome(of: errand, send))
            continuation.finish()
        }
        return stream
    }

    private func outcome(of errand: Errand, _ send: @escaping @Sendable (ErrandReply) -> Void) async -> ErrandReply {
        do {
            guard let command = try Fingerpost.parseAsRoot(errand.arguments) as? any WritingCommand else {
                return .failed("That cannot be done while the server runs.")
            }
            let console = console(for: errand, send)
            try command.check(console)
            try await command.perform(in: place, console)
            return .done
        } catch let question as Question {
            return .asks(prompt: question.prompt)
        } catch {
            return .failed(Ending.sentence(for: error) ?? Fingerpost.message(for: error))
        }
    }

    /// Thrown out of a command that wants to read a line which did not come with it.
    private struct Question: Error {
        let prompt: String
    }

    private func console(for errand: Errand, _ send: @escaping @Sendable (ErrandReply) -> Void) -> Console {
        Console(
            workingFolder: URL(fileURLWithPath: errand.workingFolder, isDirectory: true),
            print: { send(.text($0)) },
            progress: { send(.progress(done: $0, total: $1, what: $2)) },
            readLine: { prompt in
                guard let input = errand.input else { throw Question(prompt: prompt) }
                return input
            }
        )
    }
}
