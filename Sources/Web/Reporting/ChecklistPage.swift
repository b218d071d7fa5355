import Core

/// The evidence for the social prescribing row of the primary care mental health checklist, each line with its number.
struct ChecklistPage: Sendable {
    let page: PageFrame
    let period: String
    let level: String
    let levels: [Level]
    let reportHref: String

    struct Level: Sendable {
        let name: String
        let asks: String
        let state: String
        let lines: [String]
    }

    init(visit: Visit, checklist: Checklist) {
        page = visit.frame("Evidence for the checklist")
        period = "\(Words.date(checklist.period.first)) to \(Words.date(checklist.period.last))"
        level = "The figures below support: \(ChecklistPage.name(checklist.level).lowercased())."
        levels = [
            Level(
                name: ChecklistPage.name(.early),
                asks: "There is no list of what is offered locally.",
                state: checklist.hasList ? "No longer so" : "So it is",
                lines: [Words.count(checklist.offers, "offer is", "offers are") + " listed here."]
            ),
            Level(
                name: ChecklistPage.name(.intermediate),
                asks: "There is a central list, and it is used.",
                state: checklist.hasList ? "Met" : "Not yet",
                lines: ChecklistPage.list(checklist)
            ),
            Level(
                name: ChecklistPage.name(.advanced),
                asks: "The practice is told what became of it, and the quality of offers is considered.",
                state: checklist.level == .advanced ? "Met" : "Not yet",
                lines: ChecklistPage.loop(checklist)
            ),
        ]
        reportHref = Path.reports.text
    }

    private static func name(_ level: Checklist.Level) -> String {
        switch level {
        case .early: "Early"
        case .intermediate: "Intermediate"
        case .advanced: "Advanced"
        }
    }

    private static func list(_ checklist: Checklist) -> [String] {
        let referrals = ReportingWords.atLeast(checklist.referrals)
        return [
            "\(Words.count(checklist.offers, "offer")) by \(Words.count(checklist.organisations, "organisation")).",
            "\(checklist.confirmed) of them were confirmed by somebody in the last \(Checklist.confirmedDays) days.",
            "\(Words.capitalised(referrals)) referrals in the year, of people of \(Words.count(checklist.practices, "practice")).",
            "\(Words.count(checklist.signposts, "slip was", "slips were")) made at front desks in the year.",
        ]
    }

    private static func loop(_ checklist: Checklist) -> [String] {
        let aim =
            "The aim here is \(Checklist.completed)%, of at least \(LoopCount.leastInPublic): "
            + (checklist.isLoopCompleted ? "met." : "not met yet.")
        let helped =
            checklist.helped.map {
                "It helped a lot or some in about \($0.tenths) of 10, of \(ReportingWords.atLeast($0.of)) that ended and where it is known."
            } ?? "Fewer than \(OfferFeedback.least) have ended where it is known whether it helped: not enough yet."
        return [
            ReportingWords.loop(checklist.loop), aim, helped,
            "\(Words.count(checklist.offersWithFeedback, "offer has", "offers have")) at least \(OfferFeedback.least) referrals, so that their pages show staff how they went.",
        ]
    }
}
