import Core
import Hummingbird
import WebSupport

/// One line of the surface: a method, a path, who may come, and what answers.
public struct Route: Sendable {
    public enum Access: Sendable, Equatable {
        /// Also without signing in. Said out loud, because everything else is closed.
        case everyone
        case only(Set<Role>)
    }

    public let method: HTTPRequest.Method
    public let path: String
    public let access: Access
    /// False for an address that programs post to in whatever way they like: then nothing of what they send is read, and
    /// the address itself has to prove that they may.
    public let readsForm: Bool
    let answer: @Sendable (Visit) async throws -> Response

    static func get(
        _ path: String,
        _ access: Access,
        _ answer: @escaping @Sendable (Visit) async throws -> Response
    ) -> Route {
        Route(method: .get, path: path, access: access, readsForm: true, answer: answer)
    }

    static func post(
        _ path: String,
        _ access: Access,
        _ answer: @escaping @Sendable (Visit) async throws -> Response
    ) -> Route {
        Route(method: .post, path: path, access: access, readsForm: true, answer: answer)
    }

    /// A POST without a form of ours.
    static func bare(
        _ path: String,
        _ access: Access,
        _ answer: @escaping @Sendable (Visit) async throws -> Response
    ) -> Route {
        Route(method: .post, path: path, access: access, readsForm: false, answer: answer)
    }
}

extension Route {
    /// Lets in who may come, reads the form and checks that it is ours, and answers.
    func respond(to request: Request, context: AppContext, site: Site) async throws -> Response {
        if case .only(let roles) = access {
            guard let account = context.identity else { return askToSignIn(request) }
            guard roles.contains(account.role) else { throw Failure.forbidden }
        }
        var form: FormFields?
        if method == .post, readsForm {
            let fields = try await FormFields(request)
            if context.identity != nil {
                try CSRFToken.require(in: fields, forSession: context.sessionToken, key: site.csrfKey)
            }
            form = fields
        }
        return try await answer(Visit(site: site, request: request, context: context, form: form))
    }

    private func askToSignIn(_ request: Request) -> Response {
        let query = request.uri.query.map { "?" + $0 } ?? ""
        let back = method == .get ? request.uri.path + query : ""
        return .seeOther(Path.signIn(next: back).text)
    }
}
