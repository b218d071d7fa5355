import ArgumentParser
import Core
import Foundation

extension SourceCommand {
    struct Conflicts: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the facts about which a feed says otherwise than their owner here."
        )

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let open = try await Workplace.openForReading(common).features.conflicts.open()
            for conflict in open {
                print("\(conflict.id)\toffer \(conflict.offerID)\t\(conflict.field)")
                print("  here    \(conflict.ownValue)\n  source  \(conflict.sourceValue)")
            }
            print("\(open.count) to settle.")
        }
    }

    struct Settle: WritingCommand {
        static let configuration = CommandConfiguration(
            abstract: "Settle a conflict: keep what is here (ours), or take the source's word (theirs)."
        )

        @Argument(help: "The id that `source conflicts` shows.")
        var id: String

        @Argument(help: "ours or theirs.")
        var settlement: SourceConflict.Settlement

        @OptionGroup var common: CommonOptions

        func perform(in place: Workplace, _ console: Console) async throws {
            guard let id = SourceConflict.ID(id) else { throw ValidationError("The id must be a UUID.") }
            try await place.features.conflicts.settle(id, settlement, by: nil)
            try await place.bringIndexUpToDate(console)
            console.print(settlement == .ours ? "What is here stays." : "The source's word is taken.")
        }
    }

    struct ListMerges: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "merges",
            abstract: "List the duplicates that were merged."
        )

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let merges = try await Workplace.openForReading(common).features.merges.all()
            for merge in merges {
                print("\(merge.id)\t\(merge.kind.rawValue)\t\(merge.mergedID) into \(merge.keptID)\t\(merge.reason)")
            }
            print("\(merges.count) merged.")
        }
    }

    struct Unmerge: WritingCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a merge apart. The two are not merged by themselves again."
        )

        @Argument(help: "The id that `source merges` shows.")
        var id: String

        @OptionGroup var common: CommonOptions

        func perform(in place: Workplace, _ console: Console) async throws {
            guard let id = Merge.ID(id) else { throw ValidationError("The id must be a UUID.") }
            try await place.features.merges.undo(id)
            try await place.bringIndexUpToDate(console)
            console.print("They stand for themselves again.")
        }
    }
}

extension SourceConflict.Settlement: ExpressibleByArgument {}

/// How a source stands, in words.
enum SourceWords {
    static func lines(_ summary: SourceSummary) -> [String] {
        let source = summary.source
        let schedule = source.everyDays.map { "every \($0) days" } ?? "when asked"
        let last = source.lastSyncedAt.map { Day($0).description } ?? "never"
        let share = summary.listed == 0 ? 0 : summary.fresh * 100 / summary.listed
        var lines = [
            "\(source.name)\t\(source.url)\t\(schedule)",
            "  last synced \(last), \(source.records) records, \(source.problems) problems; \(summary.listed) listed here, \(share) % of them fresh; \(summary.missing) missing, \(summary.retired) retired; \(summary.openConflicts) conflicts to settle",
        ]
        if let problem = source.lastProblem { lines.append("  problem: \(problem)") }
        return lines
    }
}
