import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// A kept-alive HTTP connection that blocks its thread. It costs little beside the server, which it shares the cores with.
final class Connection {
    private let socket: Int32
    private var buffer = [UInt8](repeating: 0, count: 1 << 18)

    struct Problem: Error { let text: String }

    init(port: Int) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, size) }
        }
        guard result == 0 else {
            close(socket)
            throw Problem(text: "nobody listens on port \(port)")
        }
        var on: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit { close(socket) }

    /// So many people ask, so that none of them asks as often as a rate limit forbids.
    private static let people = 1_000

    /// The status of the answer, once all of it is here.
    ///
    /// - Parameter number: of the request, which says who of the people asks.
    func get(_ path: String, number: Int = 0, cookie: String? = nil) throws -> Int {
        try ask("GET \(path) HTTP/1.1\r\n\(head(number, cookie))\r\n\r\n")
    }

    /// Sends a form, already encoded.
    func post(_ path: String, _ form: String, number: Int = 0, cookie: String?) throws -> Int {
        let type = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(form.utf8.count)"
        return try ask("POST \(path) HTTP/1.1\r\n\(head(number, cookie))\r\n\(type)\r\n\r\n\(form)")
    }

    /// What came last, with its head.
    var answer: String { String(decoding: buffer[..<length], as: UTF8.self) }
    private var length = 0

    private func head(_ number: Int, _ cookie: String?) -> String {
        let person = number % Connection.people
        let cookie = cookie.map { "\r\nCookie: \($0)" } ?? ""
        return "Host: 127.0.0.1\r\nAccept: text/html\r\nX-Forwarded-For: 10.0.\(person / 250).\(person % 250)\(cookie)"
    }

    private func ask(_ text: String) throws -> Int {
        let request = Array(text.utf8)
        guard send(socket, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else {
            throw Problem(text: "the server closed the connection")
        }
        var received = 0
        var end: Int?
        while true {
            let room = buffer.count - received
            let count = buffer.withUnsafeMutableBytes { recv(socket, $0.baseAddress.map { $0 + received }, room, 0) }
            guard count > 0, room > 0 else { throw Problem(text: "the server closed the connection") }
            received += count
            if end == nil { end = try lengthOfAnswer(received) }
            if let end, received >= end {
                length = received
                return try status()
            }
        }
    }

    private func status() throws -> Int {
        guard let status = Int(String(decoding: buffer[9..<12], as: UTF8.self)) else { throw Problem(text: "no HTTP") }
        return status
    }

    /// With its head; nil while that is not all here.
    private func lengthOfAnswer(_ received: Int) throws -> Int? {
        let head = String(decoding: buffer[..<min(received, 4_096)], as: UTF8.self)
        guard let end = head.range(of: "\r\n\r\n") else { return nil }
        let length = head.lowercased().range(of: "content-length: ").flatMap {
            Int(head.lowercased()[$0.upperBound...].prefix { $0.isNumber })
        }
        guard let length else { throw Problem(text: "an answer without a length") }
        let total = head.utf8.distance(from: head.startIndex, to: end.upperBound) + length
        if total > buffer.count { buffer += [UInt8](repeating: 0, count: total - buffer.count) }
        return total
    }
}
