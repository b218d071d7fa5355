import Core

/// How answers to practices are said.
enum OutcomeWords {
    /// "Soup and company: engaged, helped": enough to sort by.
    static func title(_ letter: OutcomeLetter) -> String {
        guard !letter.isShortened else { return "Social prescribing has ended" }
        let names = letter.services.map(\.name)
        let what = names.count > 2 ? "\(names.count) offers" : Words.joined(names)
        return what.isEmpty ? letter.short : "\(what): \(letter.short)"
    }

    /// Why an offer did not work: whose "no" it was, the coded reason, and what was said.
    static func because(_ service: OutcomeLetter.Service) -> String? {
        let coded =
            service.reason.flatMap { code in
                Referral.DeclineReason(rawValue: code).map { ReportingWords.decline($0).lowercasedFirst }
                    ?? Referral.NotStartedReason(rawValue: code).map { ReferralWords.notStarted($0).lowercasedFirst }
            }
        let early = service.closure == .leftEarly ? "they left early" : nil
        let said = service.note.map { "“\($0)”" }
        let why = [[service.ending ?? early, coded].compactMap { $0 }.joined(separator: ": "), said ?? ""]
        let words = why.filter { !$0.isEmpty }.joined(separator: ". ")
        return words.isEmpty ? nil : Words.capitalised(words)
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
        if letter.engaged == .none {
            let hadNoChance = !letter.services.isEmpty && letter.services.allSatisfy(\.gaveNoChance)
            return hadNoChance ? "Engaged: no, they had no chance to." : engaged
        }
        let source = letter.helped == .unknown ? "" : ", says \(ReferralWords.source(letter.saidBy))"
        return "\(engaged) Helped: \(ReferralWords.helped(letter.helped).lowercasedFirst)\(source)."
    }

    static func engaged(_ service: OutcomeLetter.Service) -> String {
        if service.gaveNoChance { return "no chance to" }
        return switch service.engaged {
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

extension OutcomeLetter.Service {
    /// It did not depend on the person.
    fileprivate var gaveNoChance: Bool { closure == .declined || closure == .noResponse }
}
