import Core

/// How referrals to an offer went, for staff, on the offer's page.
struct FeedbackBlock: Sendable {
    let lead: String
    let rows: [SummaryRow]
    let hasRows: Bool

    init(_ feedback: OfferFeedback) {
        let count = Words.count(feedback.count, "referral")
        guard feedback.count >= OfferFeedback.least else {
            lead = "\(count) in two years. Not enough yet to say more: that needs \(OfferFeedback.least)."
            (rows, hasRows) = ([], false)
            return
        }
        lead = "\(count) in two years. Shares are in tenths, so that none tells about one person."
        rows = [
            SummaryRow("Answers in", [FeedbackBlock.answer(feedback.answer)]),
            SummaryRow(
                "Started",
                [FeedbackBlock.share(feedback.started, "that were answered and have started or ended")]
            ),
            SummaryRow("It helped", FeedbackBlock.helped(feedback)),
            FeedbackBlock.list("Usual reasons for a no", feedback.declined.map(ReportingWords.decline)),
            FeedbackBlock.list("Usual reasons for not starting", feedback.notStarted.map(ReferralWords.notStarted)),
        ].compactMap { $0 }
        hasRows = true
    }

    private static func answer(_ spread: Spread) -> String {
        guard let median = spread.median else { return "Not enough yet" }
        return
            "\(Words.capitalised(ReportingWords.days(median))), half of the time or sooner (of \(spread.count) answers)"
    }

    private static func share(_ share: OfferFeedback.Share?, _ whole: String) -> String {
        share.map { "About \($0.tenths) in 10, of \($0.of) \(whole)" } ?? "Not enough yet"
    }

    private static func helped(_ feedback: OfferFeedback) -> [String] {
        let own = feedback.byThePerson.map { "About \($0.tenths) in 10 of these answers are the person’s own word" }
        return [share(feedback.helped, "that came and where it is known")] + [own].compactMap { $0 }
    }

    private static func list(_ key: String, _ values: [String]) -> SummaryRow? {
        values.isEmpty ? nil : SummaryRow(key, values)
    }
}
