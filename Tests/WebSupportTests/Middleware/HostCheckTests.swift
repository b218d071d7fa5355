import HTTPTypes
import Hummingbird
import Logging
import NIOEmbedded
import Testing
import WebSupport

@Suite struct HostCheckTests {
    private func isRefused(_ check: HostCheck<TestContext>, host: String?, second: String? = nil) async throws -> Bool {
        let headers = second.map { HTTPFields.of(("Host", $0)) } ?? [:]
        let source = ApplicationRequestContextSource(channel: EmbeddedChannel(), logger: LogStore().logger)
        do {
            _ = try await check.handle(
                request(.get, authority: host, headers: headers),
                context: TestContext(source: source)
            ) { _, _ in Response(status: .ok) }
            return false
        } catch let error as HTTPError {
            return error.status == .badRequest
        }
    }

    @Test func exactlyOneHostIsAsked() async throws {
        let check = HostCheck<TestContext>()
        #expect(try await !isRefused(check, host: "anything.example"))
        #expect(try await isRefused(check, host: nil))
        #expect(try await isRefused(check, host: ""))
        #expect(try await isRefused(check, host: "a.example", second: "b.example"))
        #expect(try await isRefused(check, host: "a.example", second: "a.example"))
    }

    @Test func namesCanBeLimited() async throws {
        let check = HostCheck<TestContext>(known: ["Example.org", "[::1]", "127.0.0.1"])
        for host in ["example.org", "EXAMPLE.ORG:8080", "[::1]:8080", "127.0.0.1:8080"] {
            #expect(try await !isRefused(check, host: host))
        }
        for host in ["evil.example", "example.org.evil.example", "[::2]", "example.org@evil.example", "["] {
            #expect(try await isRefused(check, host: host))
        }
    }
}
