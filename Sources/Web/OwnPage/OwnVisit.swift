import Core
import Hummingbird
import WebSupport

/// The person's short session: a cookie of its own beside that of staff, and forms that are bound to it.
extension Visit {
    private var ownToken: SessionToken? { site.personCookie.token(in: request.headers) }

    /// Nil when nobody has typed a code here, or 30 minutes have gone by.
    func ownSession() async throws -> OwnPages.Session? {
        guard let token = ownToken else { return nil }
        return try await features.ownPages.session(tokenHash: token.hash)
    }

    /// What forms of the person's page carry in the field `proof`; `csrf` is the staff session's, and may be there, too.
    var proof: String { ownToken.map { CSRFToken.make(forSession: $0, key: site.csrfKey) } ?? "" }

    /// - Throws: `PublicError` with status 403 for a form that was not made for this session.
    func requireProof() throws(PublicError) {
        guard let token = ownToken, CSRFToken.isValid(form?["proof"], forSession: token, key: site.csrfKey) else {
            throw PublicError(
                .forbidden,
                title: "This form is out of date",
                sentence: "Open your page again and send it once more."
            )
        }
    }

    func leaveOwnPage() async throws {
        if let token = ownToken { try await features.ownPages.leave(tokenHash: token.hash) }
    }
}
