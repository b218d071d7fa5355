import ArgumentParser
import Core
import Foundation

struct SourceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "source",
        abstract: "Feeds of other directories that are read into this one.",
        subcommands: [
            Add.self, List.self, Sync.self, Remove.self, Conflicts.self, Settle.self, ListMerges.self, Unmerge.self,
        ]
    )

    struct Add: WritingCommand {
        static let configuration = CommandConfiguration(abstract: "Add a feed; the server reads it on its schedule.")

        @Argument(help: "The base address of the feed, or that of its /services.")
        var url: String

        @Option(help: "What to call it; its host, when nothing is said.")
        var name: String?

        @Option(help: "Days between two syncs, 1 to 365.")
        var every = Source.defaultEveryDays

        @Option(help: "Days that an offer may be missing from the feed before it is retired.")
        var grace = Source.defaultGraceDays

        @OptionGroup var common: CommonOptions

        func perform(in place: Workplace, _ console: Console) async throws {
            let source = try await place.features.sources.add(url: url, name: name, everyDays: every, graceDays: grace)
            console.print("“\(source.name)” is read every \(every) days. `fingerpost source sync` reads it now.")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say how each feed stands.")

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let summaries = try await Workplace.openForReading(common).features.sources.summaries()
            if summaries.isEmpty { print("There are no sources. `fingerpost source add URL` adds one.") }
            for summary in summaries { print(SourceWords.lines(summary).joined(separator: "\n")) }
        }
    }

    struct Sync: WritingCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read one feed now, or all of them. One that was cut off goes on where it was."
        )

        @Argument(help: "Its name; all when nothing is said.")
        var name: String?

        @Flag(help: "Also ask feeds in a private network, such as one's own.")
        var allowPrivate = false

        @OptionGroup var common: CommonOptions

        /// More are in the report of `import URL --report`.
        private static let mostShown = 20

        func perform(in place: Workplace, _ console: Console) async throws {
            let sources = place.features.sources
            let chosen = if let name { [try await sources.named(name)] } else { try await sources.all() }
            var failed: [String] = []
            for source in chosen {
                let notes = try ImportNotes(file: nil)
                do {
                    let report = try await place.features.indexer.following {
                        console.progress($0, $1, "listings indexed")
                    } _: {
                        try await FeedErrand(features: place.features, allowsPrivate: allowPrivate)
                            .sync(source, console, note: notes.add)
                    }
                    notes.show(atMost: Sync.mostShown, console)
                    console.print(report.summary)
                } catch let failure as Failure {
                    // One broken feed does not keep the others waiting.
                    failed.append("“\(source.name)”: \(failure.sentence)")
                }
            }
            if !failed.isEmpty { throw Failure.unavailable(failed.joined(separator: " ")) }
        }
    }

    struct Remove: WritingCommand {
        static let configuration = CommandConfiguration(
            abstract: "Forget a feed. Its listings stay; nothing retires them any more."
        )

        @Argument(help: "Its name.")
        var name: String

        @OptionGroup var common: CommonOptions

        func perform(in place: Workplace, _ console: Console) async throws {
            try await place.features.sources.remove(name)
            console.print("“\(name)” is no longer read. Its listings stay.")
        }
    }
}
