import Core
import Foundation
import GRDB

/// Organisations: they answer, contact, begin, end; or do not.
extension Borough {
    func organisationDoes(_ errand: Errand) async throws {
        switch errand {
        case .answer(let story): try await answer(story)
        case .room(let story):
            if try await move(story, .accept, by: host(story)) {
                plan(.contact(story), workingDays: dice.number(1...6))
            }
        case .contact(let story): try await contact(story)
        case .start(let story): try await start(story)
        case .report(let story):
            let attempt = ContactAttempt(on: today, channel: .appointment, result: .spoke)
            let isPause = dice.chance(0.05)
            let until = today.adding(days: 21)
            if try await move(story, isPause ? .pause(until: until, note: nil) : .contact(attempt), by: host(story)) {
                plan(isPause ? .resume(story) : .report(story), in: isPause ? 21 : 28)
            }
        case .resume(let story):
            if try await move(story, .resume, by: host(story)) { plan(.report(story), in: 28) }
        case .end(let story):
            let source: Outcome.Source = dice.chance(0.6) ? .person : .organisation
            let close = Referral.Move.close(outcome(by: source), leftEarly: dice.chance(lives.leavesEarly))
            try await move(story, close, by: host(story))
        default: break
        }
    }

    private func host(_ story: Int) -> Actor { place.organisations[stories[story].organisation].actor }

    private func answer(_ story: Int) async throws {
        let roll = Double.random(in: 0..<1, using: &dice)
        if roll < lives.waitingList {
            let days = dice.days(lives.waitDays)
            let isWaiting = try await move(story, .wait(expectedOn: today.adding(days: days)), by: host(story))
            if isWaiting { plan(.room(story), in: days + dice.number(-3...20)) }
        } else if roll < lives.waitingList + lives.noRoom + lives.otherNo {
            let reason: Referral.DeclineReason = roll < lives.waitingList + lives.noRoom ? .noCapacity : .notEligible
            try await move(story, .decline(reason, note: nil), by: host(story))
        } else if try await move(story, .accept, by: host(story)) {
            plan(.contact(story), workingDays: dice.number(1...8))
        }
    }

    /// Three tries in two ways over a fortnight before somebody cannot be reached.
    private func contact(_ story: Int) async throws {
        let isHopeless = stories[story].tries > 0 || dice.chance(lives.cannotBeReached)
        stories[story].tries += 1
        let tries = stories[story].tries
        if isHopeless, tries > 4 {
            try await move(story, .unableToContact(note: nil), by: host(story))
            return
        }
        let channel: ContactAttempt.Channel = tries % 2 == 0 ? .text : .telephone
        let attempt = ContactAttempt(on: today, channel: channel, result: isHopeless ? .noAnswer : .spoke)
        guard try await move(story, .contact(attempt), by: host(story)) else { return }
        plan(isHopeless ? .contact(story) : .start(story), workingDays: isHopeless ? 4 : dice.number(2...12))
    }

    private func start(_ story: Int) async throws {
        if dice.chance(lives.doesNotCome) {
            try await move(story, .didNotStart(.didNotCome, note: nil), by: host(story))
            return
        }
        guard try await move(story, .start(on: today), by: host(story)) else { return }
        let days = dice.days(lives.supportDays)
        stories[story].endsOn = today.adding(days: days)
        if dice.chance(0.6) { plan(.report(story), in: 28) }
        if !dice.chance(lives.forgotten) { plan(.end(story), in: days) }
    }
}

/// People: most do nothing here; some lose interest, take something back, or say that they have not heard.
extension Borough {
    func askForThemself() async throws {
        let organisation = dice.number(0...(lives.organisations - 1) / 3) * 3
        let (person, practice) = (newPerson(), anyPractice())
        let key = "own \(stories.count)"
        let request = SelfReferral(
            offerID: place.organisations[organisation].offer,
            person: person,
            practiceCode: dice.chance(0.8) ? place.practices[practice].code : nil,
            reason: "Zanquill would like to come.",
            reportBack: dice.chance(0.8),
            followUp: false,
            idempotencyKey: key
        )
        try await features.ownPages.ask(request, tokenHash: BoroughWatch.hash(key))
        let id = try await features.database.write {
            try Referral.ID.fetchOne(
                $0,
                sql: "SELECT referralID FROM referralDetail WHERE idempotencyKey = ?",
                arguments: [key]
            )
        }
        if let id { _ = follow(id, episode: nil, organisation: organisation, person: person) }
    }

    func giveOwnPage(_ story: Int, by actor: Actor) async throws {
        guard dice.chance(lives.hasOwnPage) else { return }
        let id = stories[story].id
        let invitation = { [features] in
            try await features.ownPages.invitation(for: id, by: actor, mailReachesPeople: false)
        }
        if try await invitation().key == nil { try await features.ownPages.give(for: id, insteadOf: nil, by: actor) }
        stories[story].code = try await invitation().key?.code
        if dice.chance(0.3) { plan(.notHeard(story), workingDays: 8) }
        if dice.chance(0.5) { plan(.judge(story), in: 150) }
    }

    func planWhims(_ story: Int) {
        if dice.chance(lives.losesInterest) { plan(.stop(story), in: dice.number(3...60)) }
        if dice.chance(lives.movesAway) { plan(.move(story), in: dice.number(3...90)) }
        if dice.chance(lives.takesBackSharing) { plan(.takeBackSharing(story), in: dice.number(3...60)) }
        if dice.chance(lives.takesBackTelling) { plan(.takeBackTelling(story), in: dice.number(3...90)) }
    }

    func personDoes(_ errand: Errand) async throws {
        do {
            try await act(errand)
        } catch Failure.conflict {
            // It has ended or moved on meanwhile, and the page says so.
        }
    }

    private func act(_ errand: Errand) async throws {
        let (referrals, pages) = (features.referrals, features.ownPages)
        switch errand {
        case .stop(let story):
            if let session = try await session(story) { return try await pages.stop(stories[story].id, in: session) }
            try await move(story, .withdraw(.personDeclined, note: nil), by: holder(story))
        case .move(let story): try await move(story, .withdraw(.moved, note: nil), by: holder(story))
        case .takeBackSharing(let story):
            if let session = try await session(story) {
                return try await pages.takeBack(.share, of: stories[story].id, in: session)
            }
            try await referrals.takeBack(.share, of: stories[story].id, how: .telephone, by: holder(story))
        case .takeBackTelling(let story):
            try await referrals.takeBack(.tellThePractice, of: stories[story].id, how: .telephone, by: holder(story))
        case .notHeard(let story):
            if let session = try await session(story) { try await pages.notHeard(stories[story].id, in: session) }
        case .judge(let story):
            guard let session = try await session(story) else { return }
            let (id, words) = (stories[story].id, "Zanquill liked it.")
            try await pages.sayWhetherItHelped(.lot, words: words, forPractice: true, about: id, in: session)
        default: break
        }
    }

    private func holder(_ story: Int) -> Actor { linkWorkers[stories[story].episode.map { cases[$0].worker } ?? 0] }

    /// Nil without a code, or when it has expired.
    private func session(_ story: Int) async throws -> OwnPages.Session? {
        guard let code = stories[story].code else { return nil }
        let token = BoroughWatch.hash("\(story) \(today)")
        let year = stories[story].person.dateOfBirth.year
        guard try await features.ownPages.enter(code, yearOfBirth: year, tokenHash: token) == .opened else {
            return nil
        }
        return try await features.ownPages.session(tokenHash: token)
    }
}

/// Practices, and the steward.
extension Borough {
    func referDirectly() async throws {
        let (person, practice) = (newPerson(), anyPractice())
        let organisation = dice.number(0...lives.organisations - 1)
        let draft = ReferralDraft(
            offerID: place.organisations[organisation].offer,
            person: person,
            practiceCode: place.practices[practice].code,
            reason: "Zanquill asked for company.",
            shared: [.phone, .reason],
            consent: Consent(share: true, reportBack: dice.chance(0.9), method: .inPerson),
            idempotencyKey: "direct \(stories.count)"
        )
        let id = try await features.referrals.make(draft, by: place.practices[practice].actor)
        _ = follow(id, episode: nil, organisation: organisation, person: person)
    }

    /// A member looks into the tray now and then, and more likely when a mail has come.
    func practicesLook() async throws {
        for (number, practice) in place.practices.enumerated() {
            let usual = practice.isSlow ? lives.slowOpensTray : lives.opensTray
            let mailed = practice.isSlow ? lives.slowOpensAfterMail : lives.opensAfterMail
            // Who gets paper signs in for their own referrals only, and that is seldom.
            let isMailed = self.mailed.contains(number)
            let chance = isMailed ? max(usual, mailed) : practice.way == .letter ? usual / 5 : usual
            guard dice.chance(chance) else { continue }
            self.mailed.remove(number)
            try await readTray(practice.actor)
        }
    }

    private func readTray(_ actor: Actor) async throws {
        let list = try await features.worklists.list(.init(section: .mine), for: actor)
        rows[.practice, default: RowCount()].add(list.counts.mine)
        for row in list.mine.rows.prefix(lives.rowsADay) {
            if case .referral(let referral) = row.subject, today.number - (touched[referral.id.text] ?? 0) < 3 {
                continue
            }
            try await settle(row, by: actor)
        }
        for entry in try await features.outcomes.tray(for: actor, .notFiled) where dice.chance(0.95) {
            _ = try await features.outcomes.open(entry.answer.id, by: actor)
            try await features.outcomes.file(entry.answer.id, by: actor)
        }
    }

    /// Twice a week; rings about people whom nobody follows through.
    func stewardLooks() async throws {
        guard today.weekday == .monday || today.weekday == .thursday else { return }
        let page = try await features.queue.page(1, for: place.steward)
        rows[.steward, default: RowCount()].add(page.total)
        for item in page.items {
            guard case .referral(let id, true) = item.subject else { continue }
            try await features.referrals.settle(
                unheld: id,
                dice.chance(0.5) ? .askAgain : .noResponse,
                by: place.steward
            )
        }
    }
}
