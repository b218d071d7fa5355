/// Listings whose every date lies behind us.
enum EndDates {
    /// Nil as long as one schedule has no end, or an end that is still to come.
    static func observation(_ listing: Listing, today: Day) -> Observation? {
        let ends = listing.schedules.compactMap(\.validTo)
        guard let last = ends.max(), ends.count == listing.schedules.count, last < today else { return nil }
        let isSeason = isSeasonal(listing)
        return Observation(
            kind: isSeason ? .seasonOver : .endDatePassed,
            what: "\(isSeason ? "The season or term" : "The last date") of this listing was \(last).",
            about: last.description
        )
    }

    /// Whether it is the kind of thing that comes back: its own words say so.
    private static func isSeasonal(_ listing: Listing) -> Bool {
        let text = ([listing.offer.name] + listing.schedules.compactMap(\.description)).joined(separator: " ")
            .lowercased()
        return text.split { !$0.isLetter }.contains { seasons.contains(String($0)) }
    }

    private static let seasons: Set<String> = [
        "term", "termtime", "season", "seasonal", "spring", "summer", "autumn", "winter", "christmas", "easter",
        "holidays", "holiday", "semester",
    ]
}
