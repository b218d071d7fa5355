import TestSupport

@testable import Core

/// What is suggested to somebody who types, in words that a test can compare.
extension TestPlace {
    func suggestions(_ typed: String) async throws -> [String] {
        try await features.suggestions.suggestions(for: typed).map(\.inWords)
    }

    func suggestedOffers(_ typed: String) async throws -> [String] {
        try await suggestions(typed).filter { $0.hasPrefix("offer") }
    }
}

extension Suggestion {
    var inWords: String {
        switch self {
        case .need(let need, let said): "need \(need.name)" + (said.map { ", said \($0)" } ?? "")
        case .offer(_, let card): "offer \(card.name)"
        case .organisation(_, let name): "organisation \(name)"
        case .place(let spot, let words, let near): "place \(spot.name), words “\(words)”, near “\(near)”"
        }
    }
}
