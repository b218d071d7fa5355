import Core
import Hummingbird
import WebSupport

/// Stopping the mail that asks. Opening the page changes nothing; its button does, and so does a mail program's own
/// button by `List-Unsubscribe-Post` (RFC 8058).
enum UnsubscribePages {
    static func page(_ visit: Visit) async throws -> Response {
        let token = try token(visit)
        let isUnsubscribed = try await working { try await visit.features.mailboxes.isUnsubscribed(token: token) }
        let page = UnsubscribePage(
            page: visit.frame("E-mails about your listings"),
            action: Path.unsubscribe(token: token).text,
            isUnsubscribed: isUnsubscribed
        )
        return try visit.html(page, as: .unsubscribe)
    }

    static func change(_ visit: Visit) async throws -> Response {
        let token = try token(visit)
        let wantsMail = try visit.reader().sent("do") == "start"
        try await working { try await visit.features.mailboxes.setUnsubscribed(!wantsMail, token: token) }
        return .seeOther(Path.unsubscribe(token: token).text)
    }

    /// The standard forbids a redirect here, and programs send no cookie and no form of ours.
    static func oneClick(_ visit: Visit) async throws -> Response {
        try await visit.features.mailboxes.setUnsubscribed(true, token: token(visit))
        return .text("You will get no more e-mails that ask about listings.\n")
    }

    private static func working<Value>(_ body: () async throws -> Value) async throws -> Value {
        try await MailedLink.working(instead: "Every message of ours has the link; the newest one works too.", body)
    }

    private static func token(_ visit: Visit) throws(Failure) -> String {
        guard let token = visit.context.parameters.get("token"), token.utf8.count <= 100 else { throw .notFound }
        return token
    }
}

struct UnsubscribePage: Sendable {
    let page: PageFrame
    let action: String
    let isUnsubscribed: Bool
}
