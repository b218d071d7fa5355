/// How it is to be had: online, by telephone, at home. What happened to somebody online is not how they want help.
enum WayRule {
    private static let happensOnline: Set<String> = [
        "bullied", "bullying", "scammed", "scam", "groomed", "grooming", "abused", "abuse", "harassed", "harassment",
        "gambling", "gamble", "betting", "trolled", "threatened", "dating", "safe", "safety", "shopping", "hate",
    ]
    /// Who wants to learn it is not there yet: "help getting online".
    private static let learning: Set<String> = ["get", "gets", "getting", "go", "going", "got"]
    private static let phrases: [(words: [String], way: Offer.Way)] = [
        (["over", "the", "phone"], .telephone), (["by", "phone"], .telephone), (["by", "telephone"], .telephone),
        (["over", "the", "telephone"], .telephone), (["telephone"], .telephone), (["phone", "call"], .telephone),
        (["home", "visit"], .homeVisit), (["home", "visits"], .homeVisit), (["home", "visiting"], .homeVisit),
        (["come", "to", "the", "house"], .homeVisit), (["comes", "to", "the", "house"], .homeVisit),
        (["come", "to", "my", "home"], .homeVisit), (["visit", "me", "at", "home"], .homeVisit),
        (["zoom"], .online), (["video", "call"], .online), (["virtual"], .online), (["online"], .online),
    ]

    private static func isNotHow(before: String, after: String) -> Bool {
        happensOnline.contains(before) || happensOnline.contains(after) || learning.contains(before)
    }

    static func read(_ draft: inout Draft) {
        let words = draft.plain
        for position in words.indices {
            for (phrase, way) in phrases where words[position...].starts(with: phrase) {
                if way == .online, isNotHow(before: draft.word(position - 1), after: draft.word(position + 1)) {
                    continue
                }
                draft.claim(.way(way), position..<(position + phrase.count), isSpent: false)
            }
        }
    }
}
