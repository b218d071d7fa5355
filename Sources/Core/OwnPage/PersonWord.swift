import Foundation
import GRDB

/// Something that a person said on their own page about one referral.
public struct PersonWord: Equatable, Sendable {
    public enum Kind: String, Codable, Sendable {
        case notHeard = "not heard"
        case didItHelp = "did it help"
    }

    public let kind: Kind
    public let at: Date
    public let helped: Outcome.Helped?
    public let words: String?
    /// Whether the practice may read the words.
    public let forPractice: Bool

    public static let longest = 500
}

/// The SQL of what people say; their words are sealed.
struct PersonWordStore {
    let sealer: Sealer

    func add(_ word: PersonWord, about referral: Referral.ID, in db: Database) throws {
        let id = Identifier<PersonWord>()
        let sealed = try word.words.map { try sealer.seal($0, place: "person's words \(id)") }
        try db.execute(
            literal: """
                INSERT INTO personWord (id, referralID, kind, at, helped, words, forPractice)
                VALUES (\(id), \(referral), \(word.kind.rawValue), \(word.at), \(word.helped?.rawValue), \(sealed),
                    \(word.forPractice))
                """
        )
    }

    /// Oldest first.
    func words(about referral: Referral.ID, in db: Database) throws -> [PersonWord] {
        try words(
            SQLRequest<Row>(literal: "SELECT * FROM personWord WHERE referralID = \(referral) ORDER BY at, id"),
            in: db
        )
    }

    /// About every referral of an episode, oldest first.
    func words(in episode: Episode.ID, in db: Database) throws -> [PersonWord] {
        let request: SQLRequest<Row> = """
            SELECT personWord.* FROM personWord JOIN referral ON referral.id = personWord.referralID
            WHERE referral.episodeID = \(episode) ORDER BY personWord.at, personWord.id
            """
        return try words(request, in: db)
    }

    func last(_ kind: PersonWord.Kind, about referral: Referral.ID, in db: Database) throws -> PersonWord? {
        try words(about: referral, in: db).last { $0.kind == kind }
    }

    private func words(_ request: SQLRequest<Row>, in db: Database) throws -> [PersonWord] {
        try request.fetchAll(db).map { row in
            let words = try (row["words"] as Data?).map {
                try sealer.open($0, place: "person's words \(row["id"] as String)")
            }
            return PersonWord(
                kind: PersonWord.Kind(rawValue: row["kind"]) ?? .notHeard,
                at: row["at"],
                helped: (row["helped"] as String?).flatMap(Outcome.Helped.init),
                words: words,
                forPractice: row["forPractice"]
            )
        }
    }
}
