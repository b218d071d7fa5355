import ArgumentParser
import Core

struct ImportPostcodes: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "import-postcodes",
        abstract: "Learn where every postcode is, so that distances are from the door.",
        discussion: """
            Takes the ONS's National Statistics Postcode Lookup (NSPL) or ONSPD, Ordnance Survey's Code-Point Open (the folder \
            or one file of it), or a table with the columns postcode, lat and lon, and puts it in the place of what was known. \
            Killed or failed, it changes nothing.
            """
    )

    @Argument(help: "The file, or the unpacked folder of Code-Point Open.")
    var file: String

    @OptionGroup var common: CommonOptions

    func check(_ console: Console) throws {
        try PostcodeImporter.check(console.file(file))
    }

    func perform(in place: Workplace, _ console: Console) async throws {
        let report = try await place.features.postcodes.importPostcodes(
            from: console.file(file),
            progress: { console.progress($0, $1, "MB read") }
        )
        try await place.bringIndexUpToDate(console)
        console.print(report.summary)
    }
}
