import Foundation
import GRDB

/// One version of the answer to the practice: about an episode, or about a referral that belongs to none.
public struct PracticeAnswer: Codable, Equatable, Sendable, Identifiable, FetchableRecord, PersistableRecord {
    public static let databaseTableName = "answer"
    public typealias ID = Identifier<PracticeAnswer>

    public let id: ID
    public let episodeID: Episode.ID?
    public let referralID: Referral.ID?
    /// Of the letter, from 1; a letter that was sent is never changed, the next number follows it.
    public let number: Int
    public var isCurrent: Bool
    public let practiceCode: Practice.Code
    public var loop: Loop
    public var loopSince: Date
    public var tag: OutcomeTag
    public var priority: Referral.Priority
    /// Sealed; nil while it is due, and for ever when it is withheld.
    var letter: Data?
    /// SHA-256 of the letter's words, to show that it was not changed since.
    var digest: Data?
    public var way: Practice.Way?
    public var sentAt: Date?
    public var receivedAt: Date?
    public var receivedBy: Account.ID?
    public var filedAt: Date?
    public var filedBy: Account.ID?
    /// Why it could not go out or was not taken in, in plain words, while it has failed.
    public var problem: String?
    public var tries: Int
    /// Keyed hash of the code that is printed on a letter.
    var receiptHash: Data?

    /// What it is about.
    public enum Subject: Equatable, Sendable {
        case episode(Episode.ID)
        case referral(Referral.ID)
    }

    public var subject: Subject? {
        if let episodeID { return .episode(episodeID) }
        return referralID.map { .referral($0) }
    }

    /// The same answer, one step on in its life.
    ///
    /// - Throws: `Failure.conflict` when the loop does not allow it.
    func after(_ event: Loop.Event, at now: Date, by account: Account.ID? = nil, because problem: String? = nil) throws(Failure)
        -> PracticeAnswer
    {
        guard let next = loop.after(event) else {
            throw .conflict(event == .filed ? "Open this answer first, then file it." : "This answer has moved on. Look again.")
        }
        guard next != loop else { return self }
        var answer = self
        (answer.loop, answer.loopSince, answer.problem) = (next, now, next == .failed ? problem ?? "not known" : nil)
        switch next {
        case .sent: (answer.sentAt, answer.tries) = (answer.sentAt ?? now, tries + 1)
        case .received:
            // What failed for want of a receipt and is opened all the same was sent by being opened.
            (answer.sentAt, answer.receivedAt, answer.receivedBy) = (answer.sentAt ?? now, now, account)
        case .filed: (answer.filedAt, answer.filedBy) = (now, account)
        case .withheld: (answer.letter, answer.digest) = (nil, nil)
        case .due, .drafted, .failed: break
        }
        return answer
    }
}

extension Loop: DatabaseValueConvertible {}
extension OutcomeTag: DatabaseValueConvertible {}
extension Referral.Priority: DatabaseValueConvertible {}
