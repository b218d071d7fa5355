import Core

/// How steps, standings and figures of a report are said.
enum ReportingWords {
    static let hidden = "hidden"
    static let legend =
        "“Hidden” stands for fewer than 7 people, and for a number from which such a number could be worked out. Where no lines stand below a step, they are hidden or there are none."

    static func heading(_ scope: ReportScope) -> String {
        switch scope {
        case .everything: "What becomes of referrals"
        case .linkWorkers: "What becomes of the link workers’ referrals"
        case .practice: "What becomes of your people’s referrals"
        case .organisation: "What becomes of the referrals to you"
        }
    }

    static func scope(_ scope: ReportScope) -> String {
        switch scope {
        case .everything: "All referrals that were made here."
        case .linkWorkers: "The referrals of all link workers together. Nobody is counted by name."
        case .practice:
            "Referrals of your practice’s people, by whomever they were made. Who did not want the practice to be told is not counted."
        case .organisation: "Referrals that were sent to your organisation."
        }
    }

    static func step(_ step: ReferralPath.Step) -> String {
        switch step {
        case .made: "Referred"
        case .answered: "Answered by the organisation"
        case .accepted: "Accepted"
        case .started: "Started"
        case .helped: "It helped"
        case .told: "It helped, and the practice has the answer"
        }
    }

    static func standing(_ standing: ReferralPath.Standing) -> String {
        switch standing {
        case .waitsForAnswer: "Waits for an answer"
        case .noResponse: "No response, given up"
        case .declined: "The organisation said no"
        case .onWaitingList: "On the waiting list"
        case .unableToContact: "Could not be reached"
        case .didNotStart: "Did not start"
        case .startsSoon: "Has not started yet"
        case .underWay: "Under way"
        case .didNotHelp: "It did not help"
        case .helpNotKnown: "Not known whether it helped"
        case .personSaidNo: "The person said no"
        case .takenBack: "Taken back by the referrer"
        case .movedOrDied: "Moved away or died"
        case .noPractice: "No practice is known"
        case .withheld: "The practice is not told, as the person chose"
        case .onItsWay: "The answer is on its way, or not due yet"
        case .notDelivered: "The answer could not be delivered"
        }
    }

    static func wait(_ wait: Wait) -> String {
        switch wait {
        case .answer: "From the referral to the organisation’s answer"
        case .contact: "From the yes to the first try to reach the person"
        case .start: "From the referral to the first time"
        case .outcome: "From the referral to the end, of those that started"
        case .receipt: "From the end to the practice’s receipt"
        }
    }

    /// "3 working days"; "the same day".
    static func days(_ days: Int?) -> String {
        days.map { $0 == 0 ? "the same day" : Words.count($0, "working day") } ?? "not enough yet"
    }

    /// In tens, because a number of waits may be one that another table hides.
    static func atLeast(_ count: Int) -> String {
        count < Spread.least ? "under \(Spread.least)" : "at least \(count / 10 * 10)"
    }

    static func count(_ count: Int?) -> String { count.map(String.init) ?? hidden }

    static func background(_ background: Background) -> String {
        switch background {
        case .age: "Age"
        case .sex: "Sex"
        case .ethnicity: "Ethnic group"
        case .deprivation: "Deprivation of the neighbourhood"
        }
    }

    static func value(_ value: String?, of background: Background) -> String {
        guard let value else { return "Not recorded" }
        guard background == .deprivation else { return Words.capitalised(value) }
        return switch value {
        case "1": "Most deprived fifth"
        case "5": "Least deprived fifth"
        default: "Fifth \(value)"
        }
    }

    // MARK: The loop

    static func loop(_ count: LoopCount) -> String {
        guard let perCent = count.perCent, count.owed >= SmallNumbers.least else {
            return count.owed == 0
                ? "Nothing has ended yet that a practice is owed an answer about."
                : "Fewer than \(SmallNumbers.least) have ended that a practice is owed an answer about: too few for a rate."
        }
        return "The practice has the answer for \(perCent)% of what ended: \(count.received) of \(count.owed)."
    }

    static let partOfYear =
        "How many people is told by the year alone. What a year tells, less three of its quarters, would tell about the few people of the fourth."

    /// In tens, because a year less its other quarters is a number of people.
    static func loopOfQuarter(_ count: LoopCount) -> String {
        guard let perCent = count.perCent, count.owed >= Spread.least else {
            return "Fewer than \(Spread.least) have ended that a practice is owed an answer about: too few for a rate."
        }
        return "The practice has the answer for \(perCent)% of what ended: of \(atLeast(count.owed))."
    }

    /// "2026 so far", "July to September 2026".
    static func period(_ period: ReportPeriod, today: Day) -> String {
        let months = ["January to March", "April to June", "July to September", "October to December"]
        let year = String(period.first.year)
        let name = period.kind == .year ? year : "\(months[(period.first.month - 1) / 3]) \(year)"
        return period.last == today ? name + ", so far" : name
    }

    /// For everybody, in one sentence; nil as long as it would be about a handful.
    static func inPublic(_ count: LoopCount) -> String? {
        guard let perCent = count.perCent, count.owed >= LoopCount.leastInPublic else { return nil }
        return
            "In the last 12 months support ended for \(count.owed) people who agreed that their GP practice is told how it went. For \(perCent)% of them the practice has the answer."
    }
}
