import Core

/// How answers to practices are said.
enum OutcomeWords {
    /// By which a receptionist can file it; says nothing about who it is.
    static func inbox(_ letter: OutcomeLetter) -> String {
        "Social prescribing outcome – \(letter.tag.rawValue) – \(letter.isShortened ? "has ended" : short(letter))"
    }

    /// "Soup and company: engaged, helped": enough to sort by.
    static func title(_ letter: OutcomeLetter) -> String {
        guard !letter.isShortened else { return "Social prescribing has ended" }
        let names = letter.services.map(\.name)
        let what = names.count > 2 ? "\(names.count) offers" : Words.joined(names)
        return what.isEmpty ? short(letter) : "\(what): \(short(letter))"
    }

    static func short(_ letter: OutcomeLetter) -> String {
        if letter.services.count == 1, let service = letter.services.first, let ending = ending(service) {
            return ending
        }
        return short(engaged: letter.engaged, helped: letter.helped)
    }

    private static func short(engaged: Outcome.Engaged, helped: Outcome.Helped) -> String {
        let took: String
        switch engaged {
        case .none: return "did not engage"
        case .unknown: took = "not known if they engaged"
        case .some: took = "engaged in part"
        case .all, .most: took = "engaged"
        }
        switch helped {
        case .lot: return "\(took), helped"
        case .some: return "\(took), helped some"
        case .none: return "\(took), did not help"
        case .worse: return "\(took), made things worse"
        case .unknown: return "\(took), not known if it helped"
        }
    }

    /// Nil where the two answers say it all.
    static func ending(_ service: OutcomeLetter.Service) -> String? {
        switch service.closure {
        case .completed, .leftEarly: nil
        case .declined: "the organisation could not take them"
        case .noResponse: "the organisation never answered"
        case .unableToContact: "they could not be reached"
        case .didNotStart: "did not start"
        case .personDeclined: "they did not want it any more"
        case .withdrawn: "the referral was taken back"
        case .moved: "they have moved away"
        case .died: "they have died"
        }
    }

    /// Why an offer did not work: whose "no" it was, the coded reason, and what was said.
    static func because(_ service: OutcomeLetter.Service) -> String? {
        let coded =
            service.reason.flatMap { code in
                Referral.DeclineReason(rawValue: code).map(decline)
                    ?? Referral.NotStartedReason(rawValue: code).map { ReferralWords.notStarted($0).lowercasedFirst }
            }
        let early = service.closure == .leftEarly ? "they left early" : nil
        let said = service.note.map { "“\($0)”" }
        let why = [[ending(service) ?? early, coded].compactMap { $0 }.joined(separator: ": "), said ?? ""]
        let words = why.filter { !$0.isEmpty }.joined(separator: ". ")
        return words.isEmpty ? nil : Words.capitalised(words)
    }

    /// As the letter says it, where nobody is "we".
    private static func decline(_ reason: Referral.DeclineReason) -> String {
        switch reason {
        case .notEligible: "they are not who it is for"
        case .noCapacity: "no room"
        case .outOfArea: "they live outside its area"
        case .needsMoreSupport: "they need more support than it can give"
        case .tooLittleInformation: "it was told too little"
        case .duplicate: "they were there already"
        case .other: "another reason"
        }
    }

    /// What is asked of whoever reads it. "Nothing" is said, never left out (PRSB standard: plan and requested actions).
    static func instruction(_ letter: OutcomeLetter) -> String {
        switch letter.tag {
        case .action: return letter.ask ?? ""
        case .file: return letter.isShortened ? "No action." : "No action. Nothing remains."
        case .aware:
            let hadHelp = letter.services.contains { $0.closure == .completed || $0.closure == .leftEarly }
            return hadHelp || letter.services.isEmpty
                ? "No action is asked. Good to know."
                : "No action is asked. They have had no help from this."
        }
    }

    /// The outcome in one line.
    static func sentence(_ letter: OutcomeLetter) -> String {
        let referred = "Referred \(Words.date(letter.referredOn))"
        if letter.isShortened {
            return
                "\(referred). It ended \(Words.date(letter.endedOn)). The person chose that you are told no more than that."
        }
        let service = letter.services.first
        if letter.isDirect == true, let service {
            let to = "\(referred) to \(service.name)."
            if let why = because(noteless(service)), service.closure != .completed {
                return "\(to) \(why). \(bothAnswers(letter))"
            }
            return "\(to) \(bothAnswers(letter))"
        }
        let reasons = letter.reasons.map(\.lowercasedFirst)
        return (reasons.isEmpty ? "\(referred). " : "\(referred) for \(Words.joined(reasons)). ") + bothAnswers(letter)
    }

    private static func noteless(_ service: OutcomeLetter.Service) -> OutcomeLetter.Service {
        var service = service
        service.note = nil
        return service
    }

    private static func bothAnswers(_ letter: OutcomeLetter) -> String {
        let engaged = "Engaged: \(ReferralWords.engaged(letter.engaged).lowercasedFirst)."
        if letter.engaged == .none { return engaged }
        let source = letter.helped == .unknown ? "" : ", says \(ReferralWords.source(letter.saidBy))"
        return "\(engaged) Helped: \(ReferralWords.helped(letter.helped).lowercasedFirst)\(source)."
    }

    static func risk(_ letter: OutcomeLetter) -> String {
        switch letter.risk {
        case .notAsked: "Nobody has asked about risks."
        case .noneKnown: "None known."
        case .known: letter.riskNote ?? "There are known risks, too long for this letter. Please ask \(letter.contact)."
        }
    }

    /// The only two codes that were verified; SNOMED CT has none for the outcome itself. Nil where none fits.
    static func codes(_ letter: OutcomeLetter) -> String? {
        guard !letter.isShortened, letter.services.allSatisfy({ $0.closure != .died }) else { return nil }
        let declined = !letter.services.isEmpty && letter.services.allSatisfy { $0.closure == .personDeclined }
        if declined, letter.engaged == .none { return "871711000000103 Social prescribing declined." }
        // A direct referral that nobody took up was no contact with social prescribing yet.
        if letter.isDirect == true, letter.engaged == .none { return nil }
        return
            "871731000000106 Referral to social prescribing service. Once per episode: only if it is not in the record yet."
    }

    static func engaged(_ engaged: Outcome.Engaged?) -> String {
        switch engaged {
        case .all?: "every time"
        case .most?: "most times"
        case .some?: "a few times"
        case Outcome.Engaged.none?: "no"
        case .unknown?, nil: "not known"
        }
    }

    /// For those who did not engage there is nothing to say.
    static func helped(_ service: OutcomeLetter.Service) -> String {
        service.engaged == Outcome.Engaged.none ? "–" : ReferralWords.helped(service.helped ?? .unknown).lowercasedFirst
    }
}

extension OutcomeTag {
    /// What asks something comes first.
    var urgency: Int {
        switch self {
        case .action: 2
        case .aware: 1
        case .file: 0
        }
    }

    var name: String { rawValue.lowercased() }
}
