import Foundation

/// A line on standard error that says how far it is.
final class Console: Sendable {
    private let isTerminal = isatty(STDERR_FILENO) == 1

    func show(_ done: Int, of total: Int, _ what: String) {
        guard isTerminal else { return }
        FileHandle.standardError.write(Data("\r\u{1b}[K\(done) of \(total) \(what)".utf8))
    }

    func say(_ text: String) {
        FileHandle.standardError.write(Data(((isTerminal ? "\r\u{1b}[K" : "") + text + "\n").utf8))
    }
}
