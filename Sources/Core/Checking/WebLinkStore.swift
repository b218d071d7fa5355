import Foundation
import GRDB

/// An address with its newest answer, and what the answers before say.
struct WebLink: Codable, Sendable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "webLink"
    var url: String
    var answer: LinkAnswer.Kind
    var detail: String
    var answeredAt: Date
    /// Whether the answer has gone into the history; it does when the round is over.
    var isCounted: Bool
    var goneRuns: Int
    var failedDays: Int
    var lastFailedOn: Day?

    var history: LinkHistory {
        get { LinkHistory(goneRuns: goneRuns, failedDays: failedDays, lastFailedOn: lastFailedOn) }
        set { (goneRuns, failedDays, lastFailedOn) = (newValue.goneRuns, newValue.failedDays, newValue.lastFailedOn) }
    }
}

/// The SQL of web addresses.
enum WebLinkStore {
    /// Each address that a listed offer shows: its own, or else that of its organisation.
    static func addresses(in db: Database) throws -> Set<String> {
        try String.fetchSet(
            db,
            sql: """
                SELECT DISTINCT COALESCE(offer.website, organisation.website) AS url FROM offer
                JOIN organisation ON organisation.id = organisationID
                WHERE status IN ('active', 'temporarily closed') AND url IS NOT NULL
                """
        )
    }

    static func all(in db: Database) throws -> [String: WebLink] {
        try WebLink.fetchCursor(db).reduce(into: [:]) { $0[$1.url] = $1 }
    }

    static func keep(_ answer: LinkAnswer, of url: String, at now: Date, in db: Database) throws {
        var link =
            try WebLink.fetchOne(db, key: url)
            ?? WebLink(
                url: url,
                answer: answer.kind,
                detail: "",
                answeredAt: now,
                isCounted: false,
                goneRuns: 0,
                failedDays: 0
            )
        (link.answer, link.detail, link.answeredAt, link.isCounted) = (answer.kind, answer.detail, now, false)
        try link.save(db)
    }

    /// Lets the round's answers count, and forgets addresses that nobody shows any more.
    ///
    /// - Returns: false when it seems that we had no network: then nothing counts against anybody.
    static func count(keeping urls: Set<String>, in db: Database) throws -> Bool {
        let fresh = try WebLink.fetchAll(db, sql: "SELECT * FROM webLink WHERE NOT isCounted")
        let isOnline = !LinkPolicy.seemsOffline(fresh.map { ($0.url, $0.answer) })
        for var link in fresh {
            if isOnline { link.history.count(link.answer, on: Day(link.answeredAt)) }
            link.isCounted = true
            try link.update(db)
        }
        for url in try String.fetchAll(db, sql: "SELECT url FROM webLink") where !urls.contains(url) {
            try db.execute(sql: "DELETE FROM webLink WHERE url = ?", arguments: [url])
        }
        return isOnline
    }
}

/// When to ask whom, and what to make of silence.
enum LinkPolicy {
    /// A site is not asked about the same page again before this has passed, however often the checker is started.
    static let answerStands: TimeInterval = 3_600
    /// Between two questions to one host: small charities share small servers.
    static let pause = Duration.seconds(2)
    /// Hosts that are asked at the same time.
    static let hostsAtOnce = 8
    /// When none of at least so many hosts answered, it is we who are not connected.
    static let fewestHostsToJudge = 5

    static func host(of url: String) -> String { URLComponents(string: url)?.host?.lowercased() ?? url }

    static func seemsOffline(_ answers: [(url: String, answer: LinkAnswer.Kind)]) -> Bool {
        guard !answers.contains(where: { $0.answer == .alive || $0.answer == .gone }) else { return false }
        let hosts = Set(answers.filter { $0.answer == .failing }.map { host(of: $0.url) })
        return hosts.count >= fewestHostsToJudge
    }
}
