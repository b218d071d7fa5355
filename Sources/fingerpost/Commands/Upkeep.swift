import ArgumentParser
import Core
import Foundation

struct Migrate: WritingCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make the data folder, or bring it and its search index up to date."
    )

    @OptionGroup var common: CommonOptions

    func perform(in place: Workplace, _ console: Console) async throws {
        try await place.bringIndexUpToDate(console)
        console.print("The data in \(common.folder.url.path) is up to date.")
    }
}

struct Reindex: WritingCommand {
    static let configuration = CommandConfiguration(abstract: "Build the search index anew from the database.")

    @OptionGroup var common: CommonOptions

    func perform(in place: Workplace, _ console: Console) async throws {
        try await place.features.indexer.rebuild { console.progress($0, $1, "listings indexed") }
        let counts = try await place.features.status.counts()
        console.print("\(counts.index.documents) listings are in the index.")
    }
}

struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say how much there is.")

    @Flag(help: "As JSON.")
    var json = false

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let counts = try await Workplace.openForReading(common).features.status.counts()
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            print(String(decoding: try encoder.encode(counts), as: UTF8.self))
        } else {
            print("Offers         \(counts.offers)")
            print("Organisations  \(counts.organisations)")
            print("Referrals      \(counts.referrals)")
            print("GP practices   \(counts.practices)")
            print("Search index   \(counts.index.documents) listings, \(counts.index.behind) changes waiting")
        }
    }
}

struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check that what is stored is sound and that the index equals the database."
    )

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let findings = try await Workplace.openForReading(common).features.verifier.findings()
        for finding in findings {
            print(
                "\(finding.subject): \(finding.problems.isEmpty ? "sound" : finding.problems.prefix(20).joined(separator: " "))"
            )
        }
        if findings.contains(where: { !$0.problems.isEmpty }) { throw ExitCode(1) }
    }
}
