import Core
import Hummingbird
import WebSupport

/// One line of the surface: a method, a path, who may come, and what answers.
public struct Route: Sendable {
    public enum Access: Sendable, Equatable {
        /// Also without signing in. Said out loud, because everything else is closed.
        case everyone
        case only(Set<Role>)
        /// For programs: with an API token or signed in. Who may not come gets a status, and is not sent to sign in.
        case programs(Set<Role>)

        static func programs(of kind: FHIR.Kind) -> Access { kind.roles.map { .programs($0) } ?? .everyone }
    }

    public let method: HTTPRequest.Method
    public let path: String
    public let access: Access
    /// False for an address that programs post to in whatever way they like: then nothing of what they send is read, and
    /// the address itself has to prove that they may.
    public let readsForm: Bool
    let size: FormSize
    let answer: @Sendable (Visit) async throws -> Response

    static func get(
        _ path: String,
        _ access: Access,
        _ answer: @escaping @Sendable (Visit) async throws -> Response
    ) -> Route {
        Route(method: .get, path: path, access: access, readsForm: true, size: .usual, answer: answer)
    }

    static func post(
        _ path: String,
        _ access: Access,
        size: FormSize = .usual,
        _ answer: @escaping @Sendable (Visit) async throws -> Response
    ) -> Route {
        Route(method: .post, path: path, access: access, readsForm: true, size: size, answer: answer)
    }

    /// A POST without a form of ours.
    static func bare(
        _ path: String,
        _ access: Access,
        _ answer: @escaping @Sendable (Visit) async throws -> Response
    ) -> Route {
        Route(method: .post, path: path, access: access, readsForm: false, size: .usual, answer: answer)
    }
}

/// How much a form may hold before it is refused unread.
enum FormSize: Sendable {
    /// 64 KiB and 200 fields.
    case usual
    /// 8 MiB and 10,000 fields, for members who paste: what is too long then comes back with a sentence beside its
    /// field, and nothing is lost. Never for a form that is open to everyone.
    case pasted

    var bytes: Int { self == .usual ? 64 * 1_024 : 8 * 1_024 * 1_024 }
    var fields: Int { self == .usual ? FormFields.maximumCount : 10_000 }
}

extension Route {
    /// Lets in who may come, reads the form and checks that it is ours, and answers.
    func respond(to request: Request, context: AppContext, site: Site) async throws -> Response {
        var context = context
        switch access {
        case .everyone: break
        case .only(let roles):
            guard let account = context.identity else { return askToSignIn(request) }
            guard roles.contains(account.role) else { throw Failure.forbidden }
        case .programs(let roles):
            let account = try await site.program(request, context)
            guard roles.contains(account.role) else { throw Failure.forbidden }
            context.identity = account
        }
        var form: FormFields?
        if method == .post, readsForm {
            let fields = try await FormFields(request, limit: size.bytes, count: size.fields)
            if context.identity != nil {
                try CSRFToken.require(in: fields, forSession: context.sessionToken, key: site.csrfKey)
            }
            form = fields
        }
        var visit = Visit(site: site, request: request, context: context, form: form)
        if let actor = context.identity?.actor, actor.role == .steward || actor.role == .administrator {
            visit.waiting = try await site.features.queue.waiting(for: actor)
        }
        if let actor = context.identity?.actor, actor.role == .linkWorker || actor.role == .practice,
            let session = context.sessionToken
        {
            visit.errand = try await site.features.episodes.errand(session: session.hash, for: actor)
        }
        return try await answer(visit)
    }

    private func askToSignIn(_ request: Request) -> Response {
        let query = request.uri.query.map { "?" + $0 } ?? ""
        let back = method == .get ? request.uri.path + query : ""
        return .seeOther(Path.signIn(next: back).text)
    }
}
