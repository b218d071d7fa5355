/// What a letter says, the same on its page and in its FHIR document: either is all that a practice may ever read, and
/// reading either is the receipt.
extension OutcomeLetter {
    /// By which a receptionist can file it; says nothing about who it is.
    public var filingTitle: String {
        "Social prescribing outcome – \(tag.rawValue) – \(isShortened ? "has ended" : short)"
    }

    /// Enough to sort by: how it ended, or else the two answers.
    public var short: String { ending ?? bothAnswers }

    /// Of the only service; nil where there are more, or where the two answers say it all.
    var ending: String? { services.count == 1 ? services.first?.ending : nil }

    private var bothAnswers: String {
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

    /// What is asked of whoever reads it. "Nothing" is said, never left out (PRSB standard: plan and requested actions).
    public var instruction: String {
        switch tag {
        case .action: return ask ?? ""
        case .file: return isShortened ? "No action." : "No action. Nothing remains."
        case .aware:
            let hadHelp = services.contains { $0.closure == .completed || $0.closure == .leftEarly }
            return hadHelp || services.isEmpty
                ? "No action is asked. Good to know."
                : "No action is asked. They have had no help from this."
        }
    }

    /// "By 3 December 2026."; nil where nothing is asked, or by no day.
    public var deadline: String? { tag == .action ? askBy.map { "By \(PlainWords.date($0))." } : nil }

    /// Whom to ask, and how.
    public var questionsTo: String { [contact, contactAt ?? ""].filter { !$0.isEmpty }.joined(separator: ", ") }

    /// The only two codes that were verified; SNOMED CT has none for the outcome itself. Nil where none fits.
    public var suggestedCode: String? {
        guard !isShortened, services.allSatisfy({ $0.closure != .died }) else { return nil }
        let declined = !services.isEmpty && services.allSatisfy { $0.closure == .personDeclined }
        if declined, engaged == .none { return "871711000000103 Social prescribing declined." }
        // A direct referral that nobody took up was no contact with social prescribing yet.
        if isDirect == true, engaged == .none { return nil }
        return
            "871731000000106 Referral to social prescribing service. Once per episode: only if it is not in the record yet."
    }

    /// Nil where it is not told, or where nobody could have asked: a referral without an episode has no plan.
    public func knownRisks(in answer: PracticeAnswer) -> String? {
        guard !isShortened, answer.episodeID != nil else { return nil }
        return switch risk {
        case .notAsked: "Nobody has asked about risks."
        case .noneKnown: "None known."
        case .known: riskNote ?? "There are known risks, too long for this letter. Please ask \(contact)."
        }
    }

    public var stillNeeded: String? { isShortened ? nil : remaining ?? "Nothing that we know of." }
}

extension OutcomeLetter.Service {
    /// How it ended; nil where the two answers say it all.
    public var ending: String? {
        switch closure {
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
}
