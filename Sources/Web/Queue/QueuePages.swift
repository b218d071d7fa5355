import Core
import Foundation
import Hummingbird
import WebSupport

/// The steward's queue: what needs a person, the most harm first.
enum QueuePages {
    static func queue(_ visit: Visit) async throws -> Response {
        let number = visit.query.integer("page", in: 1...1_000) ?? 1
        let page = try await visit.features.queue.page(number, for: visit.actor())
        return try visit.html(QueuePage(visit: visit, queue: page, number: number), as: .queue)
    }

    /// Claims an item, gives it back, or lets it wait.
    static func change(_ visit: Visit) async throws -> Response {
        let fields = try visit.reader().fields
        guard let subject = fields.values("subject").first.flatMap({ QueueItem.Subject(key: $0) }) else {
            throw Failure.invalid(["subject": "Choose a line of the list."])
        }
        let queue = visit.features.queue
        let actor = try visit.actor()
        let page = fields.values("page").first.flatMap { Int($0) }.flatMap { (1...1_000).contains($0) ? $0 : nil } ?? 1
        switch fields.values("do").first {
        case "claim": try await queue.claim(subject, by: actor)
        case "release": try await queue.release(subject, by: actor)
        case "wake": try await queue.wake(subject, by: actor)
        case "snooze":
            let days = fields.values("days").first.flatMap { Int($0) } ?? 0
            try await queue.snooze(subject, days: days, by: actor)
            return .seeOther(Path.queue(page: page, waits: subject, days: days).text)
        default: throw Failure.invalid(["do": "Choose what to do with it."])
        }
        return .seeOther(Path.queue(page: page).text + "#" + QueueLine.anchor(subject))
    }
}

/// What came of ringing about a referral that nobody follows through.
extension QueuePages {
    static func settleUnheld(_ visit: Visit) async throws -> Response {
        let fields = try visit.reader().fields
        guard let ringing = fields.values("do").first.flatMap({ Referrals.Ringing(rawValue: $0) }) else {
            throw Failure.invalid(["do": "Choose what came of it."])
        }
        try await visit.features.referrals.settle(unheld: visit.identifier(), ringing, by: visit.actor())
        return .seeOther(Path.steward.text)
    }
}

struct QueuePage: Sendable {
    let page: PageFrame
    let heading: String
    let snoozed: String?
    /// What was put off a moment ago, to be brought back.
    let putOff: PutOff?
    /// What the number in the menu counts.
    let sent: String?
    let items: [QueueLine]
    let isEmpty: Bool
    let previous: String?
    let next: String?
    let figuresHref: String
    let listingsHref: String
    let mergesHref: String

    init(visit: Visit, queue: StewardQueue.Page, number: Int) {
        page = visit.frame("What needs you")
        heading =
            queue.total == 0 ? "Nothing needs you" : "\(Words.count(queue.total, "thing needs", "things need")) you"
        snoozed = queue.snoozed == 0 ? nil : "\(Words.count(queue.snoozed, "more waits", "more wait")) until later."
        putOff = PutOff(visit, number: number)
        sent =
            queue.sent == 0
            ? nil
            : "\(Words.count(queue.sent, "waits", "wait")) for an answer from you. The menu shows only that number."
        items = queue.items.map { QueueLine($0, page: number, visit: visit) }
        isEmpty = items.isEmpty
        previous = number > 1 ? QueuePage.link(number - 1) : nil
        next = queue.total > number * StewardQueue.pageSize ? QueuePage.link(number + 1) : nil
        figuresHref = Path.figures.text
        listingsHref = Path.listingsToCheck.text
        mergesHref = Path.merges.text
    }

    private static func link(_ number: Int) -> String { Path.queue(page: number).text }

    struct PutOff: Sendable {
        let csrf: String
        let action: String
        let subject: String
        let page: String
        let sentence: String

        init?(_ visit: Visit, number: Int) {
            guard let subject = QueueItem.Subject(key: visit.query.text("waits", max: 100)),
                let days = visit.query.integer("days", in: 1...366)
            else { return nil }
            csrf = visit.csrf ?? ""
            action = Path.changeQueue.text
            self.subject = subject.key
            page = String(number)
            sentence = "Put off for \(QueueLine.weeks(days).lowercased()). Then it comes back to this list."
        }
    }
}

/// One thing to settle.
struct QueueLine: Sendable {
    let id: String
    /// Of the list, to come back to.
    let page: String
    let csrf: String
    let changeHref: String
    let subject: String
    let title: String
    let href: String
    let organisation: String?
    let badge: FreshnessBadge.Mark?
    let reason: String
    let action: String
    let harm: String
    let since: String
    let callHref: String?
    let worthACall: String?
    /// Who is on it; nil when nobody is.
    let claimedBy: String?
    let isMine: Bool
    let canClaim: Bool
    let waits: [Wait]
    /// Whether it can be written down here what came of a call.
    let canSettle: Bool
    let settleHref: String

    struct Wait: Sendable {
        let days: String
        let label: String
        let title: String
    }

    init(_ item: QueueItem, page: Int, visit: Visit) {
        id = QueueLine.anchor(item.subject)
        self.page = String(page)
        csrf = visit.csrf ?? ""
        changeHref = Path.changeQueue.text
        subject = item.subject.key
        title = item.title
        href = QueueLine.href(item.subject)
        organisation = item.organisation?.name
        badge = item.freshness.map(FreshnessBadge.Mark.init)
        reason = item.reason
        action = item.action
        harm = QueueLine.harm(item)
        since = Words.date(item.since)
        callHref = item.organisation.map { Path.call($0.id).text }
        worthACall = item.isWorthACall ? "Worth a call now: one call can settle all their listings." : nil
        isMine = item.claim.map { $0.account == visit.account?.id } ?? false
        claimedBy = isMine ? nil : item.claim.map { "\($0.name) is on it, since \(Words.date($0.at))." }
        canClaim = item.claim == nil
        if case .referral(let id, let isLapsed) = item.subject {
            (canSettle, settleHref) = (isLapsed, Path.settleUnheld(id).text)
        } else {
            (canSettle, settleHref) = (false, "")
        }
        waits = StewardQueue.snoozeDays.map {
            Wait(days: String($0), label: QueueLine.weeks($0), title: item.title)
        }
    }

    static func weeks(_ days: Int) -> String { days == 7 ? "A week" : "\(days / 7) weeks" }

    /// Its place on the page; only letters, digits and hyphens, because keys come in forms.
    static func anchor(_ subject: QueueItem.Subject) -> String {
        "job-" + String(subject.key.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    }

    /// Where an item is settled.
    static func href(_ subject: QueueItem.Subject) -> String {
        switch subject {
        case .offer(let id): Path.evidence(id).text
        case .change(let id): ListingChange.ID(id).map { Path.change($0).text } ?? Path.changes.text
        case .joinRequest(let id): Path.joins.text + "#join-" + id
        case .report(let id): Path.stewardReports.text + "#report-" + id
        case .conflict(let id): Path.conflicts.text + "?offer=" + id
        case .practice: Path.deliveries.text
        // Nothing about the person is the steward's: what there is to do stands in the line itself.
        case .referral: Path.steward.text + "#" + anchor(subject)
        }
    }

    private static func harm(_ item: QueueItem) -> String {
        if case .joinRequest = item.subject { return "They wait for an answer." }
        if case .referral = item.subject { return "Nobody else sees that they wait." }
        if case .practice = item.subject { return "The practice does not know what became of its people." }
        let people = Int(item.harm.rounded())
        if item.harm >= StewardQueue.unsafe { return "Look at this first." }
        return people < 1
            ? "Hardly anybody is sent there."
            : "As bad as \(Words.count(people, "person", "people")) a year going there for nothing."
    }
}

extension FreshnessBadge {
    /// Only the state's name, where the reason stands beside it.
    struct Mark: Sendable {
        let state: String
        let label: String

        init(_ freshness: Freshness) {
            state = freshness.rawValue
            label = Words.capitalised(freshness.rawValue)
        }
    }
}
