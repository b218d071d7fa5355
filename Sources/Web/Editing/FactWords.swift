import Core
import Foundation

/// What facts are called and how they are said, for whoever compares two versions.
enum FactWords {
    static func label(_ fact: OfferFacts.Fact) -> String {
        switch fact {
        case .name: "Name"
        case .alternateName: "Other name"
        case .description: "What happens there"
        case .firstVisit: "The first time"
        case .introduction: "How to put it to somebody"
        case .who: "Who can come"
        case .ages: "Ages"
        case .audience: "Only for"
        case .languages: "Languages"
        case .needs: "What it helps with"
        case .ways: "How people take part"
        case .places: "Where"
        case .areas: "Area"
        case .times: "Days and times"
        case .cost: "Cost"
        case .phones: "Phone"
        case .email: "E-mail address"
        case .website: "Website"
        case .contacts: "Whom to ask for"
        case .intake: "Taking new people"
        case .wait: "The wait"
        case .joining: "How people join"
        case .howToRefer: "For professionals"
        case .neededFields: "What you need to know about somebody"
        }
    }

    static func label(_ fact: OrganisationFacts.Fact) -> String {
        switch fact {
        case .name: "Name"
        case .description: "What you do"
        case .phone: "Phone"
        case .email: "E-mail address"
        case .website: "Website"
        }
    }

    static func lines(_ fact: OfferFacts.Fact, _ facts: OfferFacts, needs: [Need], now: Date) -> [String] {
        switch fact {
        case .name: paragraphs(facts.name)
        case .alternateName: paragraphs(facts.alternateName)
        case .description: paragraphs(facts.description)
        case .firstVisit: paragraphs(facts.firstVisit)
        case .introduction: paragraphs(facts.introduction)
        case .who: paragraphs(facts.eligibility)
        case .ages: ages(facts)
        case .audience: facts.audience.map(audience)
        case .languages: facts.languages.map(\.name)
        case .needs: facts.needs.map { id in needs.first { $0.id == id }?.name ?? id.rawValue }
        case .ways: facts.ways.map { Words.capitalised(PlaceWords.way($0)) }
        case .places: facts.places.map(place)
        case .areas: facts.areas.map(\.name)
        case .times: facts.schedules.map { Words.schedule($0, now: now) }
        case .cost: facts.costs.map(Words.cost) + paragraphs(facts.feesDescription)
        case .phones: facts.phones.map { [$0.number, $0.description].compactMap { $0 }.joined(separator: ": ") }
        case .email: paragraphs(facts.email)
        case .website: paragraphs(facts.website)
        case .contacts: facts.contacts.map { [$0.role, $0.name, $0.email].compactMap { $0 }.joined(separator: ", ") }
        case .intake: [intake(facts.intake)]
        case .wait: paragraphs(facts.wait)
        case .joining: facts.joining.map(Words.joining)
        case .howToRefer: paragraphs(facts.howToRefer)
        case .neededFields: (facts.neededFields ?? []).map { Words.capitalised(ReferralWords.field($0)) }
        }
    }

    static func lines(_ fact: OrganisationFacts.Fact, _ facts: OrganisationFacts) -> [String] {
        switch fact {
        case .name: paragraphs(facts.name)
        case .description: paragraphs(facts.description)
        case .phone: paragraphs(facts.phone)
        case .email: paragraphs(facts.email)
        case .website: paragraphs(facts.website)
        }
    }

    static func intake(_ intake: Offer.Intake) -> String {
        switch intake {
        case .open: "Yes, there is room"
        case .waitingList: "There is a waiting list"
        case .full: "No, we are full"
        }
    }

    static func audience(_ audience: Offer.Audience) -> String {
        audience == .lgbt ? "LGBT+ people" : Words.capitalised(audience.rawValue)
    }

    private static func paragraphs(_ text: String?) -> [String] {
        (text ?? "").components(separatedBy: "\n").filter { !$0.isEmpty }
    }

    private static func ages(_ facts: OfferFacts) -> [String] {
        [facts.minimumAge.map { "From \($0)" }, facts.maximumAge.map { "Up to \($0)" }].compactMap { $0 }
    }

    private static func place(_ place: PlaceFacts) -> String {
        let address = [place.name, place.address, place.city, place.postcode].compactMap { $0 }.joined(separator: ", ")
        let access = place.accessibility.isEmpty ? nil : "Access: \(place.accessibility.joined(separator: ", "))"
        let secret = place.isConfidential ? "The address is kept secret" : nil
        return [address, place.gettingThere, access, secret].compactMap { $0 }.joined(separator: ". ")
    }
}

/// One fact before and after, with what is new marked.
struct Difference: Sendable {
    struct Piece: Sendable {
        let text: String
        /// Only there before, or only after.
        let isMarked: Bool
    }

    struct Line: Sendable {
        let pieces: [Piece]
    }

    let label: String
    let before: [Line]
    let after: [Line]
    let wasEmpty: Bool
    let isEmpty: Bool
    /// When it shows; nil where that goes without saying.
    let when: String?

    /// Longer texts are shown without marks: comparing them word by word would take seconds.
    private static let mostWords = 1_500

    init(_ label: String, before: [String], after: [String], when: String? = nil) {
        self.label = label
        self.when = when
        (wasEmpty, isEmpty) = (before.isEmpty, after.isEmpty)
        (self.before, self.after) = Difference.marked(before, after)
    }

    private static func marked(_ before: [String], _ after: [String]) -> ([Line], [Line]) {
        let old = before.flatMap { words($0) + ["\n"] }
        let new = after.flatMap { words($0) + ["\n"] }
        guard old.count + new.count <= mostWords, !old.isEmpty, !new.isEmpty else {
            return (before.map(plain), after.map(plain))
        }
        var (removed, inserted): (Set<Int>, Set<Int>) = ([], [])
        for change in new.difference(from: old) {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        return (lines(old, marking: removed), lines(new, marking: inserted))
    }

    private static func plain(_ text: String) -> Line { Line(pieces: [Piece(text: text, isMarked: false)]) }

    private static func words(_ text: String) -> [String] {
        text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    }

    private static func lines(_ words: [String], marking marks: Set<Int>) -> [Line] {
        var lines: [Line] = []
        var pieces: [Piece] = []
        for (index, word) in words.enumerated() {
            if word == "\n" {
                lines.append(Line(pieces: pieces))
                pieces = []
            } else if let last = pieces.last, last.isMarked == marks.contains(index) {
                pieces[pieces.count - 1] = Piece(text: "\(last.text) \(word)", isMarked: last.isMarked)
            } else {
                let space = pieces.isEmpty ? "" : " "
                pieces.append(Piece(text: space + word, isMarked: marks.contains(index)))
            }
        }
        return lines
    }
}
