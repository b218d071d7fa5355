import Core
import Foundation
import GRDB

/// Link workers: a caseload each, gone through row by row.
extension Borough {
    func openCase() async throws {
        let (person, practice) = (newPerson(), anyPractice())
        let worker = dice.number(0...linkWorkers.count - 1)
        let told = Double.random(in: 0..<1, using: &dice)
        let telling: Episode.Telling =
            told < lives.tellsNothing
            ? .nothing : told < lives.tellsNothing + lives.tellsOnlyTheEnd ? .onlyThatItEnded : .everything
        let opening = EpisodeOpening(
            practiceCode: place.practices[practice].code,
            telling: telling,
            consent: Consent(share: true, reportBack: telling != .nothing, method: .telephone),
            plan: EpisodePlan(whatMatters: "Zanquill wants company.", risk: .noneKnown)
        )
        let id = try await features.episodes.open(opening, for: person, by: linkWorkers[worker])
        let index = cases.count
        cases.append(
            Case(id: id, worker: worker, practice: practice, person: person, toRefer: 1, endsOn: today)
        )
        caseOf[id] = index
        if dice.chance(lives.reachesLinkWorker) {
            plan(.meet(index), workingDays: dice.number(2...10))
        } else {
            // Three tries over a fortnight.
            plan(.giveUp(index), workingDays: 10)
        }
    }

    func linkWorkerDoes(_ errand: Errand) async throws {
        switch errand {
        case .meet(let index):
            cases[index].path.reached = true
            if dice.chance(lives.referredOn) {
                cases[index].toRefer = dice.chance(lives.secondReferral) ? 2 : 1
                for number in 0..<cases[index].toRefer { plan(.refer(index), workingDays: 1 + number * 10) }
            } else {
                cases[index].toRefer = 0
                // Goes on with the link worker alone: some six to twelve talks.
                cases[index].endsOn = today.adding(days: dice.number(7...80))
            }
        case .giveUp(let index): try await close(index, Outcome(engaged: .none, helped: .unknown, saidBy: .linkWorker))
        case .refer(let index):
            cases[index].toRefer -= 1
            try await refer(index, to: dice.number(0...lives.organisations - 1), instead: nil)
        default: break
        }
    }

    /// - Parameter earlier: the referral that this one goes on from.
    func refer(_ index: Int, to organisation: Int, instead earlier: Referral.ID?) async throws {
        let one = cases[index]
        var draft = ReferralDraft(
            offerID: place.organisations[organisation].offer,
            person: one.person,
            practiceCode: place.practices[one.practice].code,
            reason: "Zanquill has been alone.",
            shared: [.phone, .reason],
            consent: Consent(share: true, reportBack: true, method: .inPerson),
            idempotencyKey: "case \(index) \(stories.count)"
        )
        (draft.episodeID, draft.basedOn, draft.isMeant, draft.isAgeMeant) = (one.id, earlier, true, true)
        draft.priority = dice.chance(0.05) ? .urgent : .routine
        // Ended meanwhile, because they have moved away or lost interest.
        guard try await isOpen(one.id) else { return }
        let id = try await features.referrals.make(draft, by: linkWorkers[one.worker])
        cases[index].path.referred = true
        let story = follow(id, episode: index, organisation: organisation, person: one.person)
        try await giveOwnPage(story, by: linkWorkers[one.worker])
        planWhims(story)
    }

    private func isOpen(_ id: Episode.ID) async throws -> Bool {
        try await features.database.write { db in
            let sql = "SELECT state = 'open' FROM episode WHERE id = ?"
            return try Bool.fetchOne(db, sql: sql, arguments: [id]) ?? false
        }
    }

    // MARK: The list

    func workThroughLists() async throws {
        for worker in linkWorkers.indices where dice.chance(lives.present) {
            let actor = linkWorkers[worker]
            let list = try await features.worklists.list(.init(section: .mine), for: actor)
            rows[.linkWorker, default: RowCount()].add(list.counts.mine)
            for row in list.mine.rows.filter(isNews).prefix(lives.rowsADay) { try await settle(row, by: actor) }
        }
        for (number, organisation) in place.organisations.enumerated()
        where (number + today.number) % 5 == 0 && !organisation.isSilent {
            let list = try await features.worklists.list(.init(section: .mine), for: organisation.actor)
            rows[.organisation, default: RowCount()].add(list.counts.mine)
        }
    }

    /// What was rung about a moment ago is left alone for three days.
    private func isNews(_ row: Worklist.Row) -> Bool {
        switch row.subject {
        case .referral(let referral): today.number - (touched[referral.id.text] ?? 0) >= 3
        case .episode(let id): caseOf[id].map { isOver($0) } ?? false
        // Nobody here asks with measures: they close no loop.
        case .measure: false
        case .answer(let id, _, _): today.number - (touched[id.text] ?? 0) >= 1
        }
    }

    private func isOver(_ index: Int) -> Bool { cases[index].toRefer <= 0 && cases[index].endsOn <= today }

    func settle(_ row: Worklist.Row, by actor: Actor) async throws {
        switch row.subject {
        case .referral(let referral):
            touched[referral.id.text] = today.number
            if let story = storyOf[referral.id] { try await ask(after: referral, story, row.next, by: actor) }
        case .measure: return
        case .episode(let id):
            guard let index = caseOf[id] else { return }
            let isMet = cases[index].path.reached
            try await close(
                index,
                isMet ? outcome(by: .person) : Outcome(engaged: .none, helped: .unknown, saidBy: .linkWorker)
            )
        case .answer(let id, _, _):
            touched[id.text] = today.number
            try await bring(id, row.next, by: actor)
        }
    }

    private func close(_ index: Int, _ outcome: Outcome) async throws {
        let id = cases[index].id
        let episode = try await features.database.write {
            try Episode.fetchOne($0, sql: "SELECT * FROM episode WHERE id = ?", arguments: [id])
        }
        guard let episode, episode.state == .open else { return }
        try await features.episodes.move(
            id,
            seen: episode.version,
            .close(outcome),
            by: linkWorkers[cases[index].worker]
        )
    }

    /// Rings the organisation, or the person, and writes down what they say.
    private func ask(after referral: Referral, _ story: Int, _ next: NextAction, by actor: Actor) async throws {
        let isSilent = place.organisations[stories[story].organisation].isSilent
        let isThere = dice.chance(isSilent ? lives.silentPicksUp : lives.picksUp)
        switch next {
        case .ring where isThere: try await takeAnswer(story, by: actor)
        case .button(.askAgain): try await afterSilence(story, by: actor)
        case .form(.wait) where isThere:
            let expected = today.adding(days: 28)
            try await move(story, dice.chance(0.5) ? .accept : .wait(expectedOn: expected), by: actor)
        case .form(.contact): try await findOut(referral, story, by: actor)
        default: break
        }
    }

    /// What the organisation says on the telephone.
    private func takeAnswer(_ story: Int, by actor: Actor) async throws {
        let isYes = dice.chance(0.65)
        let done = try await move(story, isYes ? .accept : .decline(.noCapacity, note: nil), by: actor)
        if done, isYes, !place.organisations[stories[story].organisation].isSilent {
            plan(.contact(story), workingDays: 3)
        }
    }

    private func afterSilence(_ story: Int, by actor: Actor) async throws {
        if !stories[story].isAskedAgain, dice.chance(0.4) {
            stories[story].isAskedAgain = true
            try await move(story, .askAgain(note: nil), by: actor)
        } else if let episode = stories[story].episode, dice.chance(0.6) {
            try await refer(episode, to: dice.number(0...lives.organisations - 1), instead: stories[story].id)
        } else {
            try await move(story, .noResponse(note: nil), by: actor)
        }
    }

    /// Rings the person.
    private func findOut(_ referral: Referral, _ story: Int, by actor: Actor) async throws {
        let isOver = stories[story].endsOn.map { $0 <= today } ?? (referral.state != .accepted)
        switch referral.state {
        case .accepted where dice.chance(0.6):
            if try await move(story, .start(on: today), by: actor) {
                stories[story].endsOn = today.adding(days: dice.days(lives.supportDays))
            }
        case .accepted where dice.chance(0.4): try await move(story, .didNotStart(.didNotCome, note: nil), by: actor)
        case .active where isOver, .paused where isOver:
            try await move(story, .close(outcome(by: .person), leftEarly: dice.chance(lives.leavesEarly)), by: actor)
        default:
            let spoke = ContactAttempt(on: today, channel: .telephone, result: .spoke)
            try await move(story, .contact(spoke), by: actor)
        }
    }

    // MARK: Answers to practices

    /// Prints and posts, or brings by another way what has not come.
    private func bring(_ id: PracticeAnswer.ID, _ next: NextAction, by actor: Actor) async throws {
        switch next {
        case .printLetter:
            let code = try await features.deliveries.paper(id, for: actor).code
            try await features.deliveries.posted(id, by: actor)
            codes[id] = code
            if dice.chance(lives.typesCode) { plan(.typeCode(code), workingDays: dice.number(2...7)) }
        case .sendAgain:
            // Whoever is rung may have the paper before them.
            if let code = codes[id], dice.chance(lives.typesCodeWhenRung) {
                return plan(.typeCode(code), workingDays: 1)
            }
            if codes[id] == nil, dice.chance(0.5) { return try await features.deliveries.printInstead(id, by: actor) }
            try await features.deliveries.tryAgain(id, by: actor)
        case .openAnswer: _ = try await features.outcomes.open(id, by: actor)
        default: break
        }
    }

    /// Somebody goes, and hands everybody to whoever comes.
    func somebodyLeaves() async throws {
        let people = BoroughPlace.People(features: features, at: place.clock.now)
        let successor = try await people.add("successor", .linkWorker)
        try await features.episodes.handOverAll(of: linkWorkers[0].id, to: successor.id, by: place.administrator)
        try await features.people.disable(email: "linkworker0@people.bench.example")
        linkWorkers[0] = successor
    }
}
