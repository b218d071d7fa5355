import Core
import Foundation

/// How a worklist says what it knows, to either side.
struct WorklistWords: Sendable {
    let isOrganisation: Bool
    let now: Date

    var title: String { isOrganisation ? "Referrals to us" : "Referrals we made" }

    func summary(_ counts: Worklist.Counts) -> String {
        let mine =
            counts.mine == 0 ? "Nothing needs you now" : "\(Words.count(counts.mine, "thing needs", "things need")) you"
        guard counts.others > 0 else { return mine + "." }
        return isOrganisation
            ? "\(mine). \(Words.count(counts.others, "person is", "people are")) on their way, with nothing to do now."
            : "\(mine). \(Words.count(counts.others, "waits", "wait")) on others."
    }

    func filter(_ section: Worklist.Section, _ counts: Worklist.Counts) -> String {
        switch section {
        case .mine: "Needs me (\(counts.mine))"
        case .others: (isOrganisation ? "Going on" : "Waits on others") + " (\(counts.others))"
        case .ended: "Ended"
        }
    }

    func heading(_ section: Worklist.Section) -> String {
        switch section {
        case .mine: "Needs you"
        case .others: isOrganisation ? "Going on, nothing to do now" : "Waits on others"
        case .ended: "Ended"
        }
    }

    func empty(_ section: Worklist.Section) -> String {
        switch section {
        case .mine: "Nothing needs you now."
        case .others: "Nothing is open that waits on others."
        case .ended: "Nothing has ended yet."
        }
    }

    func state(_ row: Worklist.Row) -> String {
        switch row.subject {
        case .referral(let referral): ReferralWords.state(referral)
        case .episode: row.next == .referOrClose ? "Not referred yet" : "Nothing open any more"
        case .answer(_, _, let problem): problem == nil ? "Letter to print" : "Answer not received"
        case .measure(_, .end): "How are they after the end?"
        case .measure: "Time to ask how they are"
        }
    }

    func stateName(_ subject: Worklist.Subject) -> String {
        switch subject {
        case .referral(let referral): referral.state.rawValue.replacing(" ", with: "-")
        case .episode, .answer: "lapsed"
        case .measure: "waiting"
        }
    }

    /// "Waits on The Tin Kettle Company since 3 November 2026".
    func waits(_ row: Worklist.Row) -> String {
        let since = "since \(Words.date(row.since))"
        if isGoingOn(row) { return Words.capitalised(since) }
        switch row.waitsOn {
        case .organisation: return "Waits on \(isOrganisation ? "you" : row.organisationName) \(since)"
        case .linkWorker: return "Waits on \(isOrganisation ? "whoever referred them" : "you") \(since)"
        case .practice: return "Waits on \(isOrganisation ? "the practice that referred them" : "you") \(since)"
        case .person: return "Waits on the person \(since)"
        case .nobody: return "\(Words.capitalised(since))"
        }
    }

    func late(_ row: Worklist.Row) -> String? {
        row.late > 0 ? "\(Words.count(row.late, "working day")) late" : nil
    }

    func by(_ row: Worklist.Row) -> String? {
        guard let due = row.due, row.waitsOn != .nobody else { return nil }
        if isGoingOn(row) { return "We ask you on \(Words.date(due))" }
        return due == Day(now) ? "By today" : "By \(Words.date(due))"
    }

    /// The organisation has nothing to do until it is asked.
    private func isGoingOn(_ row: Worklist.Row) -> Bool {
        isOrganisation && row.waitsOn == .organisation && row.next == .look
    }

    func warning(_ row: Worklist.Row) -> String? {
        if row.isUnsafe { return "Somebody says that this may not be safe. Talk with the person first." }
        if case .answer(_, _, let problem) = row.subject { return problem }
        return row.notHeardAt.map {
            "They have not heard, they said on \(Words.date($0)). Ring the organisation, and then them."
        }
    }

    func loop(_ row: Worklist.Row) -> String? {
        guard case .referral(let referral) = row.subject, !referral.state.isOpen || row.loop == .withheld else {
            return nil
        }
        return "Answer to the practice: \(ReferralWords.loop(row.loop))"
    }

    func label(_ next: NextAction) -> String {
        switch next {
        case .button(let move): button(move)
        case .form(let move): form(move)
        case .talkFirst: "Talk with the person, then decide"
        case .ring: "Ring them, and write down what they say"
        case .askConsent: "Ask the person whether it may go on"
        case .closeEpisode: "Close it with the two answers"
        case .referOrClose: "Refer them, or write down how it goes"
        case .sendAgain: "See what can be done"
        case .printLetter: "Print it and post it"
        case .openAnswer: "Open and read it"
        case .askMeasures: "Ask how they are"
        case .finishDraft: "Finish it, or throw it away"
        case .look: "Open"
        }
    }

    private func button(_ move: Referral.Move.Name) -> String {
        let words = MoveWords(move, isOrganisation: isOrganisation)
        // Pressing it says that somebody has rung them.
        return move == .askAgain ? words.title : words.button
    }

    private func form(_ move: Referral.Move.Name) -> String {
        switch move {
        case .wait: isOrganisation ? "Still waiting? Say when" : "Ask how long it will be"
        case .contact: isOrganisation ? "Write down how it goes" : "Find out how it goes"
        case .start: "Say when they started"
        default: MoveWords(move, isOrganisation: isOrganisation).title
        }
    }
}
