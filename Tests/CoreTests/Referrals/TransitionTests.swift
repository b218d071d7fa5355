import Foundation
import Testing

@testable import Core

@Suite("A referral's moves")
struct TransitionTests {
    private static let organisation = Organisation.ID(named: "organisation")
    private static let member = Actor(
        id: Account.ID(named: "member"),
        role: .organisation,
        organisationID: organisation
    )
    private static let holder = Actor(id: Account.ID(named: "holder"), role: .linkWorker)

    /// The promise, written out a second time: from where, who may do what, and where it leads ("." stays).
    private static let promised = """
        draft: referrer send sent, referrer entered-in-error error
        sent: both accept accepted, both wait waiting, both decline closed, system lapse lapsed, referrer accompany ., \
        referrer withdraw closed, person withdraw closed, referrer entered-in-error error
        waiting: both accept accepted, both wait waiting, both decline closed, both contact ., referrer accompany ., \
        referrer withdraw closed, person withdraw closed, referrer entered-in-error error
        lapsed: both accept accepted, both wait waiting, both decline closed, referrer ask-again sent, \
        referrer no-response closed, referrer withdraw closed, person withdraw closed, referrer entered-in-error error
        accepted: both contact ., referrer accompany ., both start active, both did-not-start closed, \
        both unable-to-contact closed, referrer withdraw closed, person withdraw closed, referrer entered-in-error error
        active: both pause paused, both close closed, referrer withdraw closed, person withdraw closed, \
        referrer entered-in-error error
        paused: both resume active, both close closed, referrer withdraw closed, person withdraw closed, \
        referrer entered-in-error error
        closed: referrer reopen accepted, referrer entered-in-error error
        error:
        """

    /// "organisation accept sent" to the state it leads to.
    private static let table: [String: Referral.State] = {
        var table: [String: Referral.State] = [:]
        for line in promised.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            let from = state(parts[0].trimmingCharacters(in: .whitespaces))
            for row in parts.dropFirst().joined().split(separator: ",") {
                let words = row.split(separator: " ").map(String.init)
                for party in words[0] == "both" ? ["organisation", "referrer"] : [words[0]] {
                    table["\(party) \(words[1]) \(from)"] = words[2] == "." ? from : state(words[2])
                }
            }
        }
        return table
    }()

    private static func state(_ word: String) -> Referral.State {
        word == "error" ? .enteredInError : Referral.State(rawValue: word) ?? .draft
    }

    static func referral(_ state: Referral.State, reportBack: Bool = true) -> Referral {
        let hasStarted = [.active, .paused, .closed].contains(state)
        return Referral(
            id: Referral.ID(named: "referral"),
            version: 3,
            state: state,
            stateSince: Sample.now,
            episodeID: nil,
            basedOn: nil,
            offerID: Offer.ID(named: "offer"),
            offerVersion: 1,
            organisationID: organisation,
            personID: Person.ID(named: "person"),
            practiceCode: Practice.Code(rawValue: "A00001"),
            origin: .linkWorker,
            referrerID: holder.id,
            holderID: holder.id,
            priority: .routine,
            madeAt: Sample.now.addingTimeInterval(-86_400 * 10),
            lastEventAt: Sample.now,
            expectedOn: state == .waiting ? Sample.today : nil,
            startedOn: hasStarted ? Sample.today : nil,
            resumesOn: state == .paused ? Sample.today : nil,
            closure: state == .closed ? .completed : nil,
            closedBy: state == .closed ? .organisation : nil,
            engaged: state == .closed ? .all : nil,
            helped: state == .closed ? .lot : nil,
            saidBy: state == .closed ? .person : nil,
            isShared: true,
            reportBack: reportBack
        )
    }

    static func move(_ name: Referral.Move.Name) -> Referral.Move {
        let attempt = ContactAttempt(on: Sample.today, channel: .telephone, result: .noAnswer)
        return switch name {
        case .send: .send
        case .accept: .accept
        case .wait: .wait(expectedOn: Sample.today)
        case .decline: .decline(.noCapacity, note: nil)
        case .lapse: .lapse
        case .askAgain: .askAgain(note: nil)
        case .contact: .contact(attempt)
        case .start: .start(on: Sample.today)
        case .pause: .pause(until: Sample.today, note: nil)
        case .resume: .resume
        case .close: .close(Outcome(engaged: .all, helped: .some, saidBy: .organisation), leftEarly: false)
        case .unableToContact: .unableToContact(note: nil)
        case .didNotStart: .didNotStart(.unwell, note: nil)
        case .noResponse: .noResponse(note: nil)
        case .withdraw: .withdraw(.personDeclined, note: "Has moved away.")
        case .accompany: .accompany(on: Sample.today)
        case .reopen: .reopen(note: "They want to try again.")
        case .enterInError: .enterInError(note: "The wrong person.")
        }
    }

    /// Enough tries to call somebody unreachable.
    static let attempts = [(0, ContactAttempt.Channel.telephone), (7, .letter), (16, .telephone)].map { days, channel in
        ContactAttempt(on: Sample.today.adding(days: days - 16), channel: channel, result: .noAnswer)
    }

    @Test(
        "lead where the table says, and everything that is not in it is refused with the right words",
        arguments: Referral.State.allCases,
        Referral.Move.Name.allCases
    )
    func table(state: Referral.State, name: Referral.Move.Name) {
        for party in Party.allCases {
            let promised = Self.table["\(party) \(name.rawValue) \(state)"]
            do throws(Failure) {
                let next = try Self.referral(state)
                    .applying(Self.move(name), by: party, at: Sample.now, attempts: Self.attempts)
                #expect(next.state == promised, "\(party) \(name) \(state)")
                #expect(next.version == 4 && next.lastEventAt == Sample.now)
                expectSound(next)
            } catch {
                #expect(promised == nil, "\(party) \(name) \(state): \(error)")
                let everMay = Self.table.keys.contains { $0.hasPrefix("\(party) \(name.rawValue) ") }
                switch error {
                case .forbidden: #expect(!everMay)
                case .conflict(let sentence): #expect(everMay && sentence.hasPrefix("This referral "))
                default: Issue.record("\(party) \(name) \(state): \(error)")
                }
            }
            #expect(Self.referral(state).moves(for: party).contains(name) == (promised != nil))
        }
    }

    /// What the database demands of every row, too.
    private func expectSound(_ referral: Referral) {
        #expect((referral.state == .closed) == (referral.closure != nil))
        #expect((referral.closure == nil) == (referral.closedBy == nil))
        #expect((referral.state == .closed) == (referral.answers != nil))
        #expect((referral.state == .waiting) == (referral.expectedOn != nil))
        #expect((referral.state == .paused) == (referral.resumesOn != nil))
    }

    @Test("do not exist for anybody else", arguments: Referral.State.allCases)
    func strangers(state: Referral.State) {
        let strangers = [
            Actor(id: Account.ID(), role: .linkWorker),
            Actor(id: Account.ID(), role: .organisation, organisationID: Organisation.ID()),
            Actor(id: Account.ID(), role: .practice, practiceCode: Practice.Code(rawValue: "A00001")),
            Actor(id: Account.ID(), role: .steward), Actor(id: Account.ID(), role: .administrator),
            Actor(id: Account.ID(), role: .receptionist, practiceCode: Practice.Code(rawValue: "A00001")),
        ]
        for stranger in strangers {
            #expect(Self.referral(state).party(of: stranger) == nil)
            #expect(Self.referral(state).moves(for: stranger).isEmpty)
        }
        #expect(Self.referral(state).party(of: Self.member) == .organisation)
        #expect(Self.referral(state).party(of: Self.holder) == .referrer)
    }

    @Test(
        "keep whose decision an end was",
        arguments: [
            (Referral.State.sent, Referral.Move.Name.decline, Party.referrer, Party.organisation),
            (.sent, .withdraw, .person, .person), (.sent, .withdraw, .referrer, .referrer),
            (.lapsed, .noResponse, .referrer, .referrer), (.accepted, .didNotStart, .organisation, .organisation),
        ]
    )
    func whose(state: Referral.State, name: Referral.Move.Name, by party: Party, promised: Party) throws {
        let next = try Self.referral(state).applying(Self.move(name), by: party, at: Sample.now)
        #expect(next.closedBy == promised)
        #expect(next.engaged == Outcome.Engaged.none && next.helped == .unknown)
    }

    @Test(
        "take a waiting date from today to two years ahead",
        arguments: [(-1, false), (0, true), (730, true), (731, false)]
    )
    func expected(days: Int, isTaken: Bool) {
        let move = Referral.Move.wait(expectedOn: Sample.today.adding(days: days))
        #expect(takes(move, in: .sent, field: "expected") == isTaken)
    }

    @Test(
        "take a first day from the referral's to today",
        arguments: [(-11, false), (-10, true), (0, true), (1, false)]
    )
    func started(days: Int, isTaken: Bool) {
        #expect(takes(.start(on: Sample.today.adding(days: days)), in: .accepted, field: "started") == isTaken)
    }

    @Test("do not say that it helped somebody who did not come", arguments: Outcome.Helped.allCases)
    func helped(_ helped: Outcome.Helped) {
        let outcome = Outcome(engaged: .none, helped: helped, saidBy: .organisation)
        #expect(takes(.close(outcome, leftEarly: true), in: .active, field: "helped") == (helped == .unknown))
    }

    @Test("call nobody unreachable before three tries in two ways over ten working days")
    func unreachable() {
        func isTaken(_ tries: [(days: Int, channel: ContactAttempt.Channel, result: ContactAttempt.Result)]) -> Bool {
            let attempts = tries.map {
                ContactAttempt(on: Sample.today.adding(days: -$0.days), channel: $0.channel, result: $0.result)
            }
            let next = try? Self.referral(.accepted)
                .applying(.unableToContact(note: nil), by: .organisation, at: Sample.now, attempts: attempts)
            return next?.closure == .unableToContact
        }
        #expect(isTaken([(16, .telephone, .noAnswer), (8, .letter, .leftMessage), (0, .telephone, .wrongNumber)]))
        #expect(!isTaken([(16, .telephone, .noAnswer), (0, .letter, .leftMessage)]))
        #expect(!isTaken([(16, .telephone, .noAnswer), (8, .telephone, .noAnswer), (0, .telephone, .noAnswer)]))
        #expect(!isTaken([(9, .telephone, .noAnswer), (8, .letter, .noAnswer), (0, .telephone, .noAnswer)]))
        #expect(!isTaken([(16, .telephone, .noAnswer), (8, .letter, .spoke), (0, .telephone, .noAnswer)]))
    }

    @Test("take a referral up again for 28 days, with its answers gone", arguments: [(28, true), (29, false)])
    func reopen(days: Int, isTaken: Bool) {
        let later = Sample.now.addingTimeInterval(TimeInterval(days * 86_400))
        let next = try? Self.referral(.closed).applying(.reopen(note: "Again."), by: .referrer, at: later)
        #expect((next?.state == .accepted) == isTaken)
        #expect(next?.answers == nil)
    }

    /// False when exactly that field is said to be wrong.
    private func takes(_ move: Referral.Move, in state: Referral.State, field: String) -> Bool {
        do throws(Failure) {
            _ = try Self.referral(state).applying(move, by: .organisation, at: Sample.now)
            return true
        } catch {
            guard case .invalid(let problems) = error else {
                Issue.record("\(error)")
                return true
            }
            #expect(Array(problems.keys) == [field])
            return false
        }
    }
}

@Suite("Working days")
struct WorkingDayTests {
    @Test(
        "leave out weekends and England's bank holidays, with their substitutes and proclaimed days",
        arguments: [
            "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25",
            "2026-12-28",
            "2027-12-27", "2027-12-28", "2022-01-03", "2022-06-02", "2022-06-03", "2022-09-19", "2022-12-27",
            "2023-01-02",
            "2023-05-08", "2025-04-18", "2025-04-21", "2026-11-21",
        ]
    )
    func holidays(_ day: String) {
        #expect(!WorkingDays.isWorking(Sample.day(day)))
    }

    @Test(
        "are all others",
        arguments: ["2026-11-20", "2022-05-30", "2020-05-04", "2026-12-24", "2026-12-29", "2024-01-02"]
    )
    func working(_ day: String) {
        #expect(WorkingDays.isWorking(Sample.day(day)))
    }

    @Test("are counted across Christmas and back")
    func counting() {
        #expect(WorkingDays.adding(3, to: Sample.day("2026-12-24")) == Sample.day("2026-12-31"))
        #expect(WorkingDays.between(Sample.day("2026-12-24"), Sample.day("2026-12-31")) == 3)
        #expect(WorkingDays.adding(0, to: Sample.day("2026-12-25")) == Sample.day("2026-12-25"))
        #expect(WorkingDays.between(Sample.day("2026-12-31"), Sample.day("2026-12-24")) == 0)
    }
}
