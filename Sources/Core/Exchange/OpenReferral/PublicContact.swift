import Foundation

/// What may stand in open data of how to reach somebody: shared mailboxes, lines and roles, and nobody in particular.
///
/// An offer's own page may show more, because somebody put it there for those who read that page; open data is copied
/// everywhere and never comes back. So what cannot be known as shared is left out.
struct PublicContact {
    /// The words of what the organisation, the offer and their web site are called, in lower case.
    private let ours: Set<String>
    /// The words of the names of people, in lower case.
    private let people: Set<String>
    private let initials: String
    private let organisation: Organisation

    init(organisation: Organisation, offer: Offer? = nil, contacts: [Contact] = []) {
        let names = [organisation.name, offer?.name, offer?.alternateName].compactMap { $0 }
        let sites = [organisation.website, offer?.website].compactMap { $0 }.flatMap(Self.siteWords)
        let ours = Set(names.flatMap(Self.words) + sites)
        self.ours = ours
        people = Set(
            contacts.compactMap(\.name).filter { !Self.isRole($0, besides: ours) }.flatMap(Self.words)
                .filter { $0.count >= 3 && !ours.contains($0) && !Self.roles.contains($0) }
        )
        initials = String(Self.words(organisation.name).compactMap(\.first))
        self.organisation = organisation
    }

    // MARK: Mailboxes

    /// The organisation's own mailbox: see `email`.
    var organisationEmail: String? { email(organisation.email) }

    /// The address, when the part before the @ is that of a role ("info", "referrals") or of the organisation itself.
    ///
    /// The one that the organisation gave as its own is shared unless it is called by a given name or by two names
    /// ("jo.example").
    func email(_ address: String?) -> String? {
        guard let address = address.flatMap(Address.email) else { return nil }
        let local = address.prefix { $0 != "@" }.lowercased()
        let words = Self.words(local)
        let whole = words.joined()
        guard !people.contains(where: { words.contains($0) || ($0.count >= 4 && whole.contains($0)) }) else {
            return nil
        }
        let isRole =
            words.contains(where: Self.roles.contains)
            || Self.roles.contains { $0.count >= 5 && whole.contains($0) }
        let isOurs = ours.contains { $0.count >= 4 && whole.contains($0) } || (whole.count >= 2 && whole == initials)
        return isRole || isOurs || isGivenAsOurs(address, words) ? address : nil
    }

    private func isGivenAsOurs(_ address: String, _ words: [String]) -> Bool {
        guard address == organisation.email, words.count == 1, let word = words.first else { return false }
        return word.count >= 2 && !GivenNames.all.contains(word)
    }

    // MARK: Numbers

    /// The line, unless it is a mobile telephone that nothing shows to be shared.
    func phone(_ phone: Phone) -> Phone? {
        guard Self.holdsMobile(phone.number) else { return phone }
        if Self.digits(phone.number) == organisation.phone.map(Self.digits) { return phone }
        guard let description = phone.description, Self.isRole(description, besides: ours) else { return nil }
        return phone
    }

    /// United Kingdom mobile numbers begin with 07, save for 070 (personal numbers that ring anywhere), in Ofcom's National
    /// Telephone Numbering Plan. Several numbers may stand in one text.
    private static let mobile = try? NSRegularExpression(
        pattern: #"(?<![0-9])(?:(?:\+|00)?44[\s().-]*0?[\s().-]*|\(?0)7[1-9](?:[\s().-]{0,2}[0-9]){8}(?![0-9])"#
    )

    static func holdsMobile(_ text: String) -> Bool {
        guard let mobile else { return true }
        return mobile.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
    }

    private static func digits(_ number: String) -> String { number.filter(\.isNumber) }

    // MARK: Roles

    /// The contact without the name of a person; nil when nothing is left.
    func contact(_ contact: Contact) -> Contact? {
        var shared = Contact()
        shared.email = email(contact.email)
        shared.name = contact.name.flatMap { Self.isRole($0, besides: ours) ? $0 : nil }
        shared.role = contact.role.flatMap { people.isDisjoint(with: Self.words($0)) ? $0 : nil }
        return shared == Contact() ? nil : shared
    }

    /// Whether every word is that of a role or team, or of what we are called: "Duty manager", but not "Jo Smith, manager".
    private static func isRole(_ name: String, besides ours: Set<String>) -> Bool {
        let words = words(name)
        return words.contains(where: roles.contains)
            && words.allSatisfy { roles.contains($0) || ours.contains($0) || small.contains($0) }
    }

    private static func words(_ text: some StringProtocol) -> [String] {
        text.lowercased().split { !$0.isLetter }.map(String.init)
    }

    /// "tinkettle" of "https://www.tinkettle.example/about".
    private static func siteWords(_ address: String) -> [String] {
        guard let host = URLComponents(string: address)?.host?.lowercased() else { return [] }
        let labels = host.split(separator: ".").map(String.init).filter { $0 != "www" }
        return Array(labels.prefix(1)).filter { !hosts.contains($0) }.flatMap(words)
    }

    /// Where everybody has a page of their own.
    private static let hosts: Set<String> = ["facebook", "sites", "instagram", "linktr", "twitter"]

    private static let small: Set<String> = [
        "the", "and", "of", "for", "a", "an", "our", "or", "to", "in", "on", "s", "with",
    ]

    /// As they stand in shared mailboxes, on shared lines and in titles of teams.
    private static let roles: Set<String> = [
        "access", "admin", "administration", "administrator", "adult", "adults", "advice", "adviser", "advisers",
        "advisor",
        "advisors", "advocacy", "benefits", "booking", "bookings", "calls", "care", "carers", "centre", "chair",
        "chairperson", "children", "club", "community", "connector", "connectors", "contact", "contactus",
        "coordination",
        "coordinator", "coordinators", "council", "counselling", "crisis", "customer", "customerservices", "day",
        "debt",
        "desk", "director", "duty", "email", "emergency", "enquiries", "enquiry", "enrolment", "events", "families",
        "family", "feedback", "general", "group", "head", "health", "hello", "help", "helpdesk", "helpline", "hours",
        "housing", "hub", "info", "information", "inquiries", "intake", "join", "landline", "lead", "leader",
        "learning",
        "librarian", "library", "line", "link", "mail", "main", "manager", "managers", "media", "members", "membership",
        "mobile", "night", "office", "officer", "ordinator", "organiser", "organisers", "out", "outreach", "people",
        "phone", "post", "prescribing", "project", "projects", "reception", "receptionist", "refer", "referral",
        "referrals", "safeguarding", "school", "secretary", "service", "services", "shop", "social", "staff", "support",
        "switchboard", "team", "telephone", "text", "training", "transport", "treasurer", "trustees", "urgent",
        "volunteer", "volunteering", "volunteers", "weekend", "welcome", "welfare", "wellbeing", "worker", "workers",
        "young", "youth",
    ]
}
