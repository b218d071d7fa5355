import ArgumentParser
import Core
import Foundation

struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make the data folder, or bring it up to this version."
    )

    @OptionGroup var common: CommonOptions

    func run() async throws {
        _ = try await Workplace.openForWriting(common)
        print("The data in \(common.folder.url.path) is up to date.")
    }
}

struct Reindex: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Build the search index anew from the database.")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let place = try await Workplace.openForWriting(common)
        let progress = ProgressLine("listings indexed")
        try await place.features.indexer.rebuild { progress.show($0, of: $1) }
        progress.end()
        let counts = try await place.features.status.counts()
        print("\(counts.index.documents) listings are in the index.")
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
