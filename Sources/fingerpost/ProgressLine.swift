import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// A line on a terminal that counts up; nothing where standard error is no terminal.
final class ProgressLine: Sendable {
    private let what: String
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let wasShown = Mutex(false)

    init(_ what: String) { self.what = what }

    func show(_ done: Int, of total: Int) {
        guard isTerminal else { return }
        wasShown.withLock { $0 = true }
        FileHandle.standardError.write(Data("\r\u{1b}[K\(done) of \(total) \(what)".utf8))
    }

    func end() {
        guard wasShown.withLock({ $0 }) else { return }
        FileHandle.standardError.write(Data("\n".utf8))
    }
}
