import Core
import Foundation
import Synchronization

/// What was skipped or mended: written to a file as the import goes on, and some of it shown at its end.
final class ImportNotes: Sendable {
    private let entries = Mutex<[ImportReport.Entry]>([])
    private let count = Mutex(0)
    private let handle: Mutex<FileHandle?>
    private let hasFile: Bool

    /// More are counted, not kept.
    private static let mostKept = 1_000

    init(file: URL?) throws {
        hasFile = file != nil
        guard let file else {
            handle = Mutex(nil)
            return
        }
        guard FileManager.default.createFile(atPath: file.path, contents: nil),
            let opened = FileHandle(forWritingAtPath: file.path)
        else {
            throw Failure.unavailable("The report file \(file.path) cannot be written. Nothing was imported.")
        }
        handle = Mutex(opened)
    }

    @Sendable func add(_ entry: ImportReport.Entry) {
        count.withLock { $0 += 1 }
        entries.withLock { kept in
            // Those that were skipped are shown first, so they are kept first.
            if kept.count < ImportNotes.mostKept || entry.what == "skipped" { kept.append(entry) }
        }
        write(entry)
    }

    private func write(_ entry: ImportReport.Entry) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let line = try? encoder.encode(entry) else { return }
        handle.withLock { $0?.write(line + Data("\n".utf8)) }
    }

    func show(atMost most: Int, _ console: Console) {
        let total = count.withLock { $0 }
        if total == 0, hasFile { console.print("Nothing was skipped or mended, so the report is empty.") }
        let kept = entries.withLock { $0 }
        let skipped = kept.filter { $0.what == "skipped" }
        for entry in (skipped + kept.filter { $0.what != "skipped" }).prefix(most) {
            console.print("line \(entry.line)\t\(entry.id ?? "no id")\t\(entry.what)\t\(entry.reason)")
        }
        if total > most { console.print("… and \(total - most) more; `--report FILE` writes them all.") }
    }
}
