import Core
import Foundation
import Hummingbird
import WebSupport

/// The list that each role begins its day with.
enum WorklistPages {
    static func list(_ visit: Visit) async throws -> Response {
        let request = request(visit.query)
        let list = try await visit.features.worklists.list(request, for: visit.actor())
        return try visit.html(WorklistPage(visit: visit, list: list, request: request), as: .worklist)
    }

    private static func request(_ query: QueryFields) -> Worklist.Request {
        Worklist.Request(
            section: query.choice("show", as: Worklist.Section.self),
            page: query.integer("page", in: 1...10_000) ?? 1,
            organisation: Organisation.ID(query.text("organisation"))
        )
    }
}

struct WorklistPage: Sendable {
    let page: PageFrame
    let title: String
    let summary: String
    let filters: [Filter]
    /// To choose an organisation; nil where there is nothing to choose.
    let chooser: Chooser?
    let parts: [WorklistPart]
    let isOrganisation: Bool

    struct Chooser: Sendable {
        /// The section that is kept; nil for all.
        let section: String?
        let select: SelectInput
    }

    struct Filter: Sendable {
        let href: String
        let label: String
        let isCurrent: Bool
    }

    init(visit: Visit, list: Worklist, request: Worklist.Request) {
        let words = WorklistWords(isOrganisation: visit.account?.role == .organisation, now: visit.now)
        isOrganisation = words.isOrganisation
        title = words.title
        page = visit.frame(words.title)
        summary = words.summary(list.counts)
        filters = ([nil] + Worklist.Section.allCases).map { section in
            var all = request
            (all.section, all.page) = (section, 1)
            let label = section.map { words.filter($0, list.counts) } ?? "Everything"
            return Filter(href: Path.worklist(all).text, label: label, isCurrent: section == request.section)
        }
        chooser = WorklistPage.chooser(list.organisations, request)
        parts = Worklist.Section.allCases.filter { request.section == nil || request.section == $0 }.compactMap {
            WorklistPart($0, of: list, request: request, words: words, visit: visit)
        }
    }
}

extension WorklistPage {
    private static func chooser(_ organisations: [Worklist.Choice], _ request: Worklist.Request) -> Chooser? {
        guard organisations.count > 1 else { return nil }
        let select = SelectInput(
            "organisation",
            "Organisation",
            [("", "All organisations")] + organisations.map { ($0.id.text, $0.name) },
            in: nil,
            initially: request.organisation?.text ?? ""
        )
        return Chooser(section: request.section?.rawValue, select: select)
    }
}

/// One of the three lists.
struct WorklistPart: Sendable {
    let id: String
    let heading: String
    let isEmpty: Bool
    let empty: String
    let rows: [WorklistRow]
    let previous: Turning?
    let next: Turning?

    /// To another page of it.
    struct Turning: Sendable {
        let href: String
        let heading: String
    }

    /// Nil for what is empty and need not be said.
    init?(
        _ section: Worklist.Section,
        of list: Worklist,
        request: Worklist.Request,
        words: WorklistWords,
        visit: Visit
    ) {
        let part =
            switch section {
            case .mine: list.mine
            case .others: list.others
            case .ended: list.ended
            }
        if part.rows.isEmpty, section != .mine, request.section == nil { return nil }
        id = section.rawValue
        heading = words.heading(section)
        isEmpty = part.rows.isEmpty
        empty = words.empty(section)
        rows = part.rows.map { WorklistRow($0, words: words, csrf: visit.csrf ?? "") }
        let number = request.section == nil ? 1 : request.page
        let heading = heading
        func link(_ page: Int) -> Turning {
            let request = Worklist.Request(section: section, page: page, organisation: request.organisation)
            return Turning(href: Path.worklist(request).text, heading: heading)
        }
        previous = number > 1 ? link(number - 1) : nil
        next = part.hasMore ? link(number + 1) : nil
    }
}

/// One row: who, what, on whom it waits, since when, how late, and what comes next.
struct WorklistRow: Sendable {
    let person: String
    let link: Step
    let what: String
    let state: String
    let stateName: String
    let waits: String
    /// How far past its time.
    let late: String?
    /// Or by when.
    let by: String?
    let warning: String?
    let loop: String?
    /// One button that does it.
    let button: Button?
    /// Or a link to where it is done.
    let step: Step?

    struct Button: Sendable {
        let action: String
        let csrf: String
        let stamp: Int
        let label: String
        let person: String
    }

    struct Step: Sendable {
        let href: String
        let label: String
        let person: String
    }

    init(_ row: Worklist.Row, words: WorklistWords, csrf: String) {
        person = row.personName
        link = Step(href: WorklistRow.page(row.subject).text, label: "", person: row.personName)
        what =
            words.isOrganisation || row.organisationName.isEmpty
            ? row.offerName : "\(row.offerName), \(row.organisationName)"
        state = words.state(row)
        stateName = words.stateName(row.subject)
        waits = words.waits(row)
        late = words.late(row)
        by = late == nil ? words.by(row) : nil
        warning = words.warning(row)
        loop = words.loop(row)
        let label = words.label(row.next)
        if case .button(let move) = row.next, case .referral(let referral) = row.subject {
            let action = Path.move(referral.id, move).text
            button = Button(action: action, csrf: csrf, stamp: referral.version, label: label, person: row.personName)
            step = nil
        } else {
            button = nil
            step = WorklistRow.target(row).map { Step(href: $0.text, label: label, person: row.personName) }
        }
    }

    private static func page(_ subject: Worklist.Subject) -> Path {
        switch subject {
        case .referral(let referral): .referral(referral.id)
        case .episode(let id), .measure(let id, _): .episode(id)
        case .answer(let id, let episode, _): episode.map { .episode($0) } ?? .outcome(id)
        }
    }

    /// Where the next thing is done; nil where there is nothing to do.
    private static func target(_ row: Worklist.Row) -> Path? {
        switch (row.subject, row.next) {
        case (_, .look): nil
        case (.referral(let referral), .form(let move)): .referralForm(referral.id, move)
        case (.referral(let referral), .finishDraft): .draft(referral.id)
        case (.episode(let id), .closeEpisode): .closeEpisode(id)
        case (.episode, _): page(row.subject)
        case (.answer(let id, _, _), .openAnswer): .outcome(id)
        case (.answer, _): .deliveries
        case (.measure(let id, _), _): .measures(id)
        case (.referral, _): page(row.subject)
        }
    }
}
