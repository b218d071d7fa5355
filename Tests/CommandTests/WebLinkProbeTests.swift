import Core
import Foundation
import NIOCore
import Synchronization
import TestSupport
import Testing

@testable import fingerpost

/// The real probe against real sockets.
@Suite struct WebLinkProbeTests {
    private func probe(_ timeout: TimeAmount = .seconds(20)) -> WebLinkProbe {
        var probe = WebLinkProbe()
        probe.mayVisitAnything = true
        probe.answerTimeout = timeout
        return probe
    }

    @Test func answersAreReadAsWhatTheyMean() async throws {
        let sites = try await TestSites.start()
        defer { sites.stop() }
        let expected: [(String, LinkAnswer)] = [
            ("/fine", .init(.alive, "200")), ("/no-head", .init(.alive, "200")), ("/shy", .init(.alive, "403")),
            ("/busy", .init(.alive, "429")), ("/broken", .init(.failing, "503")), ("/nothing", .init(.gone, "404")),
            ("/gone", .init(.gone, "410")), ("/moved", .init(.alive, "200")),
            ("/circle", .init(.failing, "it redirects without end")),
            ("/moved-nowhere", .init(.failing, "it redirects nowhere")),
            ("/moved-to-file", .init(.refused, "it is no web address")),
        ]
        for (path, answer) in expected {
            #expect(await probe().answer(of: "http://127.0.0.1:\(sites.port)\(path)#part") == answer, "\(path)")
        }
        #expect(sites.requests.filter { $0.contains("/circle") }.count == WebLinkProbe.mostRedirects + 1)
        #expect(sites.requests.filter { $0.contains(" /no-head ") }.map { $0.prefix(4) } == ["HEAD", "GET "])
        #expect(sites.requests.filter { $0.contains(" /busy ") }.count == 1)
    }

    @Test func aSiteThatSaysNothingIsGivenUpAndAnEndlessPageIsNotRead() async throws {
        let sites = try await TestSites.start()
        defer { sites.stop() }
        let silent = await probe(.milliseconds(300)).answer(of: "http://127.0.0.1:\(sites.port)/silent")
        #expect(silent == LinkAnswer(.failing, "no answer in time"))
        let endless = await probe().answer(of: "http://127.0.0.1:\(sites.port)/endless")
        #expect(endless == LinkAnswer(.alive, "200"))
    }

    @Test func aPortThatNobodyListensOnIsNoConnection() async throws {
        let sites = try await TestSites.start()
        sites.stop()
        let closed = await probe().answer(of: "http://127.0.0.1:1/")
        #expect(closed == LinkAnswer(.failing, "no connection"))
        let unencrypted = try await TestSites.start()
        defer { unencrypted.stop() }
        let answer = await probe().answer(of: "https://127.0.0.1:\(unencrypted.port)/")
        #expect(answer == LinkAnswer(.failing, "no secure connection"))
    }

    @Test(arguments: [
        "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://2130706433/",
        "http://0x7f000001/", "http://0177.0.0.1/", "http://127.1/", "http://0/",
        "http://169.254.169.254/latest/meta-data",
        "http://10.0.0.1:8080/", "http://LOCALHOST/",
    ])
    func whatLeadsInwardsIsRefusedHoweverItIsWritten(address: String) async {
        #expect(await WebLinkProbe().answer(of: address).kind == .refused)
    }

    @Test(arguments: [
        "ftp://site.place/", "file:///etc/passwd", "javascript:alert(1)", "http://", "http:///x", "http://[]/",
        "http://name:word@site.place/", "http://site.place:22/", "http://site.place:0/", "http://si%00te.place/",
        "http://127.0.0.1%2f@site.place/", "http://a b/", "", "::::", "http://[fe80::1%25eth0]/", "http+unix://x/y",
        "http://" + String(repeating: "a", count: 3_000),
    ])
    func whatIsNoWebAddressIsRefusedUnasked(address: String) async {
        var probe = WebLinkProbe()
        probe.resolve = { _ in
            Issue.record("was resolved")
            return []
        }
        #expect(await probe.answer(of: address).kind == .refused)
    }

    @Test(arguments: ["https://tea.example", "http://www.example.org/x", "https://a.test", "https://x.invalid/"])
    func namesForExamplesAreNotAsked(address: String) async {
        #expect(await WebLinkProbe().answer(of: address).kind == .notTested)
    }

    @Test func aNameIsResolvedOnceAndTheConnectionGoesToTheAddressThatWasLookedAt() async throws {
        let sites = try await TestSites.start()
        defer { sites.stop() }
        let questions = Mutex<[String]>([])
        var probe = probe()
        // No resolver but this one knows the name: whoever asked again would not find it.
        probe.resolve = { host in
            questions.withLock { $0.append(host) }
            return [NumericAddress(bytes: [127, 0, 0, 1])]
        }
        let answer = await probe.answer(of: "http://Only-Here.place:\(sites.port)/no-head")
        #expect(answer == LinkAnswer(.alive, "200"))
        #expect(questions.withLock { $0 } == ["only-here.place"])
        #expect(sites.requests.allSatisfy { $0.hasSuffix("only-here.place:\(sites.port)") })
    }

    @Test func oneInnerAddressAmongSeveralIsEnoughToRefuse() async {
        var probe = WebLinkProbe()
        probe.resolve = { _ in [NumericAddress(bytes: [93, 184, 216, 34]), NumericAddress(bytes: [10, 0, 0, 1])] }
        #expect(await probe.answer(of: "http://two-faced.place/").kind == .refused)
    }

    @Test func aRedirectIsHeldToTheSameRules() async throws {
        let sites = try await TestSites.start()
        defer { sites.stop() }
        var outside = probe()
        outside.resolve = { $0 == "inside.place" ? [] : [NumericAddress(bytes: [127, 0, 0, 1])] }
        let answer = await outside.answer(of: "http://outside.place:\(sites.port)/moved-away")
        #expect(answer == LinkAnswer(.failing, "there is no such site"))
    }

    @Test func addressesAreWrittenSoThatTheyCanBeConnectedTo() async {
        #expect(NumericAddress(bytes: [127, 0, 0, 1]).text == "127.0.0.1")
        #expect(NumericAddress(bytes: [UInt8](repeating: 0, count: 15) + [1]).text == "0:0:0:0:0:0:0:1")
        #expect(await NumericAddress.all(of: "127.0.0.1") == [NumericAddress(bytes: [127, 0, 0, 1])])
    }
}
