import Core

/// What the search page says of a request and its results.
struct SearchWords {
    let request: SearchRequest
    let facets: FacetWords

    private var needName: String? {
        request.choices[.need].flatMap { $0.count == 1 ? facets.value($0[0], of: .need) : nil }
    }

    var title: String {
        let what = request.words.isEmpty ? needName ?? "Find support" : request.words
        return request.near.isEmpty ? what : "\(what) near \(request.near)"
    }

    func heading(_ results: Search.Results) -> String {
        guard results.total > 0 else { return "Nothing found" + about }
        let about = results.isWordless ? "" : about
        let number = SearchWords.count(results.total, isExact: results.totalIsExact)
        // A place among the words is said already.
        let isOwn = results.reading.spot != results.spot
        let place = results.spot.map { results.droppedPlace || !isOwn ? "" : " near \($0.name)" } ?? ""
        return "\(number) \(results.total == 1 ? "offer" : "offers")" + about + place
    }

    private var about: String {
        let words = request.words.trimmingCharacters(in: .whitespaces)
        let need = needName.map { words.isEmpty ? " for \($0)" : " in \($0)" } ?? ""
        return (words.isEmpty ? "" : " for “\(words)”") + need
    }

    /// "12", "10,000+" above what is counted.
    static func count(_ number: Int, isExact: Bool) -> String {
        guard isExact else { return grouped(10_000) + "+" }
        return grouped(number)
    }

    private static func grouped(_ number: Int) -> String {
        number < 1_000 ? String(number) : "\(number / 1_000)," + String(String(1_000 + number % 1_000).dropFirst())
    }

    func chips(_ reading: Reading) -> [SearchPage.Chip] {
        let understood = ChipWords.chips(reading).map { chip in
            SearchPage.Chip(
                label: chip.label,
                href: Path.search(request.with(\.unwanted, request.unwanted.union(chip.keys))).text
            )
        }
        let chosen = FacetName.allCases.flatMap { name in
            (request.choices[name] ?? []).compactMap { key in
                facets.value(key, of: name).map {
                    SearchPage.Chip(label: "Only: \($0)", href: Path.search(request.toggling(name, key)).text)
                }
            }
        }
        return understood + chosen
    }

    func notes(_ results: Search.Results) -> [String] {
        var notes: [String] = []
        if results.isWordless, !request.words.isEmpty {
            notes.append("There is no word to look for in “\(request.words)”, so these are all offers.")
        }
        if results.total > 0, results.found.isEmpty {
            notes.append("There are no more results. The last page is page \(results.lastPage).")
        }
        if let typed = results.unknownPlace {
            notes.append(
                "We do not know the place “\(typed)”. Use a postcode, such as SE15 or SE15 4NA, or the name of a town. "
                    + "These are from anywhere."
            )
        }
        if let spot = results.spot { notes.append(SearchWords.note(spot, results)) }
        if results.isDegraded {
            notes.append("The search is being rebuilt and works less well for a few minutes.")
        }
        return notes
    }

    private static func note(_ spot: Spot, _ results: Search.Results) -> String {
        let radius = Words.count(results.radius, "mile")
        if results.droppedPlace {
            return "There is nothing within \(radius) of \(spot.name), so these are from farther away."
        }
        let middle =
            spot.isApproximate
            ? "We do not know the exact place of \(spot.name), so distances are from the middle of \(spot.outcodes.first ?? "its area")."
            : "Distances are from the middle of \(spot.name)" + (spot.district.isEmpty ? "." : " (\(spot.district)).")
        return "Within \(radius), or for people who live there. \(middle) Help by telephone or online is always shown."
    }
}

extension Search.Results {
    /// Whether nothing was typed that is a word.
    fileprivate var isWordless: Bool { reading.words.isEmpty && !isDegraded }

    var lastPage: Int {
        min(SearchRequest.lastPage, max(1, (total + SearchRequest.pageSize - 1) / SearchRequest.pageSize))
    }
}
