extension Indexer {
    /// Brings changes into the index while `work` makes many of them, and the rest after it: storing and indexing take a
    /// core each, so that an import takes little longer than indexing alone.
    ///
    /// - Parameter progress: of what is left after the work.
    public nonisolated func following<Result: Sendable>(
        progress: @escaping Progress = { _, _ in },
        _ work: @Sendable () async throws -> Result
    ) async throws -> Result {
        try await reconcile()
        let (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let observation = database.onDirtyMarks { wake.yield() }
        async let indexing: Void = {
            for await _ in wakes where try await self.hasMuchToDo() { try await self.drain() }
        }()
        let result = try await work()
        wake.finish()
        withExtendedLifetime(observation) {}
        try await indexing
        try await drain(progress: progress)
        return result
    }
}
