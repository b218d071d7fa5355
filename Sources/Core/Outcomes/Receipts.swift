import Foundation
import GRDB

/// What somebody at a practice says by typing the code of a printed letter: it has come.
public struct Receipts: Sendable {
    let database: AppDatabase
    let clock: AppClock
    let sealer: Sealer

    /// Days after posting for which a code works: a letter that lay in a tray over Christmas is still answered.
    public static let days = 60

    /// Typed twice is as good as once. Nothing about the person is given back.
    ///
    /// - Throws: `Failure.notFound` for a code that never was, `.unavailable` for one that has expired.
    public func receive(_ code: LetterCode) async throws {
        let now = clock.now
        let hash = code.receiptHash(with: sealer)
        try await database.write { db in
            let sql = "SELECT * FROM answer WHERE receiptHash = ?"
            guard let answer = try PracticeAnswer.fetchOne(db, sql: sql, arguments: [hash]) else {
                throw Failure.notFound
            }
            if answer.loop.isClosed { return }
            if let end = answer.receiptExpiresAt, now >= end {
                throw Failure.unavailable("This code has expired. Ring whoever is named on the letter.")
            }
            try Receipts.received(answer, at: now).update(db)
            try Audit.record(.outcomeReceived, subject: answer.id.text, by: nil, at: now, in: db)
        }
    }

    /// Paper can be there before somebody has said that they posted it.
    private static func received(_ answer: PracticeAnswer, at now: Date) throws -> PracticeAnswer {
        var received = answer.loop == .drafted ? try answer.after(.sent, at: now) : answer
        received = try received.after(.opened, at: now)
        received.isReceivedByCode = true
        return received
    }
}
