/// What is wrong with a definition, each a sentence for whoever wrote the file.
enum MeasureCheck {
    static func problems(_ measure: Measure) -> [String] {
        identity(measure) + wording(measure) + scales(measure) + scores(measure)
    }

    private static func identity(_ measure: Measure) -> [String] {
        var problems: [String] = []
        let isPlain = measure.code.utf8.allSatisfy {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                || $0 == UInt8(ascii: "-")
        }
        if measure.code.isEmpty || measure.code.count > 40 || !isPlain {
            problems.append("its code must be 1 to 40 small letters, digits and hyphens")
        }
        if measure.version < 1 { problems.append("its version must be 1 or more") }
        for (what, text) in [("name", measure.name), ("licence", measure.licence), ("source", measure.source)]
        where text.isEmpty {
            problems.append("its \(what) is empty")
        }
        if measure.stages.isEmpty != measure.isAnonymous {
            problems.append("it needs stages, unless it is anonymous: then it has none")
        }
        return problems
    }

    private static func wording(_ measure: Measure) -> [String] {
        let hasItems = !(measure.items ?? []).isEmpty
        switch (measure.wording, measure.scoring) {
        case (.included, .totalOnly): return ["with its wording included it cannot be “total only”"]
        case (.notIncluded, .sum), (.notIncluded, .mean), (.notIncluded, .perItem):
            return ["without its wording only “total only” can be scored"]
        case (.included, _): return hasItems ? [] : ["its wording is included, but it has no items"]
        case (.notIncluded, .totalOnly): return hasItems ? ["its wording is not included, but it has items"] : []
        }
    }

    private static func scales(_ measure: Measure) -> [String] {
        let items = measure.items ?? []
        let twice = Set(items.map(\.code)).count != items.count ? ["two items have one code"] : []
        return twice
            + items.flatMap { item -> [String] in
                guard let scale = measure.scale(of: item) else { return ["item “\(item.code)” has no scale"] }
                guard scale.lowest < scale.highest, scale.highest - scale.lowest <= 20 else {
                    return ["the scale of item “\(item.code)” must go up, by 20 at most"]
                }
                let isOff = scale.labels.contains { !(scale.lowest...scale.highest).contains($0.value) }
                return isOff ? ["a label of item “\(item.code)” is off its scale"] : []
            }
    }

    private static func scores(_ measure: Measure) -> [String] {
        var problems = measure.scores.isEmpty ? ["it has no scores"] : []
        if Set(measure.scores.map(\.code)).count != measure.scores.count { problems.append("two scores have one code") }
        if measure.scoring == .perItem, measure.scores.map(\.code) != (measure.items ?? []).map(\.code) {
            problems.append(
                "scored “per item” it needs one score for each item, with the item's code, in the same order"
            )
        }
        return problems + measure.scores.flatMap { score($0, of: measure) }
    }

    private static func score(_ score: Measure.Score, of measure: Measure) -> [String] {
        var problems: [String] = []
        if !(score.lowest < score.highest) { problems.append("score “\(score.code)” must go up") }
        if !(0...2).contains(score.decimals ?? 0) { problems.append("score “\(score.code)” has 0 to 2 decimals") }
        let from = (score.bands ?? []).map(\.from)
        if let first = from.first, first != score.lowest || from != from.sorted() || Set(from).count != from.count {
            problems.append("the bands of score “\(score.code)” must begin at its lowest value and go up")
        }
        if let change = score.change, change.points <= 0 || change.source.isEmpty {
            problems.append("the change threshold of score “\(score.code)” needs points above 0 and a source")
        }
        for code in score.items ?? [] where measure.item(code) == nil {
            problems.append("score “\(score.code)” counts an item “\(code)” that is not there")
        }
        return problems
    }
}
