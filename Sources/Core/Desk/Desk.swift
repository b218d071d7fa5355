/// Finds the few offers that a receptionist can choose from at a glance.
public struct Desk: Sendable {
    let search: Search
    let directory: Directory

    /// What fits a screen, and what a person waiting can listen to.
    static let bestForWords = 5
    static let bestForTick = 2
    /// Each tick costs a search or three.
    public static let mostTicks = 9

    /// What was found for the patient's words, or for one tick.
    public struct Group: Sendable {
        /// Nil for the words.
        public let tick: Tick?
        public let found: [Search.Found]
    }

    public struct Answer: Sendable {
        /// Only what was asked for: first the words, then each tick in the order of the list.
        public var groups: [Group] = []
        /// What search says about words and place; nil when nothing was asked.
        public var results: Search.Results?
        /// Each search that was made for it, to be counted as those of the search page are.
        public var searches: [(request: SearchRequest, results: Search.Results)] = []
        /// Every offer of the groups in full.
        public var listings: [Offer.ID: Listing] = [:]
    }

    /// Never a hidden listing, nor one that reports speak against; an unconfirmed one only where there are too few others.
    ///
    /// - Parameter ticks: only the first nine count.
    public func find(words: String, near: String, ticks: [Tick]) async throws -> Answer {
        var answer = Answer()
        let request = SearchRequest(words: words, near: near)
        if !request.isEmpty {
            let results = try await search.find(request)
            answer.results = results
            answer.searches.append((request, results))
            answer.groups.append(Group(tick: nil, found: Desk.best(Desk.bestForWords, of: [results.found])))
        }
        for tick in ticks.prefix(Desk.mostTicks) {
            var lists: [[Search.Found]] = []
            for (need, words) in tick.searches {
                let request = SearchRequest(words: words, near: near, need: need)
                let results = try await search.find(request)
                answer.searches.append((request, results))
                answer.results = answer.results ?? results
                lists.append(results.found)
            }
            answer.groups.append(Group(tick: tick, found: Desk.best(Desk.bestForTick, of: lists)))
        }
        let ids = Set(answer.groups.flatMap(\.found).map(\.id))
        for listing in try await directory.listings(Array(ids)) { answer.listings[listing.offer.id] = listing }
        return answer
    }

    /// Takes from each list in turn, so that two needs bring one offer each; what can be trusted and joined comes first.
    static func best(_ count: Int, of lists: [[Search.Found]]) -> [Search.Found] {
        let longest = lists.map(\.count).max() ?? 0
        var inTurn: [Search.Found] = []
        for index in 0..<longest {
            for list in lists where index < list.count {
                let found = list[index]
                guard found.freshness != .hidden, !found.isDisbelieved else { continue }
                if !inTurn.contains(where: { $0.id == found.id }) { inTurn.append(found) }
            }
        }
        let ranks = (0...2).map { rank in inTurn.filter { Desk.rank($0) == rank } }
        return Array(ranks.joined().prefix(count))
    }

    /// 0 for what can be joined, 1 for what is closed or full at the moment, 2 for what nobody has confirmed for long.
    private static func rank(_ found: Search.Found) -> Int {
        if found.freshness == .unconfirmed { return 2 }
        return found.card.status == .active && found.card.intake != .full ? 0 : 1
    }
}
