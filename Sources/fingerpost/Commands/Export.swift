import ArgumentParser
import Core

struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write the directory as a table for spreadsheets, one row per offer.",
        discussion: """
            `import FILE.csv` reads it back: a changed cell changes that fact and keeps it from being overwritten by sources; a row \
            without an id is a new offer. Cells that a spreadsheet could take for a formula have an apostrophe before them, \
            which the import takes away.
            """
    )

    @Option(help: "The file to write.")
    var csv: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let console = Console.terminal()
        let place = try Workplace.openForReading(common)
        let rows = try await place.features.tables.export(
            to: console.file(csv),
            progress: { console.progress($0, $1, "offers written") }
        )
        console.print("\(rows) offers are in \(csv).")
    }
}
