import NIOCore

#if canImport(Glibc)
    import Glibc
#endif

/// All addresses that a name leads to.
enum HostLookup {
    struct NotFound: Error {}

    /// Blocks: call it on a thread that may wait.
    static func addresses(of host: String) throws -> [SocketAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { throw NotFound() }
        defer { freeaddrinfo(list) }
        var found: [SocketAddress] = []
        var next = list
        while let entry = next?.pointee {
            if let address = entry.ai_addr { found += socketAddress(address, family: entry.ai_family) }
            next = entry.ai_next
        }
        return found
    }

    private static func socketAddress(_ address: UnsafeMutablePointer<sockaddr>, family: Int32) -> [SocketAddress] {
        let raw = UnsafeRawPointer(address)
        switch family {
        case AF_INET: return [SocketAddress(raw.loadUnaligned(as: sockaddr_in.self), host: "")]
        case AF_INET6: return [SocketAddress(raw.loadUnaligned(as: sockaddr_in6.self), host: "")]
        default: return []
        }
    }

    /// 4 or 16; none for what is no internet address.
    static func bytes(of address: SocketAddress) -> [UInt8] {
        switch address {
        case .v4(let four): withUnsafeBytes(of: four.address.sin_addr) { Array($0) }
        case .v6(let six): withUnsafeBytes(of: six.address.sin6_addr) { Array($0) }
        case .unixDomainSocket: []
        }
    }
}
