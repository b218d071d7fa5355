/// Lets one piece of work through at a time, in the order of coming.
///
/// An actor alone does not: it lets another call in at every `await`.
actor Turnstile {
    private var last: Task<Void, Never>?

    func pass<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let before = last
        let task = Task {
            await before?.value
            return try await work()
        }
        last = Task { _ = await task.result }
        return try await task.value
    }
}
