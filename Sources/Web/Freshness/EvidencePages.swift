import Core
import Foundation
import Hummingbird
import WebSupport

/// Why a listing is trusted as far as it is: everything that was recorded for and against it.
enum EvidencePages {
    static func evidence(_ visit: Visit) async throws -> Response {
        let sheet = try await visit.features.evidence.sheet(visit.identifier(), for: visit.actor())
        return try visit.html(EvidencePage(visit: visit, sheet: sheet), as: .evidence)
    }
}

struct EvidencePage: Sendable {
    let page: PageFrame
    let title: String
    let offerHref: String
    let badge: FreshnessBadge
    let explanation: String
    let next: String
    let interval: String
    let doubts: [String]
    let hasDoubts: Bool
    let findings: [Noticed]
    let hasFindings: Bool
    let entries: [Entry]
    let hasEntries: Bool
    let callHref: String?

    /// A line of the ledger.
    struct Entry: Sendable {
        let date: String
        let news: String
        let by: String
        let note: String?
        let weight: String

        init(_ evidence: Evidence) {
            date = Words.moment(evidence.at)
            news = evidence.kind.news
            by = evidence.by.contains("@") ? "Somebody there" : evidence.by
            note = evidence.note
            weight = EvidenceWeight.words(evidence.kind)
        }
    }

    /// Something that the checker sees amiss now.
    struct Noticed: Sendable {
        let name: String
        let what: String
        let since: String
        let whatToDo: String

        init(_ finding: Finding) {
            name = finding.kind.name
            what = finding.what
            since = Words.date(finding.firstSeen)
            whatToDo = finding.kind.whatToDo
        }
    }

    init(visit: Visit, sheet: EvidenceBook.Sheet) {
        let offer = sheet.listing.offer
        page = visit.frame("For and against: \(offer.name)")
        title = offer.name
        offerHref = Path.offer(offer.id).text
        badge = FreshnessBadge(offer, now: visit.now)
        explanation = EvidencePage.explanation(sheet.freshness)
        next =
            sheet.next.map { "If nothing happens, it becomes “\($0.state.rawValue)” on \(Words.date($0.at))." }
            ?? "It stays so until somebody confirms it."
        interval = "A listing of this kind should be confirmed every \(offer.confirmationInterval) days."
        doubts = sheet.doubts.map { EvidencePage.doubt($0, now: visit.now) }
        hasDoubts = !doubts.isEmpty
        findings = sheet.findings.map(Noticed.init)
        hasFindings = !findings.isEmpty
        entries = sheet.ledger.map(Entry.init)
        hasEntries = !entries.isEmpty
        let role = visit.account?.role
        let isSteward = role == .steward || role == .administrator
        callHref = isSteward ? Path.call(sheet.listing.organisation.id).text : nil
    }

    private static func doubt(_ doubt: EvidencePolicy.OpenDoubt, now: Date) -> String {
        let times = doubt.times == 1 ? "once" : doubt.times == 2 ? "twice" : "\(doubt.times) times"
        return "\(doubt.kind.news), \(times), last \(Words.ago(doubt.last, now: now))."
    }

    /// What the state means for those who search.
    static func explanation(_ freshness: Freshness) -> String {
        switch freshness {
        case .fresh: "Everybody finds it, as checked."
        case .due: "Everybody finds it. The organisation is asked by the monthly e-mail."
        case .overdue: "Everybody finds it, with “ring first”."
        case .unconfirmed:
            "It stands below the others in results, with “ring first”. The desk shows it last or not at all."
        case .hidden: "Only staff find it, below the others. Whoever has the link still sees it, with a warning."
        }
    }
}

/// How much an entry counts, in words.
enum EvidenceWeight {
    static func words(_ kind: Evidence.Kind) -> String {
        if let support = EvidencePolicy.support(kind) {
            switch support {
            case 100...: return "Confirms everything"
            case 60..<100: return "Counts nearly as a confirmation"
            case 30..<60: return "A sign that it runs"
            default: return "A weak sign that it runs"
            }
        }
        switch EvidencePolicy.doubt(kind) ?? 0 {
        case 100...: return "Enough not to rely on it"
        case 50..<100: return "Enough to ring first"
        default: return "A small doubt"
        }
    }
}
