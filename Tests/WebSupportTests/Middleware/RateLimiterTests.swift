import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import WebSupport

@Suite struct RateLimiterTests {
    private let clock = ManualClock()

    private func limiter(_ capacity: Int = 2, _ refill: Duration = .seconds(10), keys: Int = 100) -> RateLimiter {
        RateLimiter(capacity: capacity, refill: refill, maximumKeys: keys, now: clock.now)
    }

    @Test func aBucketEmptiesAndFills() async {
        let limiter = limiter()
        #expect(await limiter.take("a") == .allowed)
        #expect(await limiter.take("a") == .allowed)
        #expect(await limiter.take("a") == .refused(retryAfter: 10))
        #expect(await limiter.take("b") == .allowed)
        clock.advance(by: .seconds(4))
        #expect(await limiter.take("a") == .refused(retryAfter: 6))
        clock.advance(by: .seconds(6))
        #expect(await limiter.take("a") == .allowed)
        #expect(await limiter.take("a") == .refused(retryAfter: 10))
    }

    @Test func aBucketHoldsNoMoreThanItsCapacity() async {
        let limiter = limiter()
        _ = await limiter.take("a")
        clock.advance(by: .seconds(86_400))
        #expect(await limiter.take("a") == .allowed)
        #expect(await limiter.take("a") == .allowed)
        #expect(await limiter.take("a") == .refused(retryAfter: 10))
    }

    @Test func lookingTakesNothingAndResettingForgets() async {
        let limiter = limiter(1)
        #expect(await limiter.peek("a") == .allowed)
        #expect(await limiter.peek("a") == .allowed)
        #expect(await limiter.take("a") == .allowed)
        #expect(await limiter.peek("a") == .refused(retryAfter: 10))
        await limiter.reset("a")
        #expect(await limiter.take("a") == .allowed)
    }

    @Test func memoryIsBounded() async {
        let limiter = limiter(2, .seconds(10), keys: 16)
        for number in 0..<1_000 {
            _ = await limiter.take("key \(number)")
            clock.advance(by: .milliseconds(1))
        }
        #expect(await limiter.keyCount <= 16)
        #expect(await limiter.take("key 999") == .allowed)
        #expect(await limiter.take("key 999") == .refused(retryAfter: 10))
    }

    @Test func aFlawInTheSettingsDoesNotTrap() async {
        let limiter = RateLimiter(capacity: 0, refill: .zero, maximumKeys: 0, now: clock.now)
        #expect(await limiter.take("a") == .allowed)
        #expect(await limiter.take("a") == .refused(retryAfter: 1))
    }

    @Test func theMiddlewareAnswers429() async throws {
        let router = Router(context: TestContext.self)
        router.add(middleware: RateLimit(limiter(1)) { request, _ in request.headers[.userAgent] })
        router.get("/") { _, _ in "done" }
        let ada: HTTPFields = [.userAgent: "ada"]
        #expect(try await send(.get, "/", headers: ada, to: router).status == .ok)
        let refused = try await send(.get, "/", headers: ada, to: router)
        #expect(refused.status == .tooManyRequests)
        #expect(refused.headers[.retryAfter] == "10")
        #expect(try await send(.get, "/", to: router).status == .ok)
    }
}
