/// Offers that somebody on the staff gathers for a person: in order, each with a note for that person to read.
public struct Shortlist: Equatable, Sendable {
    public struct Line: Equatable, Sendable {
        public let offer: Offer.ID
        /// Nothing about a person belongs here: whoever has the link reads it.
        public var note: String

        public init(offer: Offer.ID, note: String = "") {
            self.offer = offer
            self.note = note
        }
    }

    public private(set) var lines: [Line]

    /// More than anybody reads; four pages of paper.
    public static let most = 20
    /// In characters: a few sentences.
    public static let longestNote = 500

    public init(_ lines: [Line] = []) { self.lines = lines }

    public var offers: [Offer.ID] { lines.map(\.offer) }
    public var notes: [Offer.ID: String] { lines.reduce(into: [:]) { $0[$1.offer] = $1.note } }

    /// What a button beside a line does.
    public enum Move: String, Sendable {
        case up, down, remove
    }

    /// - Throws: `Failure.conflict` when it is full.
    public mutating func add(_ offer: Offer.ID) throws(Failure) {
        guard !offers.contains(offer) else { return }
        guard lines.count < Shortlist.most else {
            throw .conflict("Your shortlist has \(Shortlist.most) offers, and that is the most. Take one off first.")
        }
        lines.append(Line(offer: offer))
    }

    /// Moves what is there; a line that has gone meanwhile, or is at the end already, stays as it is.
    public mutating func move(_ offer: Offer.ID, _ move: Move) {
        guard let index = offers.firstIndex(of: offer) else { return }
        switch move {
        case .up where index > 0: lines.swapAt(index, index - 1)
        case .down where index < lines.count - 1: lines.swapAt(index, index + 1)
        case .remove: lines.remove(at: index)
        case .up, .down: break
        }
    }

    public mutating func note(_ notes: [Offer.ID: String]) {
        for index in lines.indices {
            if let note = notes[lines[index].offer] { lines[index].note = note }
        }
    }
}
