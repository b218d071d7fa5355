/// Addresses that a feed (or any address that somebody typed) must not lead to: this machine and networks behind its
/// firewall.
///
/// The ranges are those that the IANA special-purpose registries call not globally reachable (RFC 6890 and successors).
public enum PrivateNetwork {
    /// - Parameter bytes: 4 of an IPv4 or 16 of an IPv6 address; anything else counts as private.
    public static func contains(_ bytes: [UInt8]) -> Bool {
        if bytes.count == 4 { return isPrivate4(bytes) }
        guard bytes.count == 16 else { return true }
        if let inner = embedded4(bytes) { return isPrivate4(inner) }
        // Only 2000::/3 is given out for the public internet; of it, documentation, benchmarking and ORCHID are not.
        guard bytes[0] & 0xe0 == 0x20 else { return true }
        let start = (bytes[0], bytes[1], bytes[2], bytes[3])
        return switch start {
        case (0x20, 0x01, 0x0d, 0xb8), (0x20, 0x01, 0x00, 0x02), (0x3f, 0xff, _, _): true
        case (0x20, 0x01, 0x00, 0x10...0x2f): true
        default: false
        }
    }

    private static func isPrivate4(_ bytes: [UInt8]) -> Bool {
        switch (bytes[0], bytes[1], bytes[2]) {
        case (0, _, _), (10, _, _), (127, _, _), (169, 254, _), (172, 16...31, _), (192, 168, _): true
        case (100, 64...127, _), (198, 18...19, _), (192, 0, 0), (192, 0, 2), (198, 51, 100), (203, 0, 113): true
        case (224..., _, _): true
        default: false
        }
    }

    /// IPv4 inside IPv6: mapped (`::ffff:…`), translated (`64:ff9b::…`), 6to4 (`2002:…`).
    private static func embedded4(_ bytes: [UInt8]) -> [UInt8]? {
        if bytes[0..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xff, bytes[11] == 0xff { return Array(bytes[12...]) }
        if bytes[0..<12] == [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0] { return Array(bytes[12...]) }
        if bytes[0] == 0x20, bytes[1] == 0x02 { return Array(bytes[2..<6]) }
        return nil
    }
}
