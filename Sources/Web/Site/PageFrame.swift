import Core

/// What the layout shows around every page.
struct PageFrame: Sendable {
    let title: String
    /// Put before the title, so that a screen reader says it first.
    let titlePrefix: String
    let placeName: String
    let styles: String
    /// The page works without it.
    let script: String?
    let csrf: String
    let isSignedIn: Bool
    let accountName: String
    let roleName: String
    let links: [NavigationLink]

    init(
        title: String,
        hasErrors: Bool,
        placeName: String,
        account: Account?,
        csrf: String,
        styles: String,
        script: String? = nil,
        path: String
    ) {
        self.title = title
        titlePrefix = hasErrors ? "Error: " : ""
        self.placeName = placeName
        self.styles = styles
        self.script = script
        self.csrf = csrf
        isSignedIn = account != nil
        accountName = account?.name ?? ""
        roleName = account.map { Words.role($0.role) } ?? ""
        links = NavigationLink.links(for: account?.role, path: path)
    }
}

struct NavigationLink: Sendable {
    let href: String
    let label: String
    let isCurrent: Bool

    static func links(for role: Role?, path: String) -> [NavigationLink] {
        let pages: [(Path, String)] =
            [(.search(SearchRequest()), "Find support")]
            + {
                switch role {
                case .linkWorker: [(.referrals, "Referrals"), (.shortlist, "Shortlist")]
                case .practice:
                    [
                        (.practice, "Outcomes"), (.referrals, "Referrals we made"),
                        (.desk(DeskRequest()), "Front desk"), (.shortlist, "Shortlist"),
                    ]
                case .organisation: [(.myOrganisation, "Our listings"), (.referrals, "Referrals")]
                case .steward:
                    [
                        (.steward, "What needs you"), (.stewardReports, "Reports"), (.figures, "Figures"),
                        (.shortlist, "Shortlist"),
                    ]
                case .administrator:
                    [(.admin, "Administration"), (.steward, "What needs you"), (.stewardReports, "Reports")]
                case .receptionist: [(.desk(DeskRequest()), "Front desk"), (.shortlist, "Shortlist")]
                case nil: []
                }
            }()
        return pages.map { NavigationLink(href: $0.0.text, label: $0.1, isCurrent: $0.0.text == path) }
    }
}

extension Role {
    /// Where somebody begins after signing in.
    var startPage: Path {
        switch self {
        case .linkWorker: .referrals
        case .practice: .practice
        case .organisation: .myOrganisation
        case .steward: .steward
        case .administrator: .admin
        case .receptionist: .desk(DeskRequest())
        }
    }
}
