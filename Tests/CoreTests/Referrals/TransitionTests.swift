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
    private static let referrer = Actor(id: Account.ID(named: "referrer"), role: .linkWorker)

    /// The promise, written out a second time: who may do what from where, and where it leads.
    private static let promised: [String: Referral.State] = [
        "organisation accept sent": .accepted, "organisation accept waiting": .accepted,
        "organisation wait sent": .waiting, "organisation wait waiting": .waiting,
        "organisation decline sent": .closed, "organisation decline waiting": .closed,
        "organisation start accepted": .active,
        "organisation close accepted": .closed, "organisation close active": .closed,
        "referrer withdraw sent": .closed, "referrer withdraw waiting": .closed,
        "referrer withdraw accepted": .closed, "referrer withdraw active": .closed,
    ]
    private static let movesOfOrganisation: Set<Referral.Move.Name> = [.accept, .wait, .decline, .start, .close]

    static func referral(_ state: Referral.State, reportBack: Bool = true) -> Referral {
        Referral(
            id: Referral.ID(named: "referral"),
            version: 3,
            state: state,
            stateSince: Sample.now,
            offerID: Offer.ID(named: "offer"),
            organisationID: organisation,
            personID: Person.ID(named: "person"),
            practiceCode: Practice.Code(rawValue: "A00001"),
            referrerID: referrer.id,
            referrerRole: .linkWorker,
            madeAt: Sample.now.addingTimeInterval(-86_400 * 10),
            expectedOn: state == .waiting ? Sample.today : nil,
            startedOn: state == .active ? Sample.today : nil,
            closure: state == .closed ? .answered : nil,
            loop: state == .closed ? .sent : .notDue,
            loopSince: Sample.now,
            reportBack: reportBack
        )
    }

    private static func move(_ name: Referral.Move.Name) -> Referral.Move {
        switch name {
        case .accept: .accept
        case .wait: .wait(expectedOn: Sample.today)
        case .decline: .decline(.noCapacity, note: nil)
        case .start: .start(on: Sample.today)
        case .close: .close(Outcome(engaged: .none, helped: .unknown, saidBy: .organisation))
        case .withdraw: .withdraw(reason: "Has moved away.")
        }
    }

    private static func outcome(_ state: Referral.State, _ name: Referral.Move.Name, _ actor: Actor) -> Result<
        Referral, Failure
    > {
        do throws(Failure) {
            return .success(try referral(state).applying(move(name), by: actor, at: Sample.now))
        } catch { return .failure(error) }
    }

    @Test(
        "lead where the table says, and everything that is not in it is refused with the right words",
        arguments: Referral.State.allCases,
        Referral.Move.Name.allCases
    )
    func table(state: Referral.State, name: Referral.Move.Name) {
        for (party, actor) in [("organisation", Self.member), ("referrer", Self.referrer)] {
            let isTheirs = Self.movesOfOrganisation.contains(name) == (party == "organisation")
            let promised = Self.promised["\(party) \(name) \(state)"]
            switch Self.outcome(state, name, actor) {
            case .success(let next):
                #expect(next.state == promised)
                #expect(next.version == 4)
                #expect(next.stateSince == Sample.now)
                #expect((next.state == .closed) == (next.closure != nil))
                #expect((next.state == .closed) == (next.loop != .notDue))
                #expect((next.state == .waiting) == (next.expectedOn != nil))
            case .failure(.forbidden):
                #expect(promised == nil && !isTheirs)
            case .failure(.conflict(let sentence)):
                #expect(promised == nil && isTheirs)
                #expect(sentence.hasPrefix("This referral "))
            case .failure(let other):
                Issue.record("\(party) \(name) \(state): \(other)")
            }
            #expect(Self.referral(state).moves(for: actor).contains(name) == (promised != nil))
        }
    }

    @Test("do not exist for anybody else", arguments: Referral.State.allCases, Referral.Move.Name.allCases)
    func strangers(state: Referral.State, name: Referral.Move.Name) {
        let strangers = [
            Actor(id: Account.ID(), role: .linkWorker),
            Actor(id: Account.ID(), role: .organisation, organisationID: Organisation.ID()),
            Actor(id: Account.ID(), role: .practice, practiceCode: Practice.Code(rawValue: "A00001")),
            Actor(id: Account.ID(), role: .steward), Actor(id: Account.ID(), role: .administrator),
            Actor(id: Account.ID(), role: .receptionist, practiceCode: Practice.Code(rawValue: "A00001")),
        ]
        for stranger in strangers {
            #expect(Self.referral(state).moves(for: stranger).isEmpty)
            #expect(Self.outcome(state, name, stranger) == .failure(.notFound))
        }
    }

    @Test("that end it make the answer due, or withhold it where the person did not agree")
    func loop() throws {
        let told = try Self.referral(.sent).applying(.decline(.other, note: nil), by: Self.member, at: Sample.now)
        #expect(told.loop == .sent && told.closure == .declined)
        let withheld = try Self.referral(.sent, reportBack: false)
            .applying(.withdraw(reason: "No."), by: Self.referrer, at: Sample.now)
        #expect(withheld.loop == .withheld && withheld.closure == .withdrawn)
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

    @Test("cannot say that somebody came who never started", arguments: Outcome.Engaged.allCases)
    func engaged(_ engaged: Outcome.Engaged) {
        let move = Referral.Move.close(Outcome(engaged: engaged, helped: .unknown, saidBy: .organisation))
        #expect(takes(move, in: .accepted, field: "engaged") == (engaged == .none))
        #expect(takes(move, in: .active, field: "engaged"))
    }

    /// False when exactly that field is said to be wrong.
    private func takes(_ move: Referral.Move, in state: Referral.State, field: String) -> Bool {
        do throws(Failure) {
            _ = try Self.referral(state).applying(move, by: Self.member, at: Sample.now)
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
