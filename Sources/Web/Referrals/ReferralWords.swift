import Core

/// How a referral's states, answers and reasons are said.
enum ReferralWords {
    static func state(_ referral: Referral) -> String {
        switch referral.state {
        case .draft: "Not sent yet"
        case .sent: "Waiting for an answer"
        case .waiting: "On the waiting list"
        case .accepted: "Accepted, not started yet"
        case .active: "Started"
        case .paused: "Paused"
        case .lapsed: "Nobody answered in time"
        case .closed: referral.closure.map(closure) ?? "Ended"
        case .enteredInError: "Entered in error"
        }
    }

    static func closure(_ closure: Referral.Closure) -> String {
        switch closure {
        case .completed: "Ended"
        case .leftEarly: "Left early"
        case .declined: "The organisation said no"
        case .noResponse: "Nobody answered"
        case .unableToContact: "Could not be reached"
        case .didNotStart: "Did not start"
        case .personDeclined: "The person said no"
        case .withdrawn: "Withdrawn"
        case .moved: "Moved away"
        case .died: "Has died"
        }
    }

    /// On whom it waits now.
    static func waitsOn(_ referral: Referral, loop: Loop?, isOrganisation: Bool) -> String {
        switch referral.state {
        case .sent, .waiting, .accepted, .active, .paused: isOrganisation ? "You" : "The organisation"
        case .draft: "Whoever wrote it"
        case .lapsed: isOrganisation ? "You, or whoever referred them" : "You"
        case .closed: loop == .sent ? "The practice, to read it" : "Nobody"
        case .enteredInError: "Nobody"
        }
    }

    static func loop(_ loop: Loop?) -> String {
        switch loop {
        case nil: "Not due yet"
        case .due?: "Due, not written yet"
        case .drafted?: "Written, not sent yet"
        case .sent?: "Sent to the practice, not opened yet"
        case .received?: "The practice has it"
        case .filed?: "The practice has filed it"
        case .failed?: "Could not be delivered"
        case .withheld?: "Not told to the practice, as the person chose"
        }
    }

    static func engaged(_ engaged: Outcome.Engaged) -> String {
        switch engaged {
        case .all: "Yes, every time"
        case .most: "Yes, most times"
        case .some: "Yes, a few times"
        case .none: "No, they did not come"
        case .unknown: "Not known"
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
        case .duplicate: "They are here already"
        case .other: "Another reason"
        }
    }

    static func notStarted(_ reason: Referral.NotStartedReason) -> String {
        switch reason {
        case .didNotCome: "They did not come"
        case .changedTheirMind: "They changed their mind"
        case .couldNotGetThere: "They could not get there"
        case .cost: "It cost too much"
        case .unwell: "They were not well enough"
        case .timesDidNotFit: "The times did not fit"
        case .other: "Another reason"
        }
    }

    static func withdrawal(_ kind: Referral.Withdrawal) -> String {
        switch kind {
        case .personDeclined: "The person does not want it any more"
        case .withdrawn: "It is not right for them, or not needed"
        case .moved: "They have moved away"
        case .died: "They have died"
        }
    }

    static func channel(_ channel: ContactAttempt.Channel) -> String {
        switch channel {
        case .telephone: "By telephone"
        case .text: "By text message"
        case .email: "By e-mail"
        case .letter: "By letter"
        case .visit: "By a visit"
        case .appointment: "They were to come"
        }
    }

    static func result(_ result: ContactAttempt.Result) -> String {
        switch result {
        case .spoke: "Somebody spoke with them"
        case .leftMessage: "A message was left"
        case .noAnswer: "No answer"
        case .wrongNumber: "Wrong number or address"
        case .didNotAttend: "They did not come"
        case .cancelled: "They cancelled"
        }
    }

    static let endings: [(String, String, String?)] = [
        ("to its end", "It came to its end", nil), ("early", "They left early", nil),
    ]

    static func sources(isOrganisation: Bool) -> [(String, String, String?)] {
        let own = isOrganisation ? "We say so" : "The organisation says so"
        let both: [(String, String, String?)] = [
            (Outcome.Source.person.rawValue, "They say so themselves", nil),
            (Outcome.Source.organisation.rawValue, own, nil),
        ]
        return both + (isOrganisation ? [] : [(Outcome.Source.linkWorker.rawValue, "I say so", nil)])
    }

    static func event(_ event: ReferralEvent) -> String {
        let detail = event.detail
        switch event.move {
        case .send: return "Referral sent"
        case .accept: return "Accepted"
        case .wait:
            return "Put on the waiting list"
                + (detail.expectedOn.map { ", a place expected by \(Words.date($0))" } ?? "")
        case .decline: return "Said no" + (detail.declineReason.map { ": \(decline($0).lowercasedFirst)" } ?? "")
        case .lapse: return "Nobody answered in time"
        case .askAgain: return "Asked again"
        case .contact:
            return detail.attempt.map {
                "Tried on \(Words.date($0.on)) \(channel($0.channel).lowercasedFirst): \(result($0.result).lowercasedFirst)"
            } ?? "Tried to reach them"
        case .start: return "Started" + (detail.startedOn.map { " on \(Words.date($0))" } ?? "")
        case .pause: return "Paused" + (detail.resumesOn.map { " until \(Words.date($0))" } ?? "")
        case .resume: return "Goes on"
        case .close: return detail.leftEarly == true ? "Left early, with both answers" : "Ended, with both answers"
        case .unableToContact: return "Could not be reached"
        case .didNotStart:
            return "Did not start" + (detail.notStarted.map { ": \(notStarted($0).lowercasedFirst)" } ?? "")
        case .noResponse: return "Given up: nobody answered"
        case .withdraw: return detail.withdrawal.map { "Withdrawn: \(withdrawal($0).lowercasedFirst)" } ?? "Withdrawn"
        case .accompany:
            return "Somebody will go with them" + (detail.accompaniedOn.map { " on \(Words.date($0))" } ?? "")
        case .reopen: return "Taken up again"
        case .enterInError: return "Entered in error"
        }
    }

    /// Who did it, where no account did.
    static func who(_ event: ReferralEvent) -> String {
        event.actorName ?? (event.party == .person ? "The person" : "Fingerpost, because the time ran out")
    }
}

extension String {
    var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
