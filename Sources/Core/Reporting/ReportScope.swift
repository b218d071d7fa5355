import GRDB

/// Whose referrals a report counts; the scope is part of every query.
public enum ReportScope: Hashable, Sendable {
    /// For those who answer for the whole place.
    case everything
    /// What all link workers together made: a team is counted, not its members.
    case linkWorkers
    /// A practice's own people, as far as they let the practice be told.
    case practice(Practice.Code)
    /// What was sent to one organisation.
    case organisation(Organisation.ID)

    public static let roles: Set<Role> = [
        .practice, .organisation, .linkWorker, .steward, .administrator, .commissioner,
    ]

    /// - Throws: `Failure.forbidden` for whoever has no report.
    public init(_ actor: Actor) throws(Failure) {
        switch (actor.role, actor.practiceCode, actor.organisationID) {
        case (.steward, _, _), (.administrator, _, _), (.commissioner, _, _): self = .everything
        case (.linkWorker, _, _): self = .linkWorkers
        case (.practice, let code?, _): self = .practice(code)
        case (.organisation, _, let id?): self = .organisation(id)
        default: throw .forbidden
        }
    }

    /// Whether age, sex, ethnicity and deprivation are counted in it: organisations were never told them.
    public var hasBackground: Bool { if case .organisation = self { false } else { true } }
    /// Whether searches belong to it: they are the whole directory's.
    public var hasSearches: Bool { self == .everything || self == .linkWorkers }

    /// Referrals that were made in the period. What was entered in error counts nowhere.
    func made(in period: ReportPeriod) -> SQL {
        let rows = referrals
        return """
            \(rows) AND referral.madeAt >= \(period.start) AND referral.madeAt < \(period.end)
                AND referral.state NOT IN ('draft', 'entered in error')
            """
    }

    var referrals: SQL {
        switch self {
        case .everything: "1"
        case .linkWorkers: "referral.origin = 'link worker'"
        case .practice(let code): "referral.practiceCode = \(code) AND referral.reportBack"
        case .organisation(let id): "referral.organisationID = \(id)"
        }
    }
}
