import Logging
import Synchronization

/// Keeps log lines in memory: message, label and all metadata.
final class LogStore: Sendable {
    private let stored = Mutex<[String]>([])

    var lines: [String] { stored.withLock { $0 } }

    var logger: Logger { Logger(label: "test") { _ in Handler(store: self) } }

    private struct Handler: LogHandler {
        let store: LogStore
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { $1 }
            store.stored.withLock { $0.append("\(event.level) \(event.message) \(all)") }
        }
    }
}
