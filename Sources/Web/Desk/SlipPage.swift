import Core
import Foundation

/// A slip or leaflet: what goes on paper, and around it what does not.
struct SlipPage: Sendable {
    let page: PageFrame
    let heading: String
    /// "small", "a5 large": the classes of the sheet.
    let look: String
    let date: String
    let entries: [LeafletEntry]
    let isEmpty: Bool
    let looks: [LookLink]
    let send: SendLinks?
    let back: Link?
    /// Said to those who may do something about the link.
    let notice: String?
    let stop: StopForm?

    struct Link: Sendable {
        let href: String
        let label: String
    }

    /// One way to lay it out.
    struct LookLink: Sendable {
        let href: String
        let label: String
        let isCurrent: Bool
    }

    /// Opens the visitor's own mail or message program; nothing is known of whom they send it to.
    struct SendLinks: Sendable {
        let mail: String
        let message: String
        let address: String
    }

    /// Ends a shared link.
    struct StopForm: Sendable {
        let action: String
        let id: String
    }
}

extension SlipPage {
    /// The slip of the desk; its link holds the offers and nothing else.
    static func slip(_ visit: Visit, leaflet: Leaflet) -> SlipPage {
        let desk = Path.desk(DeskRequest(slip: leaflet.codes)).text
        return SlipPage(
            visit: visit,
            heading: "Places and people that can help",
            leaflet: leaflet,
            link: { Path.slip(leaflet.codes, $0).text },
            isSendable: true,
            back: Link(href: desk, label: "Back to the desk")
        )
    }

    /// - Parameters:
    ///   - link: where the same leaflet stands in another look.
    ///   - isSendable: whether whoever has that link can read it.
    init(
        visit: Visit,
        heading: String,
        leaflet: Leaflet,
        link: (SlipLook) -> String,
        isSendable: Bool,
        back: Link?,
        notice: String? = nil,
        stop: StopForm? = nil
    ) {
        let chosen = SlipLook(visit.query)
        page = visit.frame(heading, script: "desk.js")
        self.heading = heading
        look = (["slip"] + (chosen.isFolded ? ["slip-a5"] : []) + (chosen.isLarge ? ["slip-large"] : []))
            .joined(separator: " ")
        date = Words.date(visit.now)
        entries = leaflet.entries
        isEmpty = leaflet.entries.isEmpty
        looks = SlipPage.looks(chosen, link: link)
        let url = visit.site.settings.publicURL + link(SlipLook())
        send = isSendable && !leaflet.entries.isEmpty ? SendLinks(url: url) : nil
        self.back = back
        self.notice = notice
        self.stop = stop
    }

    private static func looks(_ chosen: SlipLook, link: (SlipLook) -> String) -> [LookLink] {
        let all = [("One page", "", ""), ("Folded, two pages", "a5", ""), ("Large print", "", "large")]
        return all.map { label, layout, size in
            let look = SlipLook(layout: layout, size: size)
            return LookLink(href: link(look), label: label, isCurrent: look == chosen)
        }
    }
}

extension SlipPage.SendLinks {
    init(url: String) {
        address = url
        let subject = Path.encoded("Places and people that can help")
        mail = "mailto:?subject=\(subject)&body=\(Path.encoded(url))"
        // With the question mark and the ampersand both Android and iOS take the text.
        message = "sms:?&body=\(Path.encoded(url))"
    }
}
