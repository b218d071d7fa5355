import Core
import Foundation
import Hummingbird
import WebSupport

/// How true the directory is, in numbers and over time.
enum FiguresPages {
    static func figures(_ visit: Visit) async throws -> Response {
        let figures = try await visit.features.figures.answer(for: visit.actor())
        return try visit.html(FiguresPage(visit: visit, figures: figures), as: .figures)
    }
}

struct FiguresPage: Sendable {
    let page: PageFrame
    let sentence: String
    let age: String
    let saved: String
    let formula: String
    let bars: [Bar]
    let chartName: String
    let months: [MonthRow]
    let needs: [ShareRow]
    let areas: [ShareRow]
    let hasAreas: Bool

    /// Beyond this a table is no longer read; the rest has hardly any listings.
    private static let mostRows = 60

    struct ShareRow: Sendable {
        let name: String
        let listed: String
        let fresh: String
        let perCent: String

        init(_ share: DirectoryFigures.Share) {
            name = share.name
            listed = String(share.listed)
            fresh = String(share.fresh)
            perCent = "\(share.perCent)%"
        }
    }

    struct MonthRow: Sendable {
        let name: String
        let perCent: String
        let online: String
        let phone: String
        let letter: String
        let edits: String
        let referrals: String

        init(_ month: DirectoryFigures.Month) {
            func count(_ kinds: Evidence.Kind...) -> String {
                String(kinds.reduce(0) { $0 + (month.confirmations[$1] ?? 0) })
            }
            name = FiguresPage.monthName(month.name)
            perCent = month.share.listed == 0 ? "–" : "\(month.share.perCent)%"
            online = count(.confirmedOnline)
            phone = count(.confirmedByPhone)
            letter = count(.confirmedByLetter)
            edits = count(.editedByOwner)
            referrals = count(.referralAccepted, .referralAttended)
        }
    }

    /// A bar of the chart, in its own units: 640 wide, 200 high and 24 below for the months.
    struct Bar: Sendable {
        let x: String
        let y: String
        let height: String
        let middle: String
        let textY: String
        let label: String
        let perCent: String

        static let step = 53
        static let full = 180

        init(_ month: DirectoryFigures.Month, at index: Int) {
            let tall = month.share.perCent * Bar.full / 100
            x = String(index * Bar.step + 6)
            y = String(200 - tall)
            height = String(tall)
            middle = String(index * Bar.step + 6 + 20)
            textY = String(200 - tall - 5)
            label = String(FiguresPage.monthName(month.name).prefix(3))
            perCent = "\(month.share.perCent)%"
        }
    }

    init(visit: Visit, figures: DirectoryFigures.Answer) {
        page = visit.frame("How true the directory is")
        let all = figures.all
        sentence = "\(all.fresh) of \(Words.count(all.listed, "listing")) are fresh: \(all.perCent)%."
        let never = figures.neverConfirmed == 0 ? "" : " \(figures.neverConfirmed) were never confirmed here."
        age =
            (figures.medianAge.map { "Half of them were confirmed within the last \(Words.count($0, "day"))." }
                ?? "None has been confirmed yet.") + never
        saved = "\(Words.count(figures.minutesSaved / 60, "hour")) of telephoning saved in a year."
        formula =
            "An estimate: each day on which an organisation answered by link or letter spared one call of "
            + "\(DirectoryFigures.minutesPerCall) minutes."
        bars = figures.months.enumerated().map { Bar($0.element, at: $0.offset) }
        chartName = "Share of listings that were fresh, by month"
        months = figures.months.reversed().map(MonthRow.init)
        needs = figures.byNeed.prefix(FiguresPage.mostRows).map(ShareRow.init)
        areas = figures.byArea.prefix(FiguresPage.mostRows).map(ShareRow.init)
        hasAreas = !areas.isEmpty
    }

    /// "November 2026" of "2026-11".
    static func monthName(_ text: String) -> String {
        guard let day = Day(iso: text + "-01") else { return text }
        return Words.date(day).split(separator: " ").dropFirst().joined(separator: " ")
    }
}
