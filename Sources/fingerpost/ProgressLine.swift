import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// A line on a terminal that counts up; nothing where standard error is no terminal.
final class ProgressLine: Sendable {
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let isShown = Mutex(false)

    func show(_ done: Int, of total: Int, _ what: String) {
        guard isTerminal else { return }
        isShown.withLock { $0 = true }
        FileHandle.standardError.write(Data("\r\u{1b}[K\(done) of \(total) \(what)".utf8))
    }

    /// Leaves the line, so that something else can be written.
    func end() {
        let wasShown = isShown.withLock { shown in
            defer { shown = false }
            return shown
        }
        if wasShown { FileHandle.standardError.write(Data("\n".utf8)) }
    }
}
