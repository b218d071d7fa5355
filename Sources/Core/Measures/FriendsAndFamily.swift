import Foundation
import GRDB

/// The Friends and Family Test of one offer: how it was for people, from people whom nobody can find again.
///
/// A row has the offer, the month, the answer and sealed words. It has no account, no person, no exact time, no audit row
/// and no rowid; its key is a keyed hash of a random number that only the form had, so rows lie in no order of time.
public struct FriendsAndFamily: Sendable {
    let database: AppDatabase
    let clock: AppClock
    let sealer: Sealer

    /// Answers come out in heaps of at least so many, so that nobody can tell one by what a heap grew by.
    public static let smallestHeap = 7
    public static let longestWords = 500
    public static let code = "fft"
    /// Very good and good. NHS England counts them among all answers, "don't know" included.
    public static let positive: ClosedRange<Int> = 1...2

    /// What is asked, in its words.
    public func question() async throws -> Measure {
        let all = try await database.read { try MeasureCatalogue.offered(in: $0) }
        guard let measure = all.first(where: { $0.code == FriendsAndFamily.code }) else { throw Failure.notFound }
        return measure
    }

    /// - Parameters:
    ///   - answer: as on the measure's scale.
    ///   - key: of the form; the same one is stored once.
    /// - Throws: `Failure.notFound` for an offer that is not there, `.invalid`.
    public func answer(_ answer: Int, words: String, about offer: Offer.ID, key: String) async throws {
        let measure = try await question()
        guard let item = measure.items?.first, measure.scale(of: item)?.values.contains(answer) == true else {
            throw Failure.invalid(["answer": "Choose one of the answers."])
        }
        let month = String(Day(clock.now).description.prefix(7))
        let hash = sealer.keyedHash("experience \(offer) \(key)")
        let place = "experience \(hash.base64EncodedString())"
        let sealed =
            words.isEmpty ? nil : try sealer.seal(String(words.prefix(FriendsAndFamily.longestWords)), place: place)
        try await database.write { db in
            guard try Offer.exists(db, key: offer) else { throw Failure.notFound }
            try db.execute(
                literal: """
                    INSERT OR IGNORE INTO experience (key, offerID, month, answer, words)
                    VALUES (\(hash), \(offer), \(month), \(answer), \(sealed))
                    """
            )
        }
    }

    /// What staff are shown.
    public struct Counts: Equatable, Sendable {
        /// The last month that is in it, as `2026-11`.
        public var through: String?
        /// By answer, those that are shown.
        public var answers: [Int: Int] = [:]
        public var total: Int { answers.values.reduce(0, +) }
        /// A whole number of a hundred; nil when nothing is shown.
        public var percentPositive: Int? {
            guard total > 0 else { return nil }
            let positive = answers.filter { FriendsAndFamily.positive.contains($0.key) }.values.reduce(0, +)
            return Int((Double(positive) * 100 / Double(total)).rounded())
        }
    }

    public static let reading: Set<Role> = [.linkWorker, .practice, .steward, .administrator, .organisation]

    /// - Throws: `Failure.notFound` for an organisation that asks about another's offer.
    public func counts(of offer: Offer.ID, for actor: Actor) async throws -> Counts {
        guard FriendsAndFamily.reading.contains(actor.role) else { throw Failure.forbidden }
        let thisMonth = String(Day(clock.now).description.prefix(7))
        return try await database.read { db in
            let own: SQL = actor.role == .organisation ? "offer.organisationID = \(actor.organisationID)" : "1"
            let request: SQLRequest<Row> = """
                SELECT month, answer, COUNT(*) AS number FROM experience JOIN offer ON offer.id = offerID
                WHERE offerID = \(offer) AND month < \(thisMonth) AND \(own) GROUP BY month, answer
                """
            let visible: SQLRequest<Bool> = "SELECT EXISTS (SELECT 1 FROM offer WHERE id = \(offer) AND \(own))"
            guard try visible.fetchOne(db) == true else { throw Failure.notFound }
            let months = try request.fetchAll(db).reduce(into: [String: [Int: Int]]()) {
                $0[$1["month"], default: [:]][$1["answer"]] = $1["number"]
            }
            return FriendsAndFamily.released(months)
        }
    }

    /// What people wrote, of the answers that are counted; in the order of the alphabet, so that no sentence can be laid
    /// beside an answer. For those who keep the directory.
    public func words(of offer: Offer.ID, for actor: Actor) async throws -> [String] {
        guard actor.role == .steward || actor.role == .administrator else { return [] }
        guard let through = try await counts(of: offer, for: actor).through else { return [] }
        return try await database.read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT key, words FROM experience WHERE offerID = ? AND month <= ? AND words IS NOT NULL",
                arguments: [offer, through]
            ).map { row in
                let key: Data = row["key"]
                return try sealer.open(row["words"] as Data, place: "experience \(key.base64EncodedString())")
            }.sorted()
        }
    }

    /// What may be shown: whole months that have ended, oldest first, gathered until a heap is large enough. The months
    /// behind the last full heap stay hidden, so the difference between two days is a whole heap or nothing.
    ///
    /// - Parameter months: counts by answer, by month in the form `2026-11`.
    static func released(_ months: [String: [Int: Int]]) -> Counts {
        var shown = Counts()
        var heap = Counts()
        for month in months.keys.sorted() {
            heap.answers.merge(months[month] ?? [:], uniquingKeysWith: +)
            guard heap.total >= smallestHeap else { continue }
            shown.answers.merge(heap.answers, uniquingKeysWith: +)
            shown.through = month
            heap = Counts()
        }
        return shown
    }
}
