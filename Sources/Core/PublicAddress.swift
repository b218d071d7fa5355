/// Where the checker and the reading of feeds may connect to: only what everybody on the internet can reach. The address of
/// a router or of a cloud's metadata service would make them spies inside the operator's network.
public enum PublicAddress {
    /// - Parameter bytes: 4 of an IPv4 address or 16 of an IPv6 address, in network order.
    /// - Returns: false also for any other number of bytes.
    public static func isPublic(_ bytes: [UInt8]) -> Bool {
        switch bytes.count {
        case 4: !reservedIPv4.contains { $0.holds(bytes) }
        case 16: isPublicIPv6(bytes)
        default: false
        }
    }

    /// Global unicast is 2000::/3; of it, what carries an IPv4 address inside (6to4, Teredo) is refused, not unwrapped.
    private static func isPublicIPv6(_ bytes: [UInt8]) -> Bool {
        guard bytes[0] & 0xe0 == 0x20 else { return false }
        return !reservedIPv6.contains { $0.holds(bytes) }
    }

    private struct Network {
        let bytes: [UInt8]
        let bits: Int

        init(_ bytes: [UInt8], _ bits: Int) {
            self.bytes = bytes
            self.bits = bits
        }

        func holds(_ address: [UInt8]) -> Bool {
            for (index, byte) in bytes.enumerated() where index * 8 < bits {
                let mask = bits - index * 8 >= 8 ? UInt8.max : ~(UInt8.max >> UInt8(bits - index * 8))
                guard byte & mask == address[index] & mask else { return false }
            }
            return true
        }
    }

    /// The IANA IPv4 Special-Purpose Address Registry (RFC 6890 and its successors), multicast and the rest above it.
    private static let reservedIPv4 = [
        Network([0], 8), Network([10], 8), Network([100, 64], 10), Network([127], 8), Network([169, 254], 16),
        Network([172, 16], 12), Network([192, 0, 0], 24), Network([192, 0, 2], 24), Network([192, 31, 196], 24),
        Network([192, 52, 193], 24), Network([192, 88, 99], 24), Network([192, 168], 16), Network([192, 175, 48], 24),
        Network([198, 18], 15), Network([198, 51, 100], 24), Network([203, 0, 113], 24), Network([224], 3),
    ]

    /// The IANA IPv6 Special-Purpose Address Registry, inside 2000::/3.
    private static let reservedIPv6 = [
        Network([0x20, 0x01, 0x00, 0x00], 23), Network([0x20, 0x01, 0x0d, 0xb8], 32), Network([0x20, 0x02], 16),
        Network([0x26, 0x20, 0x00, 0x4f, 0x80, 0x00], 48), Network([0x3f, 0xff, 0x00], 20),
    ]
}
