import Core
import Foundation

/// How things are said to the person themself: short words, and "you".
enum MeWords {
    static func state(_ part: OwnPages.Part) -> String {
        let referral = part.referral
        switch referral.state {
        case .draft: return "This has not been sent yet."
        case .sent: return "We have asked them. They have not answered yet."
        case .waiting:
            return "You are on their waiting list."
                + (referral.expectedOn.map { " They think there will be a place by \(Words.date($0))." } ?? "")
        case .accepted: return "They said yes. It has not begun yet."
        case .active: return "It has begun."
        case .paused: return "It has a break" + (referral.resumesOn.map { " until \(Words.date($0))." } ?? ".")
        case .lapsed: return "They have not answered in time."
        case .closed: return "This has ended. " + (referral.closure.map { closure($0, by: referral.closedBy) } ?? "")
        case .enteredInError: return "This was a mistake."
        }
    }

    private static func closure(_ closure: Referral.Closure, by party: Party?) -> String {
        switch closure {
        case .completed: "It came to its end."
        case .leftEarly: "You stopped before its end."
        case .declined: "They could not take you."
        case .noResponse: "They did not answer."
        case .unableToContact: "They could not reach you."
        case .didNotStart: "It did not begin."
        case .personDeclined: "You did not want it any more."
        case .withdrawn: party == .person ? "You stopped it." : "It was stopped."
        case .moved: "You moved away."
        case .died: "It was stopped."
        }
    }

    /// Who sees to it that something happens.
    static func who(_ part: OwnPages.Part) -> String {
        if let name = part.holderName {
            let place = part.referral.origin == .practice ? part.practiceName.map { " at \($0)" } ?? "" : ""
            return part.referral.state.isOpen
                ? "\(name)\(place) follows this through. You can ask them what is happening."
                : "\(name)\(place) followed this through."
        }
        guard part.referral.state.isOpen else { return "You asked for this yourself." }
        return
            "You asked for this yourself. If they are silent for weeks we ring them, without knowing who you are. You can ring them sooner."
    }

    /// Who reads what is written under "Did it help?".
    static func reader(_ part: OwnPages.Part) -> String { part.holderName ?? part.organisation.name }

    static func event(_ event: ReferralEvent, _ part: OwnPages.Part) -> String {
        let they = part.organisation.name
        let detail = event.detail
        switch event.move {
        case .send: return event.party == .person ? "You asked \(they)." : "\(they) was asked."
        case .accept: return "They said yes."
        case .wait: return "They put you on their waiting list."
        case .decline: return "They said no." + (detail.declineReason.map { " Why: \(decline($0))." } ?? "")
        case .lapse: return "They had not answered in time."
        case .askAgain: return "They were asked again."
        case .contact: return contact(detail.attempt)
        case .start: return "It began" + (detail.startedOn.map { " on \(Words.date($0))." } ?? ".")
        case .pause: return "It had a break."
        case .resume: return "It went on."
        case .close: return "It ended." + answers(detail.outcome)
        case .unableToContact: return "They wrote that they could not reach you."
        case .didNotStart: return "It did not begin."
        case .noResponse: return "We stopped waiting for their answer."
        case .withdraw: return event.party == .person ? "You stopped it." : "It was stopped."
        case .accompany:
            return "Somebody will go with you" + (detail.accompaniedOn.map { " on \(Words.date($0))." } ?? ".")
        case .reopen: return "It was taken up again."
        case .enterInError: return "This was a mistake."
        }
    }

    private static func contact(_ attempt: ContactAttempt?) -> String {
        guard let attempt else { return "They tried to reach you." }
        return attempt.result == .spoke
            ? "They spoke with you."
            : "They tried to reach you on \(Words.date(attempt.on)): \(ReferralWords.result(attempt.result).lowercasedFirst)."
    }

    private static func answers(_ outcome: Outcome?) -> String {
        guard let outcome else { return "" }
        let who = outcome.saidBy == .person ? "What you said" : "What \(ReferralWords.source(outcome.saidBy)) said"
        return
            " \(who): Did you go? \(ReferralWords.engaged(outcome.engaged)). Did it help? \(ReferralWords.helped(outcome.helped))."
    }

    private static func decline(_ reason: Referral.DeclineReason) -> String {
        switch reason {
        case .notEligible: "it is for other people"
        case .noCapacity: "they have no room"
        case .outOfArea: "you live too far away"
        case .needsMoreSupport: "you need more help than they can give"
        case .tooLittleInformation: "they were told too little"
        case .duplicate: "you are there already"
        case .other: "another reason"
        }
    }

    // MARK: Who was told what

    static func told(_ part: OwnPages.Part) -> [String] {
        let shared = SharedField.allCases.filter { part.shared.contains($0) }.map(field)
        let first =
            "On \(Words.date(part.referral.madeAt)), \(part.organisation.name) was told \(Words.joined(shared))."
        return [first] + answers(part.answers, practice: part.practiceName)
    }

    static func field(_ field: SharedField) -> String {
        switch field {
        case .name: "your name"
        case .dateOfBirth: "your date of birth"
        case .nhsNumber: "your NHS number"
        case .phone: "your telephone number"
        case .email: "your e-mail address"
        case .address: "your address"
        case .reason: "why you need this"
        }
    }

    /// What became of each letter to the practice.
    static func answers(_ answers: [PracticeAnswer], practice: String?) -> [String] {
        guard let practice else { return [] }
        return answers.map { answer in
            let letter = answers.count > 1 ? "Letter \(answer.number) about this" : "A letter about this"
            if answer.loop == .withheld { return "\(practice) is not told how it went." }
            guard let sent = answer.sentAt else {
                return "\(letter) is ready for \(practice). It has not gone out yet."
            }
            let gone = "\(letter) went to \(practice) on \(Words.date(sent))."
            return gone
                + (answer.receivedAt.map { " Somebody there opened it on \(Words.date($0))." }
                    ?? " Nobody there has opened it yet.")
        }
    }

    static func look(_ look: OwnPages.Look) -> String {
        let place = look.place.map { " at \($0)" } ?? ""
        let who =
            switch look.role {
            case .linkWorker: "a link worker"
            case .organisation: "somebody"
            case .practice: "a doctor or other staff"
            case .receptionist: "a receptionist"
            case .steward: "a steward of the directory"
            case .administrator: "an administrator"
            case .commissioner: "a commissioner"
            }
        return "\(Words.date(look.day)): \(who)\(place)"
    }

    // MARK: What they agreed to

    static func consent(_ purpose: Consent.Purpose, _ part: OwnPages.Part) -> (what: String, effect: String) {
        let they = part.organisation.name
        switch purpose {
        case .share:
            let effect = "\(they) will see nothing about you from now on."
            return (
                "\(they) may know about you and get in touch with you.",
                part.referral.state.isOpen ? effect + " Then this ends." : effect
            )
        case .reportBack:
            return (
                "\(they) may tell \(part.practiceName ?? "your GP practice") if you went and if it helped.",
                "Nothing more will be told. What has gone out already cannot be called back."
            )
        case .followUp:
            return ("Somebody may ask you later how it went.", "Nobody will ask you.")
        case .tellThePractice:
            return ("Your GP practice may be told.", "Nothing more will be told.")
        }
    }

    static func telling(_ time: OwnPages.Time) -> (what: String, effect: String) {
        let practice = time.practiceName ?? "your GP practice"
        let what =
            time.episode.telling == .onlyThatItEnded
            ? "\(practice) is told that it has ended, and nothing else."
            : "\(practice) is told how it went when it ends."
        return (
            Words.capitalised(what),
            "\(Words.capitalised(practice)) will be told nothing. What has gone out already cannot be called back."
        )
    }

    static func since(_ entry: ConsentEntry, today: Day) -> String {
        let yes = "You said yes on \(Words.date(entry.recordedAt)) \(entry.method.rawValue)."
        if let at = entry.withdrawnAt {
            let how = entry.withdrawnBy == .person ? "here" : entry.withdrawnHow?.rawValue ?? ""
            return yes + " You took it back on \(Words.date(at)) \(how)."
        }
        guard let last = entry.expiresOn else { return yes }
        return yes + (today > last ? " It ran out on \(Words.date(last))." : " It runs out on \(Words.date(last)).")
    }

    // MARK: Did it help?

    static let helpedChoices: [ChoiceInput.Item] = [
        (Outcome.Helped.lot.rawValue, "Yes, a lot", nil), (Outcome.Helped.some.rawValue, "Yes, a bit", nil),
        (Outcome.Helped.none.rawValue, "No", nil), (Outcome.Helped.worse.rawValue, "It made things worse", nil),
        (Outcome.Helped.unknown.rawValue, "I do not know", nil),
    ]

    static func said(_ word: PersonWord) -> String {
        let answer = helpedChoices.first { $0.value == word.helped?.rawValue }?.label ?? ""
        return "\(Words.date(word.at)): \(answer)" + (word.words.map { ". “\($0)”" } ?? "")
    }
}
