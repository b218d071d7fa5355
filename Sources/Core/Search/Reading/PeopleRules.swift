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

/// Who it is for. "Care leaver" is no carer: the longest phrase of the list wins, and some stand there for nobody.
struct AudienceRule {
    let audiences: PhraseTable<Offer.Audience?>

    func read(_ draft: inout Draft) {
        for match in audiences.longest(in: draft.plain) {
            if let audience = match.value { draft.claim(.audience(audience), match.range, isSpent: false) }
        }
    }
}
