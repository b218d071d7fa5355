import ArgumentParser
import Core
import Foundation
import Synchronization

struct Import: WritingCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring services into the directory: from a file, a live Open Referral feed, or a table (.csv).",
        discussion: """
            A file is an Open Referral service list (ORUK or HSDS 3.0, ORUK 1.0): one page, an array, or NDJSON. An address is \
            the base of a live feed; cut off, it goes on where it was. A table has one row per offer, as `export --csv` \
            writes it. The same again changes nothing.
            """
    )

    @Argument(help: "The file, or the address of a feed.")
    var file: String

    @Option(help: "Write every record that was skipped or mended to this file, one JSON object a line.")
    var report: String?

    @Flag(help: "Also ask a feed in a private network, such as one's own.")
    var allowPrivate = false

    @OptionGroup var common: CommonOptions

    /// More than this is for the report file.
    private static let mostShown = 50

    private var isFeed: Bool { ["http://", "https://"].contains { file.lowercased().hasPrefix($0) } }
    private var isTable: Bool { file.lowercased().hasSuffix(".csv") }

    func check(_ console: Console) throws {
        if !isFeed { try Importer.check(console.file(file)) }
    }

    func perform(in place: Workplace, _ console: Console) async throws {
        let notes = try ImportNotes(file: report.map(console.file))
        let summary = try await place.features.indexer.following {
            console.progress($0, $1, "listings indexed")
        } _: {
            try await run(in: place.features, console, notes)
        }
        notes.show(atMost: Import.mostShown, console)
        console.print(summary)
    }

    private func run(in features: Features, _ console: Console, _ notes: ImportNotes) async throws -> String {
        let progress: Importer.Progress = { console.progress($0, $1, "records read") }
        if isFeed {
            let source = try await features.sources.once(url: file)
            return try await FeedErrand(features: features, allowsPrivate: allowPrivate)
                .sync(source, console, note: notes.add).summary
        }
        let file = console.file(file)
        let report =
            isTable
            ? try await features.tables.importTable(from: file, progress: progress, note: notes.add)
            : try await features.importer.importServices(from: file, progress: progress, note: notes.add)
        return report.summary
    }
}
