import Foundation

/// A line on standard error that says how far it is.
final class Console: Sendable {
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let start = ContinuousClock.now

    func show(_ done: Int, of total: Int, _ what: String) {
        guard isTerminal else { return }
        FileHandle.standardError.write(Data("\r\u{1b}[K\(done) of \(total) \(what)".utf8))
    }

    /// What begins now, with the seconds since the start: at 100,000 offers some take minutes.
    func begin(_ what: String) { say("\(Int((ContinuousClock.now - start).seconds)) s: \(what)") }

    func say(_ text: String) {
        FileHandle.standardError.write(Data(((isTerminal ? "\r\u{1b}[K" : "") + text + "\n").utf8))
    }
}
