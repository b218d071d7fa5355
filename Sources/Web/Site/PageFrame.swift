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
    /// On every page while somebody looks for something for one person.
    let errand: ErrandStrip?

    init(
        title: String,
        hasErrors: Bool,
        placeName: String,
        account: Account?,
        csrf: String,
        styles: String,
        script: String? = nil,
        path: String,
        waiting: WaitingCount? = nil,
        errand: ErrandStrip? = nil
    ) {
        self.errand = errand
        self.title = title
        titlePrefix = hasErrors ? "Error: " : ""
        self.placeName = placeName
        self.styles = styles
        self.script = script
        self.csrf = csrf
        isSignedIn = account != nil
        accountName = account?.name ?? ""
        roleName = account.map { Words.role($0.role) } ?? ""
        links = NavigationLink.links(for: account?.role, path: path, waiting: waiting)
    }
}

struct NavigationLink: Sendable {
    let href: String
    let label: String
    let isCurrent: Bool
    /// How many things wait there; nil where none does.
    var count: String?

    static func links(for role: Role?, path: String, waiting: WaitingCount?) -> [NavigationLink] {
        let pages: [(Path, String)] =
            [(.search(SearchRequest()), "Find support")]
            + {
                switch role {
                case .linkWorker:
                    [
                        (.episodes, "My people"), (.referrals, "Referrals"), (.deliveries, "Answers"),
                        (.shortlist, "Shortlist"), (.reports, "Results"),
                    ]
                case .practice:
                    [
                        (.practice, "Outcomes"), (.referrals, "Referrals we made"),
                        (.desk(DeskRequest()), "Front desk"), (.shortlist, "Shortlist"),
                        (.reports, "Results"),
                    ]
                case .organisation:
                    [(.myOrganisation, "Our listings"), (.referrals, "Referrals"), (.reports, "Results")]
                case .steward:
                    [
                        (.steward, "What needs you"), (.stewardReports, "Reports"), (.figures, "Figures"),
                        (.shortlist, "Shortlist"), (.reports, "Results"),
                    ]
                case .administrator:
                    [
                        (.admin, "Administration"), (.steward, "What needs you"), (.stewardReports, "Reports"),
                        (.reports, "Results"),
                    ]
                case .commissioner: [(.reports, "Results"), (.checklist, "Evidence")]
                case .receptionist: [(.desk(DeskRequest()), "Front desk"), (.shortlist, "Shortlist")]
                case nil: []
                }
            }()
        return pages.map { page, label in
            NavigationLink(
                href: page.text,
                label: label,
                isCurrent: page.text == path,
                count: count(page, waiting: waiting)
            )
        }
    }

    private static func count(_ page: Path, waiting: WaitingCount?) -> String? {
        let number = page.text == Path.steward.text ? waiting?.total : nil
        let reports = page.text == Path.stewardReports.text ? waiting?.reports : nil
        return (number ?? reports).flatMap { $0 == 0 ? nil : $0 > 99 ? "99+" : String($0) }
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
        case .commissioner: .reports
        case .receptionist: .desk(DeskRequest())
        }
    }
}
