import Foundation

/// The one letter of an episode, in the order in which a practice reads it (the background notes' §7): what is asked,
/// who it is about, the two answers, the person's words, what was tried, what remains.
///
/// Sealed at rest as it was sent; composed by `LetterWriter`.
public struct OutcomeLetter: Codable, Equatable, Sendable {
    public var tag: OutcomeTag
    /// What the practice is asked to do.
    public var ask: String?
    public var askBy: Day?
    public var person: Person
    public var practiceName: String
    public var practiceCode: Practice.Code?
    public var referredOn: Day
    /// Why, in the words of the referral; one for each.
    public var reasons: [String]
    public var engaged: Outcome.Engaged
    public var helped: Outcome.Helped
    public var saidBy: Outcome.Source
    public var personWords: String?
    public var services: [Service]
    public var measures: [Measure]
    public var risk: EpisodePlan.Risk
    public var riskNote: String?
    public var remaining: String?
    /// Who followed it through, and answers questions.
    public var contact: String
    /// Their telephone number or e-mail address.
    public var contactAt: String?
    /// About a referral that the practice itself made, and no episode of a link worker.
    public var isDirect: Bool?
    /// How the person agreed that the practice be told, and when.
    public var consent: String
    /// Nothing but that it has ended, as the person chose.
    public var isShortened: Bool
    public var endedOn: Day

    /// One offer that was tried.
    public struct Service: Codable, Equatable, Sendable {
        public var name: String
        public var organisation: String
        public var closure: Referral.Closure
        public var engaged: Outcome.Engaged?
        public var helped: Outcome.Helped?
        /// Code and words of why it did not work.
        public var reason: String?
        public var note: String?
    }

    /// First and last score of one measure.
    public struct Measure: Codable, Equatable, Sendable {
        public var name: String
        public var first: String?
        /// "no end score" where there is none.
        public var last: String?
        /// How much better or worse, whether that counts, and how often it was answered.
        public var change: String?
    }
}
