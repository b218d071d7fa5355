import Core

/// One table of a report, as it stands on the page and in its file.
struct ReportingTable: Sendable {
    /// In the address of its file: lower-case letters and hyphens.
    let name: String
    let title: String
    let columns: [String]
    let rows: [Row]
    var note: String?

    struct Row: Sendable {
        let label: String
        let cells: [String]
    }

    var csv: String { CSVText.file([columns] + rows.map { [$0.label] + $0.cells }) }
}

/// All tables of a report, in the page's order.
struct ReportingTables {
    let sheet: ReportSheet

    init(_ sheet: ReportSheet) { self.sheet = sheet }

    var all: [ReportingTable] {
        guard let people = sheet.people else { return [times] }
        return [path(people), loop, times] + reasons(people) + [measures(people)] + unmet(people) + backgrounds(people)
    }

    func path(_ people: ReportSheet.People) -> ReportingTable {
        let made = people.path.made
        let rows = PathLines(people.path).lines.map { line in
            ReportingTable.Row(
                label: line.standing.map(ReportingWords.standing) ?? ReportingWords.step(line.step),
                cells: [
                    line.standing == nil ? "" : ReportingWords.step(line.step),
                    ReportingWords.count(line.count),
                    PathLines.perHundred(line.count, of: made) ?? ReportingWords.hidden,
                ]
            )
        }
        let told = ReportingTable.Row(
            label: "The practice has the answer, whether it helped or not",
            cells: [
                "", ReportingWords.count(people.path.told),
                PathLines.perHundred(people.path.told, of: made) ?? ReportingWords.hidden,
            ]
        )
        return ReportingTable(
            name: "path",
            title: "The path of every hundred referrals",
            columns: ["Step, or why no further", "Came as far as", "Referrals", "Of every 100"],
            rows: rows + [told]
        )
    }

    private var loop: ReportingTable {
        let loop = sheet.loop
        let isShown = loop.owed >= SmallNumbers.least
        func cell(_ count: Int) -> [String] { [isShown || count == 0 ? String(count) : ReportingWords.hidden] }
        return ReportingTable(
            name: "loop",
            title: "Answers that practices are owed",
            columns: ["What became of the answer", "Ended"],
            rows: [
                .init(label: "Ended, with consent to tell a practice", cells: cell(loop.owed)),
                .init(label: "The practice has it", cells: cell(loop.received)),
                .init(label: "On its way", cells: [ReportingWords.count(sheet.underWay)]),
                .init(label: "Could not be delivered", cells: [ReportingWords.count(sheet.undelivered)]),
                .init(
                    label: "Not told, as the person chose",
                    cells: [ReportingWords.count(SmallNumbers.single(loop.withheld))]
                ),
                .init(label: "No practice known", cells: [ReportingWords.count(SmallNumbers.single(loop.noPractice))]),
            ],
            note:
                "Counted by the day of the end: each person’s time with a link worker once, and each referral without a link worker."
        )
    }

    private var times: ReportingTable {
        ReportingTable(
            name: "times",
            title: "How long it takes",
            columns: ["From and to", "Half within", "Nine in ten within", "Counted"],
            rows: Wait.allCases.map { wait in
                let spread = sheet.waits[wait]
                return ReportingTable.Row(
                    label: ReportingWords.wait(wait),
                    cells: [
                        ReportingWords.days(spread?.median), ReportingWords.days(spread?.ninetieth),
                        ReportingWords.atLeast(spread?.count ?? 0),
                    ]
                )
            },
            note:
                "In working days. Aims: an answer within 10, a first try within 5 of the yes, the receipt within 5 of the end."
        )
    }

    private func reasons(_ people: ReportSheet.People) -> [ReportingTable] {
        [
            ReportingTable(
                name: "declined",
                title: "Why organisations said no",
                columns: ["Reason", "Referrals"],
                rows: people.declined.map {
                    .init(label: ReportingWords.decline($0.code), cells: [ReportingWords.count($0.count)])
                }
            ),
            ReportingTable(
                name: "not-started",
                title: "Why people did not start",
                columns: ["Reason", "Referrals"],
                rows: people.notStarted.map {
                    .init(label: ReferralWords.notStarted($0.code), cells: [ReportingWords.count($0.count)])
                }
            ),
        ]
    }

    private func unmet(_ people: ReportSheet.People) -> [ReportingTable] {
        let unmet = people.unmet
        func table(_ name: String, _ title: String, _ column: String, _ lines: [UnmetNeed.Line], _ note: String?)
            -> ReportingTable
        {
            ReportingTable(
                name: name,
                title: title,
                columns: [column, name.hasPrefix("searches") ? "Searches" : "Referrals"],
                rows: lines.map {
                    .init(label: $0.name.isEmpty ? "Not known" : $0.name, cells: [ReportingWords.count($0.count)])
                },
                note: note
            )
        }
        let full = [
            table(
                "full-by-need",
                "No room, by need",
                "Need",
                unmet.fullByNeed,
                "A referral counts for each need that its offer is for."
            ),
            table("full-by-area", "No room, by area", "Area of the practice", unmet.fullByArea, nil),
        ]
        guard sheet.scope.hasSearches else { return full }
        let note =
            "Of \(Words.count(unmet.searches, "search", "searches")) \(unmet.misses) found nothing near that was checked lately and has room."
        return full + [
            table("searches-by-need", "Searches without a good answer, by need", "Need", unmet.missesByNeed, note),
            table("searches-by-area", "Searches without a good answer, by area", "Area", unmet.missesByArea, note),
        ]
    }

    private func backgrounds(_ people: ReportSheet.People) -> [ReportingTable] {
        people.backgrounds.map { background in
            let table = background.table
            func row(_ label: String, _ cells: [Int?], _ total: Int?) -> ReportingTable.Row {
                .init(label: label, cells: ([total] + cells).map(ReportingWords.count))
            }
            let rows = background.values.indices.map { index in
                row(
                    ReportingWords.value(background.values[index], of: background.background),
                    table.cells[index],
                    table.rowTotals[index]
                )
            }
            return ReportingTable(
                name: background.background.rawValue,
                title: ReportingWords.background(background.background),
                columns: [
                    ReportingWords.background(background.background), "Referrals", "It helped",
                    "Started, no help or not yet", "Not started, or not yet",
                ],
                rows: rows.isEmpty ? [] : rows + [row("All", table.columnTotals, table.total)]
            )
        }
    }
}

/// The lines of the path: each step, and below it where those went that came no further.
struct PathLines {
    struct Line {
        let step: ReferralPath.Step
        /// Nil for the step itself.
        let standing: ReferralPath.Standing?
        let count: Int?
    }

    let lines: [Line]

    init(_ counts: ReferralPath.Counts) {
        lines = ReferralPath.Step.allCases.flatMap { step in
            let leaving = ReferralPath.Standing.allCases.compactMap { standing in
                counts.places[ReferralPath.Place(step, standing)].map {
                    Line(step: step, standing: standing, count: $0)
                }
            }
            // Where all are hidden, to name them tells nothing.
            let isClosed = leaving.allSatisfy { $0.count == nil }
            return [Line(step: step, standing: nil, count: counts.count(step))] + (isClosed ? [] : leaving)
        }
    }

    /// "38"; "under 1" rather than a nought that is none; nil where it is hidden.
    static func perHundred(_ count: Int?, of all: Int?) -> String? {
        guard let count, let all, all > 0 else { return count == 0 && all == 0 ? "–" : nil }
        let share = (count * 200 + all) / (2 * all)
        return share == 0 && count > 0 ? "under 1" : String(share)
    }
}

extension ReportingWords {
    /// From outside: not "we".
    static func decline(_ reason: Referral.DeclineReason) -> String {
        switch reason {
        case .notEligible: "They are not who it is for"
        case .noCapacity: "No room"
        case .outOfArea: "They live outside the area"
        case .needsMoreSupport: "They need more support than it can give"
        case .tooLittleInformation: "Too little was told"
        case .duplicate: "They were there already"
        case .other: "Another reason"
        }
    }
}
