import SearchIndex
import TestSupport

@testable import Core

/// Reads queries as the search does, with the word lists as they are shipped.
enum Reader {
    /// - Parameter today: "tonight" is its evening.
    static func read(
        _ text: String,
        places: PlaceNames = .none,
        postcodes: [Int: PostcodeRule.Found] = [:],
        today: Weekday = .thursday,
        unwanted: Set<String> = []
    ) throws -> Reading {
        QueryReader(lexicon: try TestPlace.lexicon(), places: places, postcodes: postcodes, today: today)
            .read(try QueryWord.words(of: text), unwanted: unwanted)
    }

    /// What is understood in it besides its topic.
    static func meanings(_ text: String, today: Weekday = .thursday) throws -> [Understood.Meaning] {
        try read(text, today: today).understood.map(\.meaning)
    }

    static func ages(_ text: String) throws -> ClosedRange<Int>? {
        for case .age(let ages) in try meanings(text) { return ages }
        return nil
    }

    static func crises(_ text: String) throws -> [String] { try read(text).crises.map(\.kind) }
}

extension Reading {
    var concepts: [Lexicon.Concept] {
        topics.compactMap { if case .concept(let concept) = $0.kind { concept } else { nil } }
    }

    /// What listings would say instead, as words in lower case.
    var rephrased: Set<String> { Set(concepts.flatMap { $0.means.map { $0.map(\.word).joined(separator: " ") } }) }

    var needs: Set<String> { Set(concepts.flatMap { $0.needs.map(\.rawValue) }) }

    /// The words that are looked for as they are.
    var lookedFor: [String] {
        topics.compactMap { if case .word(let word) = $0.kind { word.word } else { nil } }
    }

    /// What each of those counts.
    var strengths: [String: Double] {
        topics.reduce(into: [:]) { strengths, topic in
            if case .word(let word) = topic.kind { strengths[word.word] = topic.strength }
        }
    }

    func words(of one: Understood) -> String { words[one.range].map(\.word).joined(separator: " ") }
}
