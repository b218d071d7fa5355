/// What the checker's findings are called, and what settles each, in plain words for staff.
extension Finding.Kind {
    /// What is amiss, as a heading.
    public var name: String {
        switch self {
        case .linkDead: "The web address does not work"
        case .linkUnusable: "The web address cannot be used"
        case .endDatePassed: "The last date has passed"
        case .seasonOver: "The term or season is over"
        case .telephone: "The telephone number cannot be right"
        case .postcode: "The postcode cannot be right"
        case .duplicate: "It may be listed twice"
        case .emptyDescription: "The description says too little"
        case .boilerplate: "The description could be of anything"
        case .hardToRead: "The description is hard to read"
        case .mailBounced: "Our e-mail came back"
        }
    }

    /// The one thing that would settle it.
    public var whatToDo: String {
        switch self {
        case .linkDead: "Find the right web address, or ring and ask. Take the old one off."
        case .linkUnusable: "Put in the public web address, beginning with https, or take it off."
        case .endDatePassed, .seasonOver: "Ask for the new dates, or take the listing off."
        case .telephone: "Look the number up on their website, ring it, and put it right."
        case .postcode: "Ask for the right postcode and put it in, so that people find the place."
        case .duplicate: "Look at both. Keep the one that is better kept up, and take the other off."
        case .emptyDescription: "Ask what happens there, who it is for and what to bring, and write it down."
        case .boilerplate: "Ask for a few words of their own about what happens there."
        case .hardToRead: "Make the sentences shorter and the words plainer. Ask them to look at it."
        case .mailBounced: "Ring and ask for an e-mail address that is read."
        }
    }

    /// Whether somebody who goes by the listing is sent wrong by it, so that it belongs in the steward's queue. The
    /// others make a listing poorer; those that become evidence are in the queue by what they weigh there.
    static let misleading: Set<Finding.Kind> = [.telephone, .postcode]
}
