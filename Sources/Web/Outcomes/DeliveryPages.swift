import Core
import Hummingbird
import WebSupport

/// Answers on their way to practices: printing, posting, and trying again.
enum DeliveryPages {
    static func list(_ visit: Visit) async throws -> Response {
        try await page(visit, conflict: nil)
    }

    static func paper(_ visit: Visit) async throws -> Response {
        let paper = try await visit.features.deliveries.paper(visit.identifier(), for: visit.actor())
        return try visit.html(PaperPage(visit: visit, paper: paper), as: .paper)
    }

    static func posted(_ visit: Visit) async throws -> Response {
        try await visit.features.deliveries.posted(visit.identifier(), by: visit.actor())
        return .seeOther(Path.deliveries.text + "?posted=1")
    }

    static func tryAgain(_ visit: Visit) async throws -> Response {
        do {
            try await visit.features.deliveries.tryAgain(visit.identifier(), by: visit.actor())
            return .seeOther(Path.deliveries.text + "?again=1")
        } catch Failure.conflict(let sentence) {
            return try await page(visit, conflict: sentence)
        }
    }

    static func printInstead(_ visit: Visit) async throws -> Response {
        let id: PracticeAnswer.ID = try visit.identifier()
        try await visit.features.deliveries.printInstead(id, by: visit.actor())
        return .seeOther(Path.paper(id).text)
    }

    private static func page(_ visit: Visit, conflict: String?) async throws -> Response {
        let lines = try await visit.features.deliveries.list(for: visit.actor())
        let page = DeliveriesPage(visit: visit, lines: lines, conflict: conflict)
        return try visit.html(page, as: .deliveries, status: conflict == nil ? .ok : .conflict)
    }
}

struct DeliveriesPage: Sendable {
    let page: PageFrame
    let thanks: String?
    let conflict: String?
    let isEmpty: Bool
    let failed: [Line]
    let hasFailed: Bool
    let toPrint: [Line]
    let hasToPrint: Bool
    let underWay: [Line]
    let hasUnderWay: Bool
    let practicesHref: String?

    struct Line: Sendable {
        let title: String
        /// For who may know whom it is about.
        let personHref: String?
        let detail: String
        let since: String
        let action: String
        /// Not who may not print, and not what is paper.
        let canPrint: Bool
        /// Where it becomes paper instead.
        let printAction: String
        let paperHref: String
        let csrf: String
    }

    init(visit: Visit, lines: [Deliveries.Line], conflict: String?) {
        page = visit.frame("Answers on their way")
        self.conflict = conflict
        thanks =
            visit.query.checked("posted")
            ? "It counts as sent now. It is received when the practice types the code."
            : visit.query.checked("again") ? "It was taken up again." : nil
        let csrf = visit.csrf ?? ""
        let prints = visit.account?.role == .linkWorker
        func rows(_ loops: Set<Loop>, _ detail: (Deliveries.Line) -> String) -> [Line] {
            lines.filter { loops.contains($0.answer.loop) }.map { line in
                Line(
                    title: line.personName.map { "\($0), to \(line.practice.name)" } ?? line.practice.name,
                    personHref: line.personName.flatMap { _ in
                        line.answer.subject.map { DeliveriesPage.page(of: $0).text }
                    },
                    detail: detail(line),
                    since: "\(line.answer.tag.rawValue), since \(Words.date(line.answer.loopSince))",
                    action: Path.tryAgain(line.answer.id).text,
                    canPrint: prints && line.answer.way != .letter,
                    printAction: Path.printInstead(line.answer.id).text,
                    paperHref: Path.paper(line.answer.id).text,
                    csrf: csrf
                )
            }
        }
        failed = rows([.failed]) { line in
            let ring = line.practice.phone.map { " Ring them: \(Words.unbroken($0))." } ?? ""
            return (line.answer.problem ?? "") + ring
        }
        toPrint = rows([.due, .drafted]) { "To be posted to \($0.practice.address), \($0.practice.postcode)." }
        underWay = rows([.sent]) { DeliveriesPage.waiting($0.answer) }
        (hasFailed, hasToPrint, hasUnderWay) = (!failed.isEmpty, !toPrint.isEmpty, !underWay.isEmpty)
        isEmpty = lines.isEmpty
        practicesHref = visit.account?.role == .administrator ? Path.practices.text : nil
    }

    private static func page(of subject: PracticeAnswer.Subject) -> Path {
        switch subject {
        case .episode(let id): .episode(id)
        case .referral(let id): .referral(id)
        }
    }

    private static func waiting(_ answer: PracticeAnswer) -> String {
        switch answer.way {
        case .letter?: "Posted. Nobody has typed the code of the letter yet."
        case .email?: "An e-mail with a link was sent. Nobody has opened the answer yet."
        case .page?, nil: "It lies in the practice's tray here. Nobody has opened it yet."
        }
    }
}

/// The letter on paper, with the code that says that it has come.
struct PaperPage: Sendable {
    let page: PageFrame
    let letter: LetterSheet
    let practice: String
    let address: String
    let date: String
    let code: String
    let receiptAddress: String
    let canPost: Bool
    let state: String
    let action: String

    init(visit: Visit, paper: Deliveries.Paper) {
        page = visit.frame(paper.letter.filingTitle)
        letter = LetterSheet(paper.answer, paper.letter)
        practice = paper.practice.name
        address = "\(paper.practice.address), \(paper.practice.postcode)"
        date = Words.date(visit.now)
        code = paper.code.description
        receiptAddress = visit.site.settings.shownURL + Path.receipt.text
        canPost = paper.answer.loop == .drafted
        state = canPost ? "" : "This letter was posted on \(Words.date(paper.answer.sentAt ?? visit.now))."
        action = Path.posted(paper.answer.id).text
    }
}
