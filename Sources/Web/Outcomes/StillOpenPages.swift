import Core
import Hummingbird

/// A practice's people who are on their way, and on whom it waits.
enum StillOpenPages {
    static func list(_ visit: Visit) async throws -> Response {
        let lines = try await visit.features.stillOpen.list(for: visit.actor())
        return try visit.html(StillOpenPage(visit: visit, lines: lines), as: .stillOpen)
    }
}

struct StillOpenPage: Sendable {
    let page: PageFrame
    let heading: String
    let isEmpty: Bool
    let lines: [Line]

    struct Line: Sendable {
        let person: String
        let since: String
        let holder: String
        let steps: [String]
    }

    init(visit: Visit, lines: [StillOpen.Line]) {
        page = visit.frame("Still on their way")
        heading = "Still on their way: \(lines.count)"
        isEmpty = lines.isEmpty
        self.lines = lines.map { line in
            Line(
                person: line.personName,
                since: "since \(Words.date(line.since))",
                holder: line.linkWorker.map { "With the link worker \($0)." } ?? "Referred without a link worker.",
                steps: line.steps.isEmpty && line.linkWorker != nil
                    ? ["Nothing is open with an organisation. It waits on the link worker."]
                    : line.steps.map { StillOpenPage.words($0, linkWorker: line.linkWorker) }
            )
        }
    }

    /// "Kettle mornings: waiting for an answer, since 3 March 2026. It waits on The Tin Kettle Company."
    private static func words(_ step: StillOpen.Step, linkWorker: String?) -> String {
        let state = ReferralWords.state(step.referral).lowercasedFirst
        let since = "since \(Words.date(step.referral.stateSince))"
        let expected = step.referral.expectedOn.map { ", a place expected by \(Words.date($0))" } ?? ""
        return "\(step.offer): \(state), \(since)\(expected). It waits on \(holder(of: step, linkWorker: linkWorker))."
    }

    private static func holder(of step: StillOpen.Step, linkWorker: String?) -> String {
        guard step.referral.state == .lapsed else { return step.organisation }
        return linkWorker ?? (step.referral.origin == .practice ? "you" : "the person")
    }
}
