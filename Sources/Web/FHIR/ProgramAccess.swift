import Core
import Foundation
import HTTPTypes
import Hummingbird
import WebSupport

/// Who a program acts for: the account of its API token, or whoever is signed in.
///
/// No cookie is needed, and nothing but reading is offered, so that there is nothing for another site to forge.
extension Site {
    /// - Throws: `PublicError` 401 when neither is there or the token is none of ours, 429 when it asks too often.
    func program(_ request: Request, _ context: AppContext) async throws -> Account {
        guard let account = try await self.account(request, context) else {
            throw PublicError(
                .unauthorized,
                title: "Say who asks",
                sentence: "Send Authorization: Bearer with an API token that is neither expired nor revoked.",
                headers: [.wwwAuthenticate: "Bearer realm=\"fingerpost\""]
            )
        }
        try await programsByAccount.admit(account.id.text)
        return account
    }

    /// A token that was sent counts, also beside a cookie: a program that shows a wrong one must not pass as somebody else.
    private func account(_ request: Request, _ context: AppContext) async throws -> Account? {
        let sent = request.headers[values: .authorization]
        guard let first = sent.first else { return context.identity }
        let address = settings.trustedProxies.client(of: request, context: context)?.rateKey ?? "unknown"
        try await tokensByAddress.admit(address)
        let parts = first.split(separator: " ", maxSplits: 1).map(String.init)
        guard sent.count == 1, parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return try await features.tokens.account(of: parts[1].trimmingCharacters(in: .whitespaces))
    }
}
