import Foundation

/// What somebody fills in to refer a person.
public struct ReferralDraft: Equatable, Sendable {
    public var offerID: Offer.ID
    public var person: Person
    /// Nil when the person has no known GP practice.
    public var practiceCode: Practice.Code?
    /// The episode it belongs to, where the link worker came from one.
    public var episodeID: Episode.ID?
    /// The referral that it goes on from.
    public var basedOn: Referral.ID?
    public var priority: Referral.Priority = .routine
    /// Why they are referred, in words that the person would recognise.
    public var reason: String
    public var shared: Set<SharedField>
    /// What the worker has to know to keep everyone safe; read again before it goes out, and shared only by itself.
    public var safetyNote: String?
    public var isSafetyNoteReviewed = false
    /// "I will go with them the first time."
    public var accompaniedOn: Day?
    /// The sender knows that the person, or the same referral, is here already.
    public var isMeant = false
    /// Whether it is the person whom the sender works with already, once that was asked.
    public var samePerson: SamePersonAnswer?
    /// The sender knows that the person is younger or older than the offer is for.
    public var isAgeMeant = false
    /// The saved draft that this is, now that it is finished.
    public var finishing: Referral.ID?
    public var consent: Consent
    /// What the practice is told when the episode ends that begins with this referral; nil when they were not asked.
    public var telling: Episode.Telling?
    /// Made with the form, so that sending it twice refers once.
    public var idempotencyKey: String

    public init(
        offerID: Offer.ID,
        person: Person,
        practiceCode: Practice.Code?,
        reason: String,
        shared: Set<SharedField>,
        consent: Consent,
        idempotencyKey: String
    ) {
        self.offerID = offerID
        self.person = person
        self.practiceCode = practiceCode
        self.reason = reason
        self.shared = shared.union([.name])
        self.consent = consent
        self.idempotencyKey = idempotencyKey
    }

    /// Somebody has the same NHS number, or the same name and date of birth, and the rest differs.
    public enum SamePersonAnswer: String, Sendable, CaseIterable {
        /// What was typed takes the place of what is written down.
        case same
        /// Somebody else: they get a page of their own, without the NHS number.
        case another
    }

    public static let longestReason = 1_000
    public static let longestSafetyNote = 500

    /// What keeps it from being sent, by form field; empty when nothing does.
    func problems(today: Day) -> [String: String] {
        var problems = person.problems(today: today)
        if reason.isEmpty { problems["reason"] = "Say in a few words why you are referring them." }
        if reason.count > ReferralDraft.longestReason {
            problems["reason"] = "The reason must be \(ReferralDraft.longestReason) characters or fewer."
        }
        if !consent.share {
            problems["consent"] = "You can only refer somebody who has agreed that their details are passed on."
        }
        if let note = safetyNote {
            if note.count > ReferralDraft.longestSafetyNote {
                problems["safety-note"] =
                    "The safety note must be \(ReferralDraft.longestSafetyNote) characters or fewer."
            }
            if !isSafetyNoteReviewed {
                problems["safety-reviewed"] = "Read the safety note once more, and tick that it is needed and fair."
            }
        }
        if let day = accompaniedOn {
            problems["accompanied"] = Referral.problem(with: day, when: Referral.accompanying, today: today)
        }
        if let day = consent.expiresOn, day < today {
            problems["until"] = "The last day of sharing must be today or later."
        }
        if let problem = reachability { problems[problem.field] = problem.sentence }
        return problems
    }

    /// The organisation needs at least one way to get in touch.
    private var reachability: (field: String, sentence: String)? {
        let given = person.ways
        if given.isEmpty {
            return (
                "phone",
                "Give at least one way to get in touch: a telephone number, an e-mail address or a postal address."
            )
        }
        if shared.isDisjoint(with: given) {
            return ("share", "Share at least one way to get in touch, or the organisation cannot reach them.")
        }
        return nil
    }
}

extension NHSNumber {
    /// What to tell the person who typed it; nil when the number could be real.
    static func problem(with text: String) -> String? {
        do throws(Problem) {
            _ = try NHSNumber(text)
            return nil
        } catch {
            return switch error {
            case .wrongLength: "An NHS number has 10 digits. Check it, or leave it empty."
            case .notDigits: "An NHS number has only digits and spaces. Check it, or leave it empty."
            case .wrongCheckDigit: "This is not an NHS number: one of its digits is wrong. Check it, or leave it empty."
            case .repeatedDigit: "This is not an NHS number: no number has the same digit ten times."
            }
        }
    }
}
