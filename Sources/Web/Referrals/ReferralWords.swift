import Core

/// How a referral's states, answers and reasons are said.
enum ReferralWords {
    static func state(_ referral: Referral) -> String {
        switch referral.state {
        case .sent: "Waiting for an answer"
        case .waiting: "On the waiting list"
        case .accepted: "Accepted, not started yet"
        case .active: "Started"
        case .closed:
            switch referral.closure {
            case .declined?: "The organisation said no"
            case .withdrawn?: "Withdrawn"
            case .answered?, nil: "Ended"
            }
        }
    }

    /// On whom it waits now.
    static func waitsOn(_ referral: Referral, isOrganisation: Bool) -> String {
        switch referral.state {
        case .sent, .waiting, .accepted, .active: isOrganisation ? "You" : "The organisation"
        case .closed: referral.loop == .sent ? "The practice, to read it" : "Nobody"
        }
    }

    static func loop(_ loop: Loop) -> String {
        switch loop {
        case .notDue: "Not due yet"
        case .sent: "Sent to the practice, not opened yet"
        case .received: "The practice has it"
        case .filed: "The practice has filed it"
        case .withheld: "Not told to the practice, as the person chose"
        }
    }

    static func engaged(_ engaged: Outcome.Engaged) -> String {
        switch engaged {
        case .all: "Yes, every time"
        case .most: "Yes, most times"
        case .some: "Yes, a few times"
        case .none: "No, they did not come"
        }
    }

    static func helped(_ helped: Outcome.Helped) -> String {
        switch helped {
        case .lot: "A lot"
        case .some: "Some"
        case .none: "Not at all"
        case .worse: "It made things worse"
        case .unknown: "Not known"
        }
    }

    static func source(_ source: Outcome.Source) -> String {
        switch source {
        case .person: "the person"
        case .organisation: "the organisation"
        case .linkWorker: "the link worker"
        }
    }

    static func decline(_ reason: Referral.DeclineReason) -> String {
        switch reason {
        case .notEligible: "They are not who this is for"
        case .noCapacity: "We have no room"
        case .outOfArea: "They live outside our area"
        case .needsMoreSupport: "They need more support than we can give"
        case .tooLittleInformation: "We were told too little"
        case .other: "Another reason"
        }
    }

    static func event(_ event: ReferralEvent) -> String {
        let detail = event.detail
        switch event.event {
        case .send: return "Referral sent"
        case .accept: return "Accepted"
        case .wait:
            return "Put on the waiting list"
                + (detail.expectedOn.map { ", a place expected by \(Words.date($0))" } ?? "")
        case .decline: return "Said no" + (detail.declineReason.map { ": \(decline($0).lowercasedFirst)" } ?? "")
        case .start: return "Started" + (detail.startedOn.map { " on \(Words.date($0))" } ?? "")
        case .close: return "Ended, with both answers"
        case .withdraw: return "Withdrawn"
        case .received: return "The practice opened the answer"
        case .filed: return "The practice filed the answer"
        }
    }
}

extension String {
    var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
