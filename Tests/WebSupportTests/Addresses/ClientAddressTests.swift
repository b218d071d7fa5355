import Testing

@testable import WebSupport

@Suite struct ClientAddressTests {
    private func client(_ proxies: [String], peer: String?, _ forwarded: String...) throws -> String? {
        try TrustedProxies(proxies).client(peer: peer, forwardedFor: forwarded)?.description
    }

    @Test func withoutProxiesThePeerIsTheClient() throws {
        #expect(try client([], peer: "192.0.2.1", "198.51.100.7") == "192.0.2.1")
        #expect(
            TrustedProxies.none.client(peer: "192.0.2.1", forwardedFor: ["198.51.100.7"])?.description == "192.0.2.1"
        )
        #expect(try client([], peer: nil, "198.51.100.7") == nil)
    }

    @Test func proxiesAreUnwoundFromTheRight() throws {
        let proxies = ["127.0.0.1", "10.0.0.0/8"]
        #expect(try client(proxies, peer: "127.0.0.1", "198.51.100.7") == "198.51.100.7")
        #expect(try client(proxies, peer: "127.0.0.1", "6.6.6.6, 198.51.100.7, 10.1.2.3") == "198.51.100.7")
        #expect(try client(proxies, peer: "127.0.0.1", "6.6.6.6", "198.51.100.7") == "198.51.100.7")
        #expect(try client(proxies, peer: "192.0.2.9", "198.51.100.7") == "192.0.2.9")
        #expect(try client(proxies, peer: "127.0.0.1") == "127.0.0.1")
    }

    @Test(arguments: ["junk", "", "1.2.3.4:80", "unknown", "1.2.3", "[::1]", "fe80::1%eth0", "1.2.3.4\u{0}"])
    func junkStopsAtTheLastThatIsKnown(junk: String) throws {
        #expect(try client(["127.0.0.1"], peer: "127.0.0.1", "6.6.6.6, \(junk)") == "127.0.0.1")
    }

    @Test func addressesHaveOneSpelling() {
        #expect(ClientAddress("::FFFF:192.0.2.1") == ClientAddress("192.0.2.1"))
        #expect(ClientAddress("2001:DB8:0:0::1") == ClientAddress("2001:db8::1"))
        #expect(ClientAddress("2001:db8::1")?.description == "2001:db8:0:0:0:0:0:1")
    }

    @Test func aHouseholdIsOneKey() {
        #expect(ClientAddress("2001:db8:1:2:3:4:5:6")?.rateKey == "2001:db8:1:2::/64")
        #expect(ClientAddress("2001:db8:1:2::9")?.rateKey == "2001:db8:1:2::/64")
        #expect(ClientAddress("192.0.2.1")?.rateKey == "192.0.2.1")
    }

    @Test func rangesMayEndWithinAByte() throws {
        let proxies = ["10.0.0.0/9", "fd00::/8"]
        #expect(try client(proxies, peer: "10.127.255.255", "192.0.2.1") == "192.0.2.1")
        #expect(try client(proxies, peer: "10.128.0.0", "192.0.2.1") == "10.128.0.0")
        #expect(try client(proxies, peer: "fd12::1", "192.0.2.1") == "192.0.2.1")
        #expect(try client(["0.0.0.0/0"], peer: "8.8.8.8", "192.0.2.1") == "192.0.2.1")
    }

    @Test(arguments: ["", "localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/8", "10.0.0.0/", "/8", "fd00::/129"])
    func settingsThatAreNoRangeAreRefused(text: String) {
        #expect(throws: TrustedProxies.Unreadable(text: text)) { try TrustedProxies([text]) }
    }
}
