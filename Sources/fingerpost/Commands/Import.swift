import ArgumentParser
import Core
import Foundation
import Synchronization

struct Import: WritingCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring an Open Referral service list (ORUK 3.0 or HSDS 3.0) into the directory.",
        discussion: "Takes one page, an array, or NDJSON. The same file again changes nothing."
    )

    @Argument(help: "The file.")
    var file: String

    @Option(help: "Write every record that was skipped or mended to this file, one JSON object a line.")
    var report: String?

    @OptionGroup var common: CommonOptions

    /// More than this is for the report file.
    private static let mostShown = 50

    func check(_ console: Console) throws {
        try Importer.check(console.file(file))
    }

    func perform(in place: Workplace, _ console: Console) async throws {
        let reportFile = try report.map { try ReportFile(console.file($0)) }
        let notes = Mutex<[ImportReport.Entry]>([])
        let file = console.file(file)
        let report = try await place.features.indexer.following {
            console.progress($0, $1, "listings indexed")
        } _: {
            try await place.features.importer.importServices(
                from: file,
                progress: { console.progress($0, $1, "records read") },
                note: { entry in
                    notes.withLock { $0.append(entry) }
                    reportFile?.write(entry)
                }
            )
        }
        show(notes.withLock { $0 }, console)
        console.print(report.summary)
    }

    private func show(_ entries: [ImportReport.Entry], _ console: Console) {
        if entries.isEmpty, report != nil { console.print("Nothing was skipped or mended, so the report is empty.") }
        let skipped = entries.filter { $0.what == "skipped" }
        for entry in (skipped + entries.filter { $0.what != "skipped" }).prefix(Import.mostShown) {
            console.print("line \(entry.line)\t\(entry.id ?? "no id")\t\(entry.what)\t\(entry.reason)")
        }
        if entries.count > Import.mostShown {
            console.print("… and \(entries.count - Import.mostShown) more; `--report FILE` writes them all.")
        }
    }
}

/// The report, written as the import goes on.
private final class ReportFile: Sendable {
    private let handle: Mutex<FileHandle>

    init(_ file: URL) throws {
        guard FileManager.default.createFile(atPath: file.path, contents: nil),
            let handle = FileHandle(forWritingAtPath: file.path)
        else {
            throw Failure.unavailable("The report file \(file.path) cannot be written. Nothing was imported.")
        }
        self.handle = Mutex(handle)
    }

    func write(_ entry: ImportReport.Entry) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let line = try? encoder.encode(entry) else { return }
        handle.withLock { $0.write(line + Data("\n".utf8)) }
    }
}
