import ArgumentParser
import Core
import Foundation
import Synchronization

struct Import: AsyncParsableCommand {
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

    func run() async throws {
        let url = URL(fileURLWithPath: file)
        try Importer.check(url)
        let reportFile = try report.map(ReportFile.init)
        let place = try await Workplace.openForWriting(common)
        let progress = ProgressLine("records read")
        let notes = Mutex<[ImportReport.Entry]>([])
        let report = try await place.features.importer.importServices(
            from: url,
            progress: { progress.show($0, of: $1) },
            note: { entry in
                notes.withLock { $0.append(entry) }
                reportFile?.write(entry)
            }
        )
        progress.end()
        try await place.bringIndexUpToDate()
        show(notes.withLock { $0 })
        print(report.summary)
    }

    private func show(_ entries: [ImportReport.Entry]) {
        let skipped = entries.filter { $0.what == "skipped" }
        for entry in (skipped + entries.filter { $0.what != "skipped" }).prefix(Import.mostShown) {
            print("line \(entry.line)\t\(entry.id ?? "no id")\t\(entry.what)\t\(entry.reason)")
        }
        if entries.count > Import.mostShown {
            print("… and \(entries.count - Import.mostShown) more; `--report FILE` writes them all.")
        }
    }
}

/// The report, written as the import goes on.
private final class ReportFile: Sendable {
    private let handle: Mutex<FileHandle>

    init(path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let handle = FileHandle(forWritingAtPath: path)
        else {
            throw Failure.unavailable("The report file \(path) cannot be written. Nothing was imported.")
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
