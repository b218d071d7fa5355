import Core

/// The button that puts an offer on the shortlist, or where it stands already.
struct ShortlistAdd: Sendable {
    let action: String
    let csrf: String
    let offer: String
    let title: String
    /// Where to go on.
    let back: String
    let isOn: Bool
    let isFull: Bool
    let canAdd: Bool
    let href: String
}

/// Makes these buttons for a page, for whoever has a shortlist.
struct ShortlistButtons: Sendable {
    private let list: Shortlist
    private let csrf: String
    private let back: String

    /// Nil for those who have no shortlist, and then nothing is read.
    ///
    /// - Parameter back: the page that the buttons stand on.
    init?(_ visit: Visit, back: Path) async throws {
        guard let role = visit.account?.role, Role.withShortlist.contains(role), let csrf = visit.csrf else {
            return nil
        }
        let list = try await visit.features.shortlists.shortlist(session: visit.sessionHash())
        self.init(list: list, csrf: csrf, back: back)
    }

    init(list: Shortlist, csrf: String, back: Path) {
        self.list = list
        self.csrf = csrf
        self.back = back.text
    }

    /// - Parameter anchor: the part of the page to come back to; nil for its top.
    func button(_ offer: Offer.ID, title: String, at anchor: String? = nil) -> ShortlistAdd {
        let isOn = list.offers.contains(offer)
        let isFull = !isOn && list.lines.count >= Shortlist.most
        return ShortlistAdd(
            action: Path.addToShortlist.text,
            csrf: csrf,
            offer: offer.text,
            title: title,
            back: back + (anchor.map { "#" + $0 } ?? ""),
            isOn: isOn,
            isFull: isFull,
            canAdd: !isOn && !isFull,
            href: Path.shortlist.text
        )
    }
}

extension Role {
    /// Those who tell people about offers.
    static let withShortlist: Set<Role> = [.linkWorker, .practice, .receptionist, .steward]
}
