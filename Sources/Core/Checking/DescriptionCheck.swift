import Foundation

/// Descriptions that tell nobody anything.
enum DescriptionCheck {
    /// Shorter than this, letters and spaces together, and it is hardly a sentence: "A group for men." has 16.
    static let fewestCharacters = 25
    /// From so many listings with the same words on, the words are about none of them.
    static let boilerplateFrom = 3

    /// - Parameter copies: how many listings have these words, this one among them.
    static func observations(_ offer: Offer, copies: Int) -> [Observation] {
        let text = offer.description.trimmingCharacters(in: .whitespacesAndNewlines)
        if let problem = emptiness(text, name: offer.name) {
            return [Observation(kind: .emptyDescription, what: problem)]
        }
        var found: [Observation] = []
        if let problem = boilerplate(text, copies: copies) {
            found.append(Observation(kind: .boilerplate, what: problem))
        }
        if let years = ReadingAge.years(text), years >= ReadingAge.hardFrom {
            found.append(
                Observation(
                    kind: .hardToRead,
                    what: "The description needs a reading age of about \(years) (aim for 9 to 11)."
                )
            )
        }
        return found
    }

    /// What two descriptions have in common when somebody copied one: letters and figures only.
    static func fingerprint(_ text: String) -> String {
        String(text.lowercased().filter { $0.isPlainlyLetter || $0.isNumber })
    }

    private static func emptiness(_ text: String, name: String) -> String? {
        if text.isEmpty { return "There is no description." }
        let letters = fingerprint(text)
        if letters == fingerprint(name) { return "The description only says the name again." }
        if placeholders.contains(letters) { return "The description is a placeholder: “\(text.prefix(40))”." }
        if text.count < fewestCharacters { return "The description is only \(text.count) characters long." }
        return nil
    }

    private static func boilerplate(_ text: String, copies: Int) -> String? {
        let lower = text.lowercased()
        if lower.contains("lorem ipsum") { return "The description is filler text (“lorem ipsum”)." }
        if let phrase = templates.first(where: { lower.contains($0) }) {
            return "The description has words of a template left in it: “\(phrase)”."
        }
        guard copies >= boilerplateFrom else { return nil }
        return "The same description stands at \(copies) listings, so it says nothing about this one."
    }

    /// As fingerprints.
    private static let placeholders: Set<String> = [
        "tbc", "tba", "tobeconfirmed", "tobeadded", "tofollow", "detailstofollow", "moredetailstofollow", "na", "none",
        "nil", "test", "testing", "description", "nodescription", "nodescriptionavailable", "descriptionhere",
        "comingsoon", "underconstruction", "seewebsite", "pleaseseewebsite", "seeourwebsite", "visitwebsite", "unknown",
    ]

    private static let templates = [
        "insert description", "description goes here", "add your text", "[insert", "[name of", "<insert",
        "your organisation here",
        "click here to edit", "enter a description",
    ]
}
