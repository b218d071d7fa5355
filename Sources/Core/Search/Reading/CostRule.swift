/// "Free", "low cost", "cheap"; but not "smoke free", and not what is free by its name.
enum CostRule {
    private static let notFreeAfter: Set<String> = [
        "smoke", "drug", "drugs", "alcohol", "gluten", "dairy", "sugar", "debt", "stress", "pain", "tax", "nut", "set",
        "abuse", "violence", "break", "get", "is", "be",
    ]
    private static let notFreeBefore: Set<String> = [
        "from", "school", "of", "time", "range", "will", "church", "prescriptions",
    ]

    static func read(_ draft: inout Draft) {
        for position in draft.words.indices {
            let next = draft.word(position + 1)
            switch draft.word(position) {
            case "free"
            where !notFreeAfter.contains(draft.word(position - 1)) && !notFreeBefore.contains(next):
                draft.claim(.free, position..<(position + 1))
            case "low" where next == "cost" || next == "price": draft.claim(.lowCost, position..<(position + 2))
            case "cheap", "affordable", "inexpensive": draft.claim(.lowCost, position..<(position + 1))
            default: break
            }
        }
    }
}
