import Logging
import NIOConcurrencyHelpers

/// Keeps log lines in memory as text: message, then metadata sorted by key.
final class LogStore: Sendable {
    private let stored = NIOLockedValueBox<[String]>([])

    var lines: [String] { stored.withLockedValue { $0 } }
    var text: String { lines.joined(separator: "\n") }

    var logger: Logger {
        Logger(label: "test") { _ in Handler(store: self) }
    }

    private struct Handler: LogHandler {
        let store: LogStore
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let pairs = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            let line = (["\(event.level): \(event.message)"] + pairs).joined(separator: " ")
            store.stored.withLockedValue { $0.append(line) }
        }
    }
}
