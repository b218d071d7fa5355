import Foundation
import SearchIndex
import TestSupport
import Testing

@testable import Core

@Suite("The word lists")
struct LexiconTests {
    @Test("can be cut word by word: every phrase gives the words that it gives as a whole")
    func wordByWord() throws {
        let words = TestPlace.root.appendingPathComponent("seed/words")
        for name in try FileManager.default.contentsOfDirectory(atPath: words.path) {
            let text = try String(contentsOf: words.appendingPathComponent(name), encoding: .utf8)
            for phrase in text.split(whereSeparator: { ";\t\n".contains($0) }).prefix(4_000) {
                let whole = try Tokeniser.tokens(of: String(phrase))
                #expect(try phrase.split(separator: " ").flatMap { try Tokeniser.tokens(of: String($0)) } == whole)
            }
        }
    }
}
