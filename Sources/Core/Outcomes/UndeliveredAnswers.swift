import Foundation
import GRDB

/// Practices that answers cannot be delivered to, for the steward's queue; says nothing about the people.
struct UndeliveredAnswers: QueueSource {
    func items(uses: [Offer.ID: OfferUse], now: Date, in db: Database) throws -> [QueueItem] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT practice.code, practice.name, COUNT(*) AS answers, MIN(loopSince) AS since, MAX(problem) AS problem
                FROM answer JOIN practice ON practice.code = answer.practiceCode
                WHERE isCurrent AND loop IN ('due', 'drafted', 'sent', 'failed') AND loop = 'failed' GROUP BY practice.code
                """
        )
        return rows.map { row in
            let answers: Int = row["answers"]
            let what = answers == 1 ? "1 answer has" : "\(answers) answers have"
            return QueueItem(
                subject: .practice(row["code"]),
                title: row["name"],
                reason: "\(what) not reached this practice. \(row["problem"] as String)",
                action: "Ring the practice, have its way changed if need be, and try again.",
                harm: QueuePolicy.undelivered * Double(answers),
                since: row["since"]
            )
        }
    }
}
