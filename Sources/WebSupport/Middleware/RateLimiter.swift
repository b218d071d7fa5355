/// Token buckets by key: each holds up to `capacity` and fills again at a steady rate.
///
/// Memory is bounded by ``init(capacity:refill:maximumKeys:now:)``'s number of keys. When they are all in use, the
/// eighth that has gone longest without a request is forgotten, so somebody with that many keys gets around the limit:
/// limit by account and by address, not by one of them.
public actor RateLimiter {
    public enum Decision: Sendable, Equatable {
        case allowed
        /// Whole seconds until the next try would be allowed: 1 to 86,400.
        case refused(retryAfter: Int)
    }

    private struct Bucket {
        var tokens: Double
        var at: ContinuousClock.Instant
    }

    private let capacity: Double
    private let perSecond: Double
    private let maximumKeys: Int
    private let now: @Sendable () -> ContinuousClock.Instant
    private var buckets: [String: Bucket] = [:]

    /// - Parameters:
    ///   - capacity: How many tries may come at once, at least 1.
    ///   - refill: How long it takes until one more is allowed.
    ///   - maximumKeys: How many keys are remembered, at least 8; each takes about 100 bytes.
    public init(
        capacity: Int,
        refill: Duration,
        maximumKeys: Int = 10_000,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
    ) {
        self.capacity = Double(max(1, capacity))
        self.perSecond = 1 / max(refill / .seconds(1), 0.001)
        self.maximumKeys = max(8, maximumKeys)
        self.now = now
    }

    /// How many keys are remembered just now.
    public var keyCount: Int { buckets.count }

    /// Takes a token for a key if there is one.
    public func take(_ key: String) -> Decision {
        let instant = now()
        var bucket = filled(key, at: instant)
        let allowed = bucket.tokens >= 1
        if allowed { bucket.tokens -= 1 }
        if buckets[key] == nil, buckets.count >= maximumKeys { forget(at: instant) }
        buckets[key] = bucket
        return allowed ? .allowed : .refused(retryAfter: wait(for: bucket))
    }

    /// Takes one for a program.
    ///
    /// - Parameter otherwise: what it can do instead, after a comma.
    /// - Throws: `PublicError` 429, with the seconds to wait.
    public func admit(_ key: String, otherwise: String = "") throws(PublicError) {
        guard case .refused(let seconds) = take(key) else { return }
        throw PublicError(
            .tooManyRequests,
            title: "Too many requests",
            sentence: "Ask again after the seconds that Retry-After gives\(otherwise).",
            headers: [.retryAfter: String(seconds)]
        )
    }

    /// What ``take(_:)`` would answer, without taking anything.
    public func peek(_ key: String) -> Decision {
        let bucket = filled(key, at: now())
        return bucket.tokens >= 1 ? .allowed : .refused(retryAfter: wait(for: bucket))
    }

    /// Forgets a key, as after a right password.
    public func reset(_ key: String) {
        buckets[key] = nil
    }

    private func filled(_ key: String, at instant: ContinuousClock.Instant) -> Bucket {
        guard let bucket = buckets[key] else { return Bucket(tokens: capacity, at: instant) }
        let seconds = max(0, (instant - bucket.at) / .seconds(1))
        // The tiny amount makes up for rounding: half a token twice is a whole one.
        return Bucket(tokens: min(capacity, bucket.tokens + seconds * perSecond + 1e-9), at: instant)
    }

    private func wait(for bucket: Bucket) -> Int {
        max(1, Int(min((1 - bucket.tokens) / perSecond, 86_400).rounded(.up)))
    }

    private func forget(at instant: ContinuousClock.Instant) {
        let full = buckets.keys.filter { filled($0, at: instant).tokens >= capacity }
        for key in full { buckets[key] = nil }
        guard buckets.count >= maximumKeys else { return }
        let oldest = buckets.sorted { $0.value.at < $1.value.at }.prefix(maximumKeys / 8)
        for (key, _) in oldest { buckets[key] = nil }
    }
}
