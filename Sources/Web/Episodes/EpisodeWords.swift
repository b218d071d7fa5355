import Core
import Foundation

/// How episodes are said on pages.
enum EpisodeWords {
    static func state(_ episode: Episode) -> String {
        switch episode.state {
        case .open: "Open"
        case .closed: "Ended"
        case .enteredInError: "Entered in error"
        }
    }

    /// The three answers of the person, in the words that are put to them.
    static func telling(_ telling: Episode.Telling) -> String {
        switch telling {
        case .everything: "How it went"
        case .onlyThatItEnded: "Only that it has ended"
        case .nothing: "Nothing"
        }
    }

    static func tellingInFull(_ telling: Episode.Telling) -> String {
        switch telling {
        case .everything:
            "“Tell them whether I came, whether it helped, what I said about it, and what is still needed.”"
        case .onlyThatItEnded: "“Tell them that it has ended, and no more.”"
        case .nothing: "“Do not tell them anything.”"
        }
    }

    /// "Asked by telephone on 3 November 2026: yes". How much was told stands in the history.
    static func former(_ entry: ConsentEntry) -> String {
        let taken = entry.withdrawnAt.map { ", taken back on \(Words.date($0))" } ?? ""
        return
            "\(Words.date(entry.recordedAt)), \(entry.method.rawValue): \(entry.isGiven ? "yes" : "no, nothing")\(taken)"
    }

    static func risk(_ risk: EpisodePlan.Risk) -> String {
        switch risk {
        case .notAsked: "Not asked yet"
        case .noneKnown: "None known"
        case .known: "Known"
        }
    }

    /// What an open episode waits for, the most pressing first.
    static func waitsFor(_ line: Episodes.Line) -> String {
        guard line.episode.state == .open else {
            return line.loop == .sent ? "The practice, to read the answer" : "Nobody"
        }
        guard let first = line.open.first else { return "You: a next step, or an end" }
        let rest = line.open.count > 1 ? ", and \(Words.count(line.open.count - 1, "more referral"))" : ""
        switch first.referral.state {
        case .lapsed: return "You: \(first.organisationName) has not answered" + rest
        case .draft: return "You: a draft to finish" + rest
        case .sent: return "An answer from \(first.organisationName)" + rest
        case .waiting: return "A place at \(first.offerName)" + rest
        case .accepted: return "A start at \(first.offerName)" + rest
        case .active, .paused: return "\(first.offerName), which they go to" + rest
        case .closed, .enteredInError: return "You"
        }
    }

    /// - Parameter earlier: what happened before it, oldest first.
    static func event(_ event: EpisodeEvent, after earlier: ArraySlice<EpisodeEvent>) -> String {
        switch event.event {
        case .open: "Began"
        case .change: changed(event.detail, since: earlier.last { $0.detail.plan != nil }?.detail)
        case .handOver: "Handed over to another link worker"
        case .close: "Ended, with both answers"
        case .reopen: "Taken up again"
        case .enterInError: "Entered in error"
        }
    }

    /// The first change cannot be told apart: how the plan began is not in the history.
    private static func changed(_ now: EpisodeEvent.Detail, since before: EpisodeEvent.Detail?) -> String {
        guard let plan = now.plan, let older = before?.plan else { return "Changed what is written here" }
        let parts: [(EpisodePart, Bool)] = [
            (.matters, plan.whatMatters != older.whatMatters), (.needs, plan.needs != older.needs),
            (.risks, plan.risk != older.risk || plan.riskNote != older.riskNote),
            (.telling, now.telling != before?.telling),
        ]
        let changed = parts.filter(\.1).map(\.0)
        return "Changed: " + Words.joined((changed.isEmpty ? [.person] : changed).map { $0.title.lowercased() })
    }
}

/// The parts of an episode that are changed one by one.
enum EpisodePart: String, CaseIterable, Sendable {
    case person, matters, needs, risks, telling

    var title: String {
        switch self {
        case .person: "Name and details"
        case .matters: "What matters to them"
        case .needs: "Why they came"
        case .risks: "Risks"
        case .telling: "What the practice is told"
        }
    }

    /// Beside which stands what is wrong with the whole.
    var firstField: String {
        switch self {
        case .person: "name"
        case .risks: "risk"
        case .matters, .needs, .telling: rawValue
        }
    }
}
