/// What an entry of the ledger says in plain words, for pages and for the steward's queue.
extension Evidence.Kind {
    /// As a line of the ledger.
    public var news: String {
        switch self {
        case .confirmedOnline: "Confirmed online"
        case .confirmedByPhone: "Confirmed by telephone"
        case .confirmedByLetter: "Confirmed by letter"
        case .editedByOwner: "Changed by the organisation"
        case .assuredBySource: "Checked where the listing comes from"
        case .referralAccepted: "Took on somebody who was referred"
        case .referralAttended: "Somebody who was referred has started"
        case .slipOpened: "A slip was shown at the place"
        case .openedAgain: "Opened again"
        case .mailBounced: "Our e-mail came back"
        case .linkDead: "The web address does not work"
        case .noAnswer: "No answer"
        case .referralLapsed: "A referral was left without an answer"
        case .reportedWrong: "Reported as wrong"
        case .reportedClosed: "Reported as closed"
        case .reportedUnsafe: "Reported as unsafe"
        case .endDatePassed: "The last date of the listing has passed"
        case .contactLeft: "The contact has left"
        case .seasonOver: "The term or season is over"
        case .closed: "Closed"
        }
    }

    /// Why somebody should ring first; nil for what speaks for a listing.
    public var doubtSentence: String? {
        switch self {
        case .mailBounced: "Our e-mails to them come back."
        case .linkDead: "Their web address does not work."
        case .noAnswer: "People got no answer there."
        case .referralLapsed: "Referrals to them were left without an answer."
        case .reportedWrong: "Somebody says that something here is wrong."
        case .reportedClosed: "Somebody says that it has closed."
        case .reportedUnsafe: "Somebody has told us of a worry. We are looking into it."
        case .endDatePassed: "Its last date has passed."
        case .contactLeft: "The person we knew there has left."
        case .seasonOver: "The term or season is over."
        case .closed: "It has closed."
        default: nil
        }
    }

    /// The one thing that would settle it, for the steward; nil for what speaks for a listing.
    var settlingAction: String? {
        switch self {
        case .mailBounced, .contactLeft: "Ring and ask for an e-mail address that is read."
        case .linkDead: "Find the right web address, or ring and ask."
        case .noAnswer: "Try another number or an e-mail, at another time of day."
        case .referralLapsed: "Ring and ask whether they still take referrals, and who answers them."
        case .reportedWrong: "Ring and read the listing to them, line by line."
        case .reportedClosed: "Ring and ask whether it still runs. If nobody answers, ask a neighbour or the venue."
        case .reportedUnsafe: "Read the report today. Speak to your safeguarding lead before you ring."
        case .closed: "Nothing, while it is closed."
        case .endDatePassed, .seasonOver: "Ask for the new dates, or take the listing off."
        default: nil
        }
    }
}
