import Hummingbird
import NIOCore

/// Finds out who is calling when some calls come through proxies.
///
/// `X-Forwarded-For` is written by whoever sends it. It is read from the right, one trusted proxy at a time, and the
/// first address that is not a trusted proxy is the client's.
public struct TrustedProxies: Sendable {
    private let ranges: [AddressRange]

    /// Trusts nobody: the peer is the client.
    public static let none = TrustedProxies(ranges: [])

    /// - Parameter ranges: Addresses and ranges, such as `127.0.0.1`, `10.0.0.0/8` or `fd00::/8`.
    /// - Throws: ``Unreadable`` for the first that is neither.
    public init(_ ranges: [String]) throws(Unreadable) {
        var parsed: [AddressRange] = []
        for range in ranges {
            guard let range = AddressRange(range) else { throw Unreadable(text: range) }
            parsed.append(range)
        }
        self.init(ranges: parsed)
    }

    private init(ranges: [AddressRange]) {
        self.ranges = ranges
    }

    /// A setting that is not an address or range.
    public struct Unreadable: Error, Equatable, CustomStringConvertible {
        public let text: String
        public var description: String { "\(text) is not an IP address or a range such as 10.0.0.0/8." }
    }

    /// The client of a request; nil when the peer has no IP address, as over a Unix socket or in a test.
    public func client(of request: Request, context: some RemoteAddressRequestContext) -> ClientAddress? {
        client(peer: context.remoteAddress?.ipAddress, forwardedFor: request.headers.values(named: "X-Forwarded-For"))
    }

    /// - Parameter forwardedFor: The values of `X-Forwarded-For`, in the order received.
    public func client(peer: String?, forwardedFor: [String]) -> ClientAddress? {
        guard let peer, var client = ClientAddress(peer) else { return nil }
        let hops = forwardedFor.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
        for hop in hops.suffix(50).reversed() {
            let isTrusted = ranges.contains { $0.contains(client) }
            guard isTrusted, let next = ClientAddress(String(hop.trimmingSpaces())) else { break }
            client = next
        }
        return client
    }
}

/// An IPv4 or IPv6 address in one spelling.
public struct ClientAddress: Sendable, Hashable, CustomStringConvertible {
    /// 4 or 16; an IPv4 address that came inside an IPv6 one (`::ffff:192.0.2.1`) is 4.
    let bytes: [UInt8]

    /// Nil for anything but an address: no port, no zone, no name.
    public init?(_ text: String) {
        let isPlain = text.utf8.count <= 45 && text.allSatisfy { $0.isHexDigit && $0.isASCII || $0 == ":" || $0 == "." }
        guard isPlain, let address = try? SocketAddress(ipAddress: text, port: 0) else { return nil }
        let packed: [UInt8]
        switch address {
        case .v4(let address): packed = withUnsafeBytes(of: address.address.sin_addr) { Array($0) }
        case .v6(let address): packed = withUnsafeBytes(of: address.address.sin6_addr) { Array($0) }
        case .unixDomainSocket: return nil
        }
        let mapped: [UInt8] = Array(repeating: 0, count: 10) + [0xFF, 0xFF]
        bytes = packed.count == 16 && packed.starts(with: mapped) ? Array(packed.suffix(4)) : packed
    }

    public var description: String {
        let groups = stride(from: 0, to: bytes.count - 1, by: 2).map { Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]) }
        return bytes.count == 4
            ? bytes.map(String.init).joined(separator: ".")
            : groups.map { String($0, radix: 16) }.joined(separator: ":")
    }

    /// A key for ``RateLimiter``: the address, or for IPv6 its first 64 bits, since one household has all the rest.
    public var rateKey: String {
        bytes.count == 4 ? description : description.split(separator: ":").prefix(4).joined(separator: ":") + "::/64"
    }
}

/// All addresses that begin with the same bits.
struct AddressRange: Sendable {
    private let start: [UInt8]
    private let bits: Int

    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.first, let address = ClientAddress(String(first)), parts.count <= 2 else { return nil }
        let all = address.bytes.count * 8
        guard let bits = parts.count == 2 ? Int(parts[1]) : all, (0...all).contains(bits) else { return nil }
        self.start = address.bytes
        self.bits = bits
    }

    func contains(_ address: ClientAddress) -> Bool {
        guard address.bytes.count == start.count else { return false }
        return zip(start, address.bytes).enumerated().allSatisfy { index, pair in
            let compared = min(8, max(0, bits - index * 8))
            let mask = UInt8(truncatingIfNeeded: 0xFF00 >> compared)
            return pair.0 & mask == pair.1 & mask
        }
    }
}
