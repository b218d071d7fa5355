/// Languages, where it is said that one is spoken: "in Somali", "Polish speaking". "Polish" alone may be for nails.
struct LanguageRule {
    let languages: PhraseTable<String>
    private static let before: Set<String> = ["in", "speaks", "speak", "speaking", "spoken"]
    private static let after: Set<String> = ["speaking", "speaker", "speakers", "spoken", "interpreter", "language"]

    func read(_ draft: inout Draft) {
        let words = draft.plain
        for position in words.indices {
            for match in languages.matches(in: words, at: position) {
                let isSaid =
                    LanguageRule.before.contains(draft.word(position - 1))
                    || LanguageRule.after.contains(draft.word(match.end))
                if isSaid || match.length > 1 {
                    draft.claim(.language(match.value), position..<match.end, isSpent: false)
                }
            }
        }
    }
}

/// Who it is for. "Care leaver" is no carer: a longer phrase of the list wins.
struct AudienceRule {
    let audiences: PhraseTable<Offer.Audience>

    func read(_ draft: inout Draft) {
        let stems = draft.words.map(\.stem)
        var position = 0
        while position < stems.count {
            let match = audiences.matches(in: stems, at: position).first
            if let match { draft.claim(.audience(match.value), position..<match.end, isSpent: false) }
            position = max(position + 1, match?.end ?? 0)
        }
    }
}
