import Core
import WebSupport

/// The code with the address where it is typed, for paper.
struct OwnKey: Sendable {
    let code: String
    let address: String
    let worksUntil: String
    /// Of the address alone: a code in an address would be kept by every telephone that reads it.
    let square: LetterPage.Square?

    init(_ key: OwnPageKey, site: SiteSettings) {
        code = key.code.description
        address = site.shownURL + Path.me.text
        worksUntil = Words.date(key.expiresAt)
        square = QRCode(site.publicURL + Path.me.text).map { LetterPage.Square(viewBox: $0.viewBox, path: $0.path) }
    }
}

/// The code of the page that is open, for the person to keep.
struct OwnLetterPage: Sendable {
    let page: PageFrame
    let thanks: String?
    let key: OwnKey
    let meHref: String

    init(_ visit: Visit, key: OwnPageKey) {
        page = visit.frame("Keep your code")
        thanks = visit.query.checked("sent") ? "Your request has been sent. They will get in touch with you." : nil
        self.key = OwnKey(key, site: visit.site.settings)
        meHref = Path.me.text
    }
}
