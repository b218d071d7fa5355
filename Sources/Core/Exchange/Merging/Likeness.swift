import Foundation

/// When two entries of different directories are the same organisation, or the same offer.
enum Likeness {
    /// Words that tell no two organisations apart.
    private static let small: Set<String> = [
        "the", "a", "an", "and", "of", "for", "in", "at", "ltd", "limited", "cic", "cio", "charity", "charitable",
        "trust",
        "group", "club", "session", "sessions", "service", "services", "project", "uk",
    ]

    /// The telling words of a name in the order of the alphabet; all of them when none tells.
    static func key(_ name: String) -> String {
        let plain = name.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
        let words = plain.replacingOccurrences(of: "&", with: " and ").replacingOccurrences(of: "'", with: "")
            .replacingOccurrences(of: "’", with: "").split { !$0.isLetter && !$0.isNumber }.map(String.init)
        let telling = words.filter { !small.contains($0) }
        return (telling.isEmpty ? words : telling).sorted().joined(separator: " ")
    }

    /// Why two organisations are the same; nil when that cannot be said.
    ///
    /// A number in a register decides, either way. Without one, the name has to be the same and so has a postcode or the
    /// website: two places may each have a "Friendship Club".
    static func reason(_ left: OrganisationTraits, _ right: OrganisationTraits) -> String? {
        for (word, path) in [("charity", \.charityNumber), ("company", \.companyNumber)]
            as [(String, KeyPath<Organisation, String?>)]
        {
            guard let one = left.organisation[keyPath: path], let other = right.organisation[keyPath: path] else {
                continue
            }
            return one == other ? "same \(word) number" : nil
        }
        guard key(left.organisation.name) == key(right.organisation.name) else { return nil }
        if let host = left.host, host == right.host { return "same name and website" }
        return left.postcodes.isDisjoint(with: right.postcodes) ? nil : "same name and postcode"
    }

    /// Whether two offers of one organisation are the same: near-same name, and the same place, or no place at all.
    static func areSame(_ left: Listing, _ right: Listing) -> Bool {
        guard key(left.offer.name) == key(right.offer.name) else { return false }
        let (one, other) = (places(left), places(right))
        return one.isEmpty && other.isEmpty || !one.isDisjoint(with: other)
    }

    /// Whole postcodes of physical places.
    static func places(_ listing: Listing) -> Set<String> {
        Set(
            listing.locations.filter { $0.kind == .physical }.compactMap { location in
                location.postcode.flatMap { Postcode($0) }.flatMap { $0.inward == nil ? nil : $0.text }
            }
        )
    }
}

/// What an organisation is known by.
struct OrganisationTraits: Sendable {
    let organisation: Organisation
    let postcodes: Set<String>

    /// Of its website, without `www.`.
    var host: String? {
        guard let host = organisation.website.flatMap({ URLComponents(string: $0) })?.host?.lowercased() else {
            return nil
        }
        return host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
    }
}
