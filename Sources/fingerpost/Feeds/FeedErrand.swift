import Core

/// Reads one source for a command or for the server's schedule.
struct FeedErrand {
    let features: Features
    let allowsPrivate: Bool

    func sync(
        _ source: Source,
        _ console: Console,
        note: @escaping @Sendable (ImportReport.Entry) -> Void
    ) async throws -> SyncReport {
        try await sync(source, progress: { console.progress($0, $1, "records read") }, note: note)
    }

    func sync(
        _ source: Source,
        progress: @escaping Importer.Progress = { _, _ in },
        note: @escaping @Sendable (ImportReport.Entry) -> Void = { _ in }
    ) async throws -> SyncReport {
        let client = WebFeedClient(allowsPrivate: allowsPrivate)
        do {
            let report = try await features.sources.sync(source, over: client, progress: progress, note: note)
            await client.close()
            return report
        } catch {
            await client.close()
            throw error
        }
    }
}
