import Foundation

/// What somebody who knows a listing is asked about it, one by one.
public enum Fact: String, Codable, CaseIterable, Sendable {
    case when
    case place
    case cost
    case phone
    case joining
    /// Whether new people are taken now.
    case intake
    /// Whether it is still there at all.
    case running

    /// Those whose change has to be told in words; the other two are a choice.
    public static let told: [Fact] = [.when, .place, .cost, .phone, .joining]

    public var label: String {
        switch self {
        case .when: "When"
        case .place: "Where"
        case .cost: "Cost"
        case .phone: "Telephone"
        case .joining: "How to join"
        case .intake: "Taking new people"
        case .running: "Still running"
        }
    }
}

extension Listing {
    /// What the listing says about a fact, as a person reads it; empty when it says nothing.
    public func words(for fact: Fact, now: Date) -> [String] {
        switch fact {
        case .when: return schedules.map { PlainWords.schedule($0, now: now) }.filter { !$0.isEmpty }
        case .place: return locations.compactMap { $0.isConfidential ? "Address kept private" : $0.publicAddress }
        case .cost:
            return costs.map(PlainWords.cost).filter { !$0.isEmpty } + [offer.feesDescription].compactMap { $0 }
        case .phone: return phones.map(\.number)
        case .joining: return offer.joining.map(PlainWords.joining)
        case .intake:
            switch offer.intake {
            case .open: return ["Yes"]
            case .waitingList: return [["Waiting list", offer.wait].compactMap { $0 }.joined(separator: ": ")]
            case .full: return ["No, full"]
            }
        case .running: return [offer.status == .temporarilyClosed ? "Closed for the time being" : "Yes"]
        }
    }

    /// The organisation's own words: how its description begins.
    /// - Parameter length: in characters, about.
    func opening(_ length: Int) -> String {
        let line = PlainText.line(offer.description.replacingOccurrences(of: "\n", with: " "))
        guard line.count > length else { return line }
        return line.prefix(length).split(separator: " ").dropLast().joined(separator: " ") + " …"
    }
}
