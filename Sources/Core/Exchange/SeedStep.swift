import Foundation

/// What the words of a move in the seed files mean.
enum SeedStep {
    /// By whoever follows the referral through; the organisation does the rest.
    static let ofReferrer: Set<String> = [
        "withdraw", "person declined", "moved", "died", "give up", "ask again", "accompany", "reopen", "error",
    ]

    /// Nil when there is no such move.
    static func step(_ move: SeedReferral.Move, today: Day) -> Referral.Move? {
        let day = today.adding(days: -move.daysAgo)
        let later = today.adding(days: move.expectedInDays ?? 14)
        return switch move.move {
        case "accept": .accept
        case "wait": .wait(expectedOn: later)
        case "contact":
            .contact(ContactAttempt(on: day, channel: move.channel ?? .telephone, result: move.result ?? .noAnswer))
        case "start": .start(on: day)
        case "pause": .pause(until: later, note: move.note)
        case "resume": .resume
        case "decline": .decline(move.reason.flatMap(Referral.DeclineReason.init) ?? .other, note: move.note)
        case "unable to contact": .unableToContact(note: move.note)
        case "not started":
            .didNotStart(move.reason.flatMap(Referral.NotStartedReason.init) ?? .didNotCome, note: move.note)
        case "close": .close(outcome(move), leftEarly: false)
        case "left early": .close(outcome(move), leftEarly: true)
        default: ending(move)
        }
    }

    private static func ending(_ move: SeedReferral.Move) -> Referral.Move? {
        switch move.move {
        case "withdraw": .withdraw(.withdrawn, note: move.note ?? "The person changed their mind.")
        case "person declined": .withdraw(.personDeclined, note: move.note)
        case "moved": .withdraw(.moved, note: move.note)
        case "died": .withdraw(.died, note: move.note)
        case "give up": .noResponse(note: move.note)
        case "ask again": .askAgain(note: move.note)
        case "reopen": .reopen(note: move.note ?? "They want to go on.")
        case "error": .enterInError(note: move.note ?? "The wrong person.")
        default: nil
        }
    }

    static func outcome(_ move: SeedReferral.Move) -> Outcome {
        Outcome(
            engaged: move.engaged ?? .none,
            helped: move.helped ?? .unknown,
            saidBy: move.saidBy ?? .organisation,
            personWords: move.words,
            remaining: move.remaining,
            askOfPractice: move.ask
        )
    }
}
