import Core
import Hummingbird
import WebSupport

enum AdminPages {
    static func overview(_ visit: Visit) async throws -> Response {
        try await show(visit, form: nil)
    }

    /// - Parameter form: a hand-over that could not be done.
    static func show(_ visit: Visit, form: FormReader?) async throws -> Response {
        let workers = try await visit.features.episodes.linkWorkers()
        let accounts = try await visit.features.people.accounts()
        let messages = try await visit.features.outbox.recent(by: visit.actor())
        let counts = try await visit.features.status.counts()
        let page = AdminPage(
            page: visit.frame("Administration", hasErrors: form != nil),
            errors: ErrorSummary(form),
            thanks: visit.query.integer("handed", in: 0...1_000_000).map {
                "\(Words.count($0, "person", "people")) handed over."
            },
            handOver: HandOverForm(accounts: accounts, workers: workers, form: form),
            accounts: accounts.map(AdminPage.AccountLine.init),
            messages: messages.map(AdminPage.MessageLine.init),
            hasMessages: !messages.isEmpty,
            mail: AdminPage.mail(reachesPeople: visit.features.outbox.reachesPeople),
            numbers: [
                SummaryRow("Offers", ["\(counts.offers)"]), SummaryRow("Organisations", ["\(counts.organisations)"]),
                SummaryRow("Referrals", ["\(counts.referrals)"]), SummaryRow("GP practices", ["\(counts.practices)"]),
                SummaryRow(
                    "Search index",
                    ["\(counts.index.documents) listings, \(counts.index.behind) changes waiting"]
                ),
            ]
        )
        return try visit.html(page, as: .admin, status: form == nil ? .ok : .badRequest)
    }
}

/// From whom, also somebody who can no longer sign in, and to whom.
struct HandOverForm: Sendable {
    let from: SelectInput
    let to: SelectInput
    let sure: ChoiceInput

    init(accounts: [Account], workers: [Account], form: FormReader?) {
        from = SelectInput(
            "from",
            "Who leaves?",
            [("", "Choose a link worker")] + accounts.filter { $0.role == .linkWorker }.map { ($0.id.text, $0.name) },
            in: form
        )
        to = HandOver.select(workers, without: nil, in: form)
        sure = HandOver.sure(in: form)
    }
}

struct AdminPage: Sendable {
    let page: PageFrame
    let errors: ErrorSummary?
    let thanks: String?
    let handOver: HandOverForm
    let accounts: [AccountLine]
    let messages: [MessageLine]
    let hasMessages: Bool
    /// Where messages go.
    let mail: String
    let numbers: [SummaryRow]

    static func mail(reachesPeople: Bool) -> String {
        reachesPeople
            ? "Messages go to the mail program. Nothing about a person is in them; those to a person are not shown."
            : "Messages are written to the spool folder of the data folder and go nowhere. Nothing about a person is in them."
    }

    struct AccountLine: Sendable {
        let name: String
        let email: String
        let role: String
        let state: String

        init(_ account: Account) {
            name = account.name
            email = account.email
            role = Words.role(account.role)
            state = account.disabledAt == nil ? "" : "Disabled"
        }
    }

    struct MessageLine: Sendable {
        let subject: String
        let recipient: String
        let state: String
        let body: String

        init(_ message: OutboxMessage) {
            subject = message.subject
            recipient = message.isToAPerson ? "a person" : message.recipient
            state =
                message.sentAt.map { "Sent \(Words.moment($0))" }
                ?? message.droppedAt.map { "Not sent: given up \(Words.moment($0))\(MessageLine.because(message))" }
                ?? (message.lastProblem == nil
                    ? "Waiting since \(Words.moment(message.createdAt))"
                    : "Failed \(Words.count(message.attempts, "time"))\(MessageLine.because(message))")
            body = message.body
        }

        private static func because(_ message: OutboxMessage) -> String {
            message.lastProblem.map { ". \($0)" } ?? ""
        }
    }
}
