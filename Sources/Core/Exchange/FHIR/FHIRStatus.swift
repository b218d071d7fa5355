/// What a referral's state is called in FHIR: the whole mapping, once.
///
/// After the table at the end of §(a) of the project's background notes. `failed` is never used: it labels the person. A
/// finer state is told in words, as `businessStatus`.
public struct FHIRStatus: Equatable, Sendable {
    public let state: Referral.State
    /// Set only where the state is closed.
    public let closure: Referral.Closure?
    public let request: Request
    public let task: TaskStatus
    public var business: String?

    /// R4's request-status, without `on-hold` and `unknown`.
    public enum Request: String, Sendable, CaseIterable {
        case draft, active, revoked, completed
        case enteredInError = "entered-in-error"
    }

    /// R4's task-status, without those that are never used.
    public enum TaskStatus: String, Sendable, CaseIterable {
        case draft, requested, accepted, rejected, cancelled, completed
        case inProgress = "in-progress"
        case onHold = "on-hold"
        case enteredInError = "entered-in-error"
    }

    public static let table: [FHIRStatus] = [
        row(.draft, .draft, .draft),
        row(.sent, .active, .requested),
        row(.lapsed, .active, .requested, "lapsed"),
        row(.waiting, .active, .accepted, "waiting-list"),
        row(.accepted, .active, .accepted, "contacting"),
        row(.active, .active, .inProgress),
        row(.paused, .active, .onHold),
        row(.enteredInError, .enteredInError, .enteredInError),
        closed(.completed, .completed, .completed),
        closed(.declined, .revoked, .rejected),
        closed(.leftEarly, .revoked, .cancelled),
        closed(.didNotStart, .revoked, .cancelled),
        closed(.unableToContact, .revoked, .cancelled),
        closed(.personDeclined, .revoked, .cancelled),
        closed(.withdrawn, .revoked, .cancelled),
        closed(.noResponse, .revoked, .cancelled),
        closed(.moved, .revoked, .cancelled),
        closed(.died, .revoked, .cancelled),
    ]

    /// A closed referral always has its closure; one without would be told as withdrawn.
    public static func of(_ state: Referral.State, _ closure: Referral.Closure?) -> FHIRStatus {
        table.first { $0.state == state && $0.closure == closure }
            ?? closed(closure ?? .withdrawn, .revoked, .cancelled)
    }

    private static func row(
        _ state: Referral.State,
        _ request: Request,
        _ task: TaskStatus,
        _ business: String? = nil
    ) -> FHIRStatus {
        FHIRStatus(state: state, closure: nil, request: request, task: task, business: business)
    }

    private static func closed(_ closure: Referral.Closure, _ request: Request, _ task: TaskStatus) -> FHIRStatus {
        FHIRStatus(state: .closed, closure: closure, request: request, task: task)
    }

    /// Why it stands so, in words: R4 expects them where something was refused, called off or put on hold.
    func reason(of referral: Referral) -> String? {
        switch task {
        case .rejected, .cancelled: [closure?.rawValue, referral.reason].compactMap { $0 }.joined(separator: ": ")
        case .onHold: referral.resumesOn.map { "paused until \($0)" } ?? "paused"
        default: nil
        }
    }
}
