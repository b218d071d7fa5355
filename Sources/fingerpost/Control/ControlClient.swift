import AsyncHTTPClient
import Core
import Foundation
import NIOCore

/// Hands a command to the server that has the data folder.
struct ControlClient {
    let socket: URL

    /// A Unix socket's path has at most so many bytes on Linux (`sun_path`, less its end).
    static let longestPath = 107

    /// - Returns: false when no server answers on the socket.
    /// - Throws: `Failure.unavailable` with the server's own sentence when the command failed there.
    func run(_ errand: Errand, _ console: Console) async throws -> Bool {
        guard FileManager.default.fileExists(atPath: socket.path), socket.path.utf8.count <= ControlClient.longestPath,
            let path = socket.path.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
        else { return false }
        var request = HTTPClientRequest(url: "http+unix://\(path)/errand")
        request.method = .POST
        request.body = .bytes(ByteBuffer(data: try JSONEncoder().encode(errand)))
        let response: HTTPClientResponse
        do {
            // An import may take long; the connection ends when the server does.
            response = try await HTTPClient.shared.execute(request, timeout: .hours(24))
        } catch {
            return false
        }
        if let prompt = try await follow(response.body, console) {
            var answered = errand
            answered.input = try console.readLine(prompt) ?? ""
            return try await run(answered, console)
        }
        return true
    }

    /// - Returns: the prompt when the command wants a line first.
    private func follow(_ body: HTTPClientResponse.Body, _ console: Console) async throws -> String? {
        var rest = ""
        for try await piece in body {
            rest += String(buffer: piece)
            while let end = rest.firstIndex(of: "\n") {
                let reply = try JSONDecoder().decode(ErrandReply.self, from: Data(rest[..<end].utf8))
                rest = String(rest[rest.index(after: end)...])
                switch reply {
                case .text(let text): console.print(text)
                case .progress(let done, let total, let what): console.progress(done, total, what)
                case .asks(let prompt): return prompt
                case .failed(let sentence): throw Failure.unavailable(sentence)
                case .done: return nil
                }
            }
        }
        throw Failure.unavailable("The server stopped before the command was done. Run it again.")
    }
}
