import Foundation
import NIOPosix

#if canImport(Glibc)
    import Glibc
#endif

/// An IP address: the bytes to judge it by and the text to connect to.
struct NumericAddress: Equatable, Sendable {
    /// 4 or 16, in network order.
    let bytes: [UInt8]
    let text: String

    /// All addresses of a host, IPv4 first because not every server has a way out by IPv6; none when there is no such
    /// host. Asked of the machine's resolver, on a thread that may wait.
    static func all(of host: String) async -> [NumericAddress] {
        let found = try? await NIOThreadPool.singleton.runIfActive { lookUp(host) }
        return (found ?? []).sorted { $0.bytes.count < $1.bytes.count }
    }

    private static func lookUp(_ host: String) -> [NumericAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var found: [NumericAddress] = []
        var next = list
        while let entry = next?.pointee {
            if let address = NumericAddress(entry), !found.contains(address) { found.append(address) }
            next = entry.ai_next
        }
        return found
    }

    private init?(_ entry: addrinfo) {
        guard let socketAddress = entry.ai_addr else { return nil }
        let raw = UnsafeRawPointer(socketAddress)
        switch entry.ai_family {
        case AF_INET:
            let address = raw.loadUnaligned(as: sockaddr_in.self).sin_addr
            self.init(bytes: withUnsafeBytes(of: address) { Array($0) })
        case AF_INET6:
            let address = raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr
            self.init(bytes: withUnsafeBytes(of: address) { Array($0) })
        default: return nil
        }
    }

    /// - Parameter bytes: 4 or 16, in network order.
    init(bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.count == 4 {
            text = bytes.map(String.init).joined(separator: ".")
        } else {
            text = stride(from: 0, to: bytes.count - 1, by: 2)
                .map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }.joined(separator: ":")
        }
    }
}
