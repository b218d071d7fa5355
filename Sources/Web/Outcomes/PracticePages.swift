import Core
import Foundation
import Hummingbird
import WebSupport

/// The practice's tray: what came back and what it asks.
enum PracticePages {
    static func tray(_ visit: Visit) async throws -> Response {
        let filter = TrayFilter(visit.query)
        let entries = try await visit.features.outcomes.tray(for: visit.actor(), filter.part)
        return try await page(visit, entries, filter)
    }

    /// The name goes neither into an address nor into an index.
    static func search(_ visit: Visit) async throws -> Response {
        var form = try visit.reader()
        let name = form.text("name", label: "name", max: 100)
        guard !name.isEmpty else { return .seeOther(Path.practice.text) }
        let entries = try await visit.features.outcomes.tray(for: visit.actor(), named: name)
        return try await page(visit, entries, TrayFilter(name: name))
    }

    private static func page(_ visit: Visit, _ entries: [Outcomes.Entry], _ filter: TrayFilter) async throws -> Response
    {
        let stillOpen = try await visit.features.outcomes.stillOpen(for: visit.actor())
        let page = PracticePage(visit: visit, entries: entries, filter: filter, stillOpen: stillOpen)
        return try visit.html(page, as: .practice)
    }
}

/// Which answers of the tray are shown.
struct TrayFilter: Equatable, Sendable {
    enum Show: String, CaseIterable, Sendable {
        case waiting, new, opened, filed
    }

    var show: Show?
    var tag: OutcomeTag?
    var name: String?

    init(show: Show? = .waiting, tag: OutcomeTag? = nil) {
        self.show = show
        self.tag = tag
    }

    /// A name was looked for in all of them.
    init(name: String) { self.name = name }

    init(_ query: QueryFields) {
        show = query.choice("show", as: Show.self) ?? .waiting
        tag = query.choice("tag", as: OutcomeTag.self)
    }

    var part: Outcomes.Part { show == .filed ? .filed : .notFiled }

    func lets(_ entry: Outcomes.Entry) -> Bool {
        if let tag, entry.letter.tag != tag { return false }
        return switch show {
        case .waiting?: entry.answer.loop != .filed
        case .new?: entry.answer.loop == .sent || entry.answer.loop == .failed
        case .opened?: entry.answer.loop == .received
        case .filed?: entry.answer.loop == .filed
        case nil: true
        }
    }

    var address: String {
        let items = [show == .waiting ? nil : show.map { "show=\($0.rawValue)" }, tag.map { "tag=\($0.rawValue)" }]
            .compactMap { $0 }
        return Path.practice.text + (items.isEmpty ? "" : "?" + items.joined(separator: "&"))
    }
}

struct PracticePage: Sendable {
    let page: PageFrame
    let thanks: String?
    let heading: String
    let shows: [Choice]
    let tags: [Choice]
    let name: TextInput
    let searched: String?
    let isEmpty: Bool
    let groups: [Group]
    let canFileMany: Bool
    let filingLabel: String
    let openHref: String
    let openLabel: String

    struct Choice: Sendable {
        let href: String
        let label: String
        let isCurrent: Bool
    }

    struct Group: Sendable {
        let title: String
        let lines: [Line]
    }

    struct Line: Sendable {
        let href: String
        let tag: String
        let tagName: String
        let person: String
        let title: String
        let replaces: String?
        let when: String

        init(_ entry: Outcomes.Entry) {
            href = Path.outcome(entry.answer.id).text
            tag = entry.letter.tag.rawValue
            tagName = entry.letter.tag.name
            person = entry.letter.person.name
            title = (entry.answer.priority == .urgent ? "Urgent. " : "") + OutcomeWords.title(entry.letter)
            replaces = entry.answer.number > 1 ? "Replaces version \(entry.answer.number - 1)" : nil
            when = Words.date(entry.answer.sentAt ?? entry.answer.loopSince)
        }
    }

    init(visit: Visit, entries: [Outcomes.Entry], filter: TrayFilter, stillOpen: Int) {
        page = visit.frame("Outcomes", script: "tray.js")
        thanks = PracticePage.thanks(visit.query)
        let shown = entries.filter(filter.lets)
        groups = PracticePage.groups(shown)
        isEmpty = shown.isEmpty
        let new = entries.count { $0.answer.loop == .sent || $0.answer.loop == .failed }
        heading =
            filter.name != nil
            ? Words.count(shown.count, "answer") + " found"
            : filter.show == .filed
                ? "\(shown.count) filed" : new == 0 ? "Nothing new" : Words.count(new, "new answer")
        shows = TrayFilter.Show.allCases.map { show in
            let target = TrayFilter(show: show, tag: filter.tag)
            return Choice(href: target.address, label: PracticePage.label(show), isCurrent: filter == target)
        }
        tags = ([nil] + OutcomeTag.allCases.reversed().map { $0 }).map { tag in
            let target = TrayFilter(show: filter.show ?? .waiting, tag: tag)
            return Choice(href: target.address, label: tag?.rawValue ?? "Every tag", isCurrent: filter == target)
        }
        name = TextInput("name", "Name", in: nil, autocomplete: "off", width: "medium", initially: filter.name ?? "")
        searched = filter.name.map {
            let most = entries.count < Outcomes.mostListed ? "All answers" : "The first \(Outcomes.mostListed) answers"
            return "\(most) about people with “\($0)” in their name, filed ones too."
        }
        let toFile = entries.count { $0.letter.tag == .file && $0.answer.loop != .filed }
        canFileMany = toFile > 1
        filingLabel = "File several at once (\(toFile) ask nothing)"
        openHref = Path.stillOpen.text
        openLabel = "Still on their way, and on whom it waits (\(stillOpen))"
    }

    private static func label(_ show: TrayFilter.Show) -> String {
        switch show {
        case .waiting: "Not filed yet"
        case .new: "New"
        case .opened: "Opened"
        case .filed: "Filed"
        }
    }

    private static func thanks(_ query: QueryFields) -> String? {
        guard let filed = query.integer("filed", in: 0...Outcomes.mostAtOnce) else { return nil }
        let others = query.checked("others") ? " Somebody else had filed the rest." : ""
        return (filed == 1 ? "Filed." : "\(filed) were filed.") + others
    }

    private static func groups(_ entries: [Outcomes.Entry]) -> [Group] {
        func group(_ title: String, _ loops: Set<Loop>) -> Group {
            let lines = entries.filter { loops.contains($0.answer.loop) }.sorted(by: PracticePage.isBefore)
            return Group(title: title, lines: lines.map(Line.init))
        }
        return [group("New", [.sent, .failed]), group("Opened, not filed yet", [.received]), group("Filed", [.filed])]
            .filter { !$0.lines.isEmpty }
    }

    /// What asks something first, then what is urgent; what has waited longest before the rest, and filed the other way.
    private static func isBefore(_ left: Outcomes.Entry, _ right: Outcomes.Entry) -> Bool {
        if left.answer.loop == .filed { return left.answer.loopSince > right.answer.loopSince }
        func rank(_ entry: Outcomes.Entry) -> Int {
            entry.letter.tag.urgency * 2 + (entry.answer.priority == .urgent ? 1 : 0)
        }
        return (rank(right), left.answer.loopSince) < (rank(left), right.answer.loopSince)
    }
}
