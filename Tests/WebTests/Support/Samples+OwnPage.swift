import Core
import Foundation
import Hummingbird
import WebSupport

@testable import Web

/// The person's own page, and what leads to it.
extension Samples {
    /// Everybody who was referred in the demo place, with and without something wrong.
    func me() async throws -> [MePage] {
        var pages: [MePage] = []
        let visit = try await visit(path: "/me?done=said")
        for referral in try place.column("SELECT min(id) FROM referral WHERE origin <> 'person' GROUP BY personID")
            .compactMap({
                Referral.ID($0)
            })
        {
            let session = try await session(referral)
            let sheet = try await place.features.ownPages.sheet(for: session)
            let body = "referral=\(referral)&helped=x&words=x&for-practice=x"
            var form = FormReader(try FormFields(body: Array(body.utf8)))
            for field in ["helped", "words", "for-practice"] { form.fail(field, "Look at this again") }
            pages.append(MePage(visit, sheet: sheet, form: form, conflict: "It has ended."))
            guard let open = sheet.referrals.first else { continue }
            if open.canSayNotHeard { try await place.features.ownPages.notHeard(open.referral.id, in: session) }
            if open.canSayWhetherItHelped {
                try await place.features.ownPages.sayWhetherItHelped(
                    .some,
                    words: "It was good to be out.",
                    forPractice: true,
                    about: open.referral.id,
                    in: session
                )
            }
            try await place.features.ownPages.takeBack(.reportBack, of: open.referral.id, in: session)
            pages.append(MePage(visit, sheet: try await place.features.ownPages.sheet(for: session)))
        }
        return pages
    }

    /// As if its code had been typed.
    func session(_ referral: Referral.ID) async throws -> OwnPages.Session {
        let token = SessionToken()
        let (code, year) = try await place.ownCode(of: referral.text)
        guard let code = LetterCode(code),
            try await place.features.ownPages.enter(code, yearOfBirth: year, tokenHash: token.hash) == .opened,
            let session = try await place.features.ownPages.session(tokenHash: token.hash)
        else { throw Failure.notFound }
        return session
    }

    func enter() async throws -> EnterPage {
        EnterPage(try await visit(), form: try wrong("code", "year"), notice: "It was closed.")
    }

    func ownLetter() async throws -> OwnLetterPage {
        let referral = try place.column("SELECT id FROM referral WHERE holderID IS NOT NULL LIMIT 1").compactMap {
            Referral.ID($0)
        }
        let session = try await session(referral[0])
        return OwnLetterPage(try await visit(path: "/me/letter?sent=1"), key: place.features.ownPages.key(for: session))
    }

    func invitations() async throws -> [InvitationPage] {
        let visit = try await visit("linkworker")
        let id = Referral.ID(try place.referral(for: "linkworker")) ?? Referral.ID()
        let pages = place.features.ownPages
        let before = try await pages.invitation(for: id, by: visit.actor(), mailReachesPeople: true)
        try await pages.give(for: id, insteadOf: nil, by: visit.actor())
        let made = try await pages.invitation(for: id, by: visit.actor(), mailReachesPeople: true)
        let key = made.key
        let all = [(key, false, Date?.some(visit.now)), (key, true, nil)].map { key, canEmail, mailedAt in
            OwnPages.Invitation(personName: "A", key: key, canEmail: canEmail, mailedAt: mailedAt)
        }
        return ([before, made] + all).map { InvitationPage(visit, id: id, invitation: $0) }
    }

    func asks() async throws -> [AskPage] {
        let form = try wrong(
            "name",
            "dob",
            "phone",
            "email",
            "address",
            "reason",
            "practice",
            "report-back",
            "follow-up",
            "consent"
        )
        let visit = try await visit()
        let practices = try await place.features.people.practices()
        return try await listings().prefix(60).flatMap { listing in
            [form, nil].flatMap { form in
                [true, false].map {
                    AskPage(visit, listing: listing, isOpen: $0, practices: practices, form: form, key: "x")
                }
            }
        }
    }
}
