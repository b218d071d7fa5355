import Core
import WebSupport

struct ReportingPage: Sendable {
    let page: PageFrame
    let errors: ErrorSummary?
    let heading: String
    let scope: String
    let period: String
    let choice: SelectInput
    let loop: String
    let beside: String?
    /// Nil where the period tells no numbers of people; `partOfYear` says so.
    let path: PathBlock?
    let partOfYear: String?
    let blocks: [Block]
    let checklistHref: String

    /// The path of every hundred, drawn and as a table.
    struct PathBlock: Sendable {
        let table: Block
        let chart: PathChart?
        let chartName: String
        let legend: String
    }

    /// A table with its heading.
    struct Block: Sendable {
        let id: String
        let title: String
        let label: String
        let columns: [String]
        let rows: [ReportingTable.Row]
        let isEmpty: Bool
        let note: String?
        let csvHref: String

        init(_ table: ReportingTable, _ period: ReportPeriod) {
            id = "table-" + table.name
            title = table.title
            label = table.columns.first ?? ""
            columns = Array(table.columns.dropFirst())
            rows = table.rows
            isEmpty = table.rows.isEmpty
            note = table.note
            csvHref = Path.reportTable(table.name, period).text
        }
    }

    init(visit: Visit, sheet: ReportSheet, choice: PeriodChoice) {
        let tables = ReportingTables(sheet)
        page = visit.frame("What becomes of referrals", hasErrors: choice.isWrong)
        errors = ErrorSummary(choice.form)
        heading = ReportingWords.heading(sheet.scope)
        scope = ReportingWords.scope(sheet.scope)
        period = "\(Words.date(sheet.period.first)) to \(Words.date(sheet.period.last))"
        self.choice = SelectInput(
            "period",
            "Year or quarter",
            choice.offered,
            in: choice.form,
            initially: sheet.period.name
        )
        loop = sheet.people == nil ? ReportingWords.loopOfQuarter(sheet.loop) : ReportingWords.loop(sheet.loop)
        beside = sheet.people.flatMap { _ in ReportingPage.beside(sheet) }
        path = sheet.people.map { ReportingPage.path($0, tables, sheet.period) }
        partOfYear = sheet.people == nil ? ReportingWords.partOfYear : nil
        blocks = tables.all.dropFirst(sheet.people == nil ? 0 : 1).map { Block($0, sheet.period) }
        checklistHref = Path.checklist.text
    }

    private static func path(_ people: ReportSheet.People, _ tables: ReportingTables, _ period: ReportPeriod)
        -> PathBlock
    {
        PathBlock(
            table: Block(narrow(tables.path(people)), period),
            chart: PathChart(people.path),
            chartName: chartName(people.path),
            legend: ReportingWords.legend
        )
    }

    private static func chartName(_ path: ReferralPath.Counts) -> String {
        switch path.made {
        case nil: "Fewer than \(SmallNumbers.least) referrals were made in this time: too few to show."
        case 0?: "No referral was made in this time."
        case let made?: "Of \(Words.count(made, "referral")), so many of every hundred"
        }
    }

    /// Without the column of steps, which stand above their lines here.
    private static func narrow(_ path: ReportingTable) -> ReportingTable {
        ReportingTable(
            name: path.name,
            title: path.title,
            columns: path.columns.enumerated().filter { $0.offset != 1 }.map(\.element),
            rows: path.rows.map { row in
                let isStep = row.cells.first?.isEmpty ?? true
                return ReportingTable.Row(
                    label: isStep ? row.label : "– " + row.label.lowercasedFirst,
                    cells: Array(row.cells.dropFirst())
                )
            }
        )
    }

    /// What stands beside the rate.
    private static func beside(_ sheet: ReportSheet) -> String? {
        let loop = sheet.loop
        guard loop.owed >= SmallNumbers.least else { return nil }
        let withheld = SmallNumbers.single(loop.withheld).map { "\($0)" } ?? "Fewer than \(SmallNumbers.least)"
        var missing = "How many are on the way, and how many were not delivered, is hidden."
        if let underWay = sheet.underWay, let undelivered = sheet.undelivered {
            missing = "\(underWay) on the way, \(Words.count(undelivered, "answer")) not delivered."
        }
        return
            "\(missing) \(withheld) more ended without consent to tell the practice; they are not in the rate."
    }
}
