import Core

/// How answers to measures changed, as a table: each score a line, with how many of those asked it is about.
extension ReportingTables {
    func measures(_ people: ReportSheet.People) -> ReportingTable {
        ReportingTable(
            name: "measures",
            title: "How people were at first and at last",
            columns: [
                "What was asked", "People asked", "Answered twice", "First, half up to", "Last, half up to",
                "Better by enough", "Better by less", "The same", "Worse by less", "Worse by enough",
            ],
            rows: people.measures.map { change in
                ReportingTable.Row(
                    label: ReportingWords.name(of: change),
                    cells: [
                        ReportingWords.count(change.asked), ReportingWords.count(change.answered),
                        ReportingWords.value(change.first, of: change), ReportingWords.value(change.last, of: change),
                    ] + ScoreChange.Step.allCases.map { ReportingWords.count($0, of: change) }
                )
            },
            note: ReportingTables.note(people.measures)
        )
    }

    private static func note(_ changes: [ScoreChange]) -> String {
        let rules = changes.compactMap { change in
            change.rule.map {
                "\(MeasureWords.number($0.points, $0.points.rounded() == $0.points ? 0 : 2)) points for \(change.measure.name) (\($0.source))"
            }
        }
        let enough = rules.isEmpty ? "" : " Enough is \(rules.joined(separator: ", "))."
        return
            "Of people whose time with a link worker ended and who agreed that the practice is told. Only whole answers count, the first beside the last.\(enough) Where no rule says how many points are enough, all who are better stand under “better by less”. A change does not say that the support made it."
    }
}

extension ReportingWords {
    static func name(of change: ScoreChange) -> String {
        change.measure.scores.count == 1 ? change.measure.name : "\(change.measure.name): \(change.score.name)"
    }

    /// "7, high".
    static func value(_ value: Double?, of change: ScoreChange) -> String {
        guard let value else { return "not enough yet" }
        let number = MeasureWords.number(value, change.score.decimals ?? 0)
        return [number, change.score.band(of: value)].compactMap { $0 }.joined(separator: ", ")
    }

    static func count(_ step: ScoreChange.Step, of change: ScoreChange) -> String {
        change.counts[step].map(count) ?? "no rule"
    }
}
