import Core

/// What stands on a referral's page about the referral itself.
enum ReferralRows {
    static func request(_ sheet: Referrals.Sheet, isOrganisation: Bool) -> [SummaryRow] {
        let referral = sheet.referral
        return [
            SummaryRow("Offer", sheet.offer.name),
            SummaryRow(
                "Organisation",
                [sheet.organisation.name, sheet.organisation.phone.map(Words.unbroken)].compactMap { $0 }.joined(
                    separator: ", "
                )
            ),
            SummaryRow("Waits on", ReferralWords.waitsOn(referral, loop: sheet.loop, isOrganisation: isOrganisation)),
            SummaryRow("How soon", referral.priority == .urgent ? "Urgent" : nil),
            SummaryRow("Why", sheet.reason ?? "Not shared"),
            SummaryRow("Safety note", sheet.safetyNote),
            SummaryRow("First time, with somebody", referral.accompaniedOn.map(Words.date)),
            SummaryRow("Place expected", referral.expectedOn.map(Words.date)),
            SummaryRow("Started", referral.startedOn.map(Words.date)),
            SummaryRow("Goes on", referral.resumesOn.map(Words.date)),
            SummaryRow("Referred by", "\(sheet.referrerName ?? "themself"), \(Words.date(referral.madeAt))"),
            SummaryRow("Follows it through", sheet.holderName),
            SummaryRow("GP practice", sheet.practice?.name ?? "No known GP practice"),
            SummaryRow("Answer to the practice", ReferralWords.loop(sheet.loop)),
        ].compactMap { $0 }
    }

    /// What is passed on and what is not, side by side, and for the organisation what the person agreed to; everybody
    /// else has that with what can be taken back.
    static func sharing(_ sheet: Referrals.Sheet, isOrganisation: Bool, today: Day) -> [SummaryRow] {
        let shared = SharedField.allCases.filter { sheet.shared.contains($0) }.map(ReferralWords.field)
        let kept = SharedField.allCases.filter { !sheet.shared.contains($0) }.map(ReferralWords.field)
        let note = sheet.safetyNote == nil ? [] : ["the safety note"]
        return [
            SummaryRow("Shared with the organisation", Words.capitalised(Words.joined(shared + note))),
            SummaryRow("Not shared", Words.capitalised(Words.joined(kept))),
            SummaryRow("Shared until", sheet.referral.sharedUntil.map(Words.date)),
        ].compactMap { $0 } + (isOrganisation ? AgreedWords.rows(sheet, today: today) : [])
    }
}

enum PersonRows {
    static func rows(_ person: SharedPerson) -> [SummaryRow] {
        [
            SummaryRow("Name", person.name), SummaryRow("Date of birth", person.dateOfBirth.map(Words.date)),
            SummaryRow("NHS number", person.nhsNumber.flatMap { try? NHSNumber($0).spaced }),
            SummaryRow("Telephone", person.phone),
            SummaryRow("E-mail", person.email), SummaryRow("Address", person.address),
        ].compactMap { $0 }
    }
}

enum OutcomeRows {
    static func rows(_ outcome: Outcome?, withAsk: Bool = true) -> [SummaryRow] {
        guard let outcome else { return [] }
        return [
            SummaryRow("Did they engage?", ReferralWords.engaged(outcome.engaged)),
            SummaryRow(
                "Did it help?",
                "\(ReferralWords.helped(outcome.helped)) (says \(ReferralWords.source(outcome.saidBy)))"
            ),
            SummaryRow("In their own words", outcome.personWords.map { "“\($0)”" }),
            SummaryRow("What remains", outcome.remaining),
            SummaryRow("Asked of the practice", withAsk ? outcome.askOfPractice : nil),
        ].compactMap { $0 }
    }
}
