import Testing

@testable import Core

@Suite("Where the checker may connect to")
struct PublicAddressTests {
    @Test(
        "is nowhere inside a network",
        arguments: [
            [127, 0, 0, 1], [0, 0, 0, 0], [10, 1, 2, 3], [172, 16, 0, 1], [172, 31, 255, 255], [192, 168, 1, 1],
            [169, 254, 169, 254], [100, 64, 0, 1], [100, 127, 255, 255], [192, 0, 0, 1], [192, 0, 2, 1],
            [198, 18, 0, 1],
            [198, 19, 255, 255], [198, 51, 100, 7], [203, 0, 113, 7], [224, 0, 0, 1], [240, 0, 0, 1],
            [255, 255, 255, 255],
        ] as [[UInt8]]
    )
    func privateIPv4(bytes: [UInt8]) {
        #expect(!PublicAddress.isPublic(bytes))
    }

    @Test(
        "is everywhere else",
        arguments: [
            [8, 8, 8, 8], [172, 15, 0, 1], [172, 32, 0, 1], [100, 63, 0, 1], [100, 128, 0, 1], [192, 167, 0, 1],
            [169, 253, 0, 1], [223, 255, 255, 254], [198, 17, 0, 1], [198, 20, 0, 1], [11, 0, 0, 1], [126, 0, 0, 1],
        ] as [[UInt8]]
    )
    func publicIPv4(bytes: [UInt8]) {
        #expect(PublicAddress.isPublic(bytes))
    }

    private func address(_ start: [UInt8], end: [UInt8] = [1]) -> [UInt8] {
        start + [UInt8](repeating: 0, count: 16 - start.count - end.count) + end
    }

    @Test("by IPv6 is global unicast only, with no IPv4 address hidden inside")
    func ipv6() {
        #expect(PublicAddress.isPublic(address([0x2a, 0x00, 0x14, 0x50])))
        #expect(PublicAddress.isPublic(address([0x26, 0x06, 0x47, 0x00])))
        let mapped = address([], end: [0xff, 0xff, 127, 0, 0, 1])
        let translated = address([0x00, 0x64, 0xff, 0x9b], end: [10, 0, 0, 1])
        let refused = [
            address([]), address([0xfe, 0x80]), address([0xfc, 0x00]), address([0xfd, 0x12]), address([0xff, 0x02]),
            mapped, translated, address([0x20, 0x02, 127, 0, 0, 1]), address([0x20, 0x01, 0x00, 0x00]),
            address([0x20, 0x01, 0x0d, 0xb8]), address([0x3f, 0xff]),
        ]
        for bytes in refused { #expect(!PublicAddress.isPublic(bytes), "\(bytes)") }
    }

    @Test("is nothing that is no address")
    func nonsense() {
        for count in [0, 1, 3, 5, 15, 17] {
            #expect(!PublicAddress.isPublic([UInt8](repeating: 8, count: count)))
        }
    }
}
