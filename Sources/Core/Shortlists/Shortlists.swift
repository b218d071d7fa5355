import Foundation
import GRDB

/// The shortlist of a session, which goes when the session does, and the copies of it that are shared as links.
public struct Shortlists: Sendable {
    let database: AppDatabase
    let clock: AppClock

    /// - Parameter session: SHA-256 of the session's token.
    public func shortlist(session: Data) async throws -> Shortlist {
        try await database.read { try ShortlistStore.shortlist(of: session, in: $0) }
    }

    /// - Throws: `Failure.notFound` for an offer that is not there, `.conflict` when the list is full.
    public func add(_ offer: Offer.ID, session: Data) async throws {
        try await change(session) { list, db in
            guard try Offer.exists(db, key: offer) else { throw Failure.notFound }
            try list.add(offer)
        }
    }

    /// Stores the notes, and then moves or removes a line.
    ///
    /// - Parameter notes: by offer; a line that is not among them keeps its own.
    public func change(
        notes: [Offer.ID: String],
        then move: (offer: Offer.ID, move: Shortlist.Move)? = nil,
        session: Data
    ) async throws {
        try await change(session) { list, _ in
            list.note(notes)
            if let move { list.move(move.offer, move.move) }
        }
    }

    private func change(
        _ session: Data,
        _ body: @Sendable @escaping (inout Shortlist, Database) throws -> Void
    ) async throws {
        try await database.write { db in
            var list = try ShortlistStore.shortlist(of: session, in: db)
            try body(&list, db)
            try ShortlistStore.replace(list, of: session, in: db)
        }
    }
}

enum ShortlistStore {
    static func shortlist(of session: Data, in db: Database) throws -> Shortlist {
        Shortlist(
            try lines(
                db,
                sql: "SELECT offerID, note FROM shortlistLine WHERE sessionHash = ? ORDER BY position",
                key: session
            )
        )
    }

    static func lines(
        _ db: Database,
        sql: String,
        key: some DatabaseValueConvertible
    ) throws -> [Shortlist.Line] {
        try Row.fetchAll(db, sql: sql, arguments: [key]).map {
            Shortlist.Line(offer: $0["offerID"], note: $0["note"])
        }
    }

    static func replace(_ list: Shortlist, of session: Data, in db: Database) throws {
        try db.execute(sql: "DELETE FROM shortlistLine WHERE sessionHash = ?", arguments: [session])
        for (position, line) in list.lines.enumerated() {
            try db.execute(
                sql: "INSERT INTO shortlistLine (sessionHash, offerID, position, note) VALUES (?, ?, ?, ?)",
                arguments: [session, line.offer, position, line.note]
            )
        }
    }
}
