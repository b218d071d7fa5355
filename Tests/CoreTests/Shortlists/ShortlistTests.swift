import Core
import Testing

/// The list itself: order, notes, and how much it holds.
@Suite struct ShortlistTests {
    private let ids = (0..<25).map { _ in Offer.ID() }

    private func list(_ count: Int) throws -> Shortlist {
        var list = Shortlist()
        for id in ids.prefix(count) { try list.add(id) }
        return list
    }

    @Test func linesMoveUpAndDownAndStopAtTheEnds() throws {
        var list = try list(3)
        list.move(ids[0], .up)
        list.move(ids[2], .down)
        #expect(list.offers == Array(ids.prefix(3)))
        list.move(ids[2], .up)
        #expect(list.offers == [ids[0], ids[2], ids[1]])
        list.move(ids[0], .down)
        #expect(list.offers == [ids[2], ids[0], ids[1]])
        list.move(ids[0], .remove)
        list.move(ids[9], .remove)
        list.move(ids[9], .up)
        #expect(list.offers == [ids[2], ids[1]])
    }

    @Test func anOfferIsOnItOnceAndKeepsItsNote() throws {
        var list = try list(2)
        list.note([ids[1]: "Bus 36 stops outside.", ids[9]: "x"])
        try list.add(ids[1])
        list.move(ids[1], .up)
        #expect(list.lines == [.init(offer: ids[1], note: "Bus 36 stops outside."), .init(offer: ids[0])])
        #expect(list.notes.count == 2)
    }

    @Test func aFullListSaysSo() throws {
        var list = try list(Shortlist.most)
        #expect(throws: Failure.self) { try list.add(ids[24]) }
        try list.add(ids[0])
        #expect(list.lines.count == Shortlist.most)
    }
}
