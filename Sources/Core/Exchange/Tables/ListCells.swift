import Foundation

/// Cells that hold several things, one a line. A line that stands there already stays what it was, with all that a table
/// has no room for; a new line is read as well as it can be.
enum ListCells {
    static let phones = column("phones", \.phones, "phones") {
        joined($0.number, $0.description)
    } read: { line in
        let (number, note) = split(line)
        return Phone(number: String(number.prefix(60)), description: note)
    }

    static let languages = column("languages", \.languages, "languages", text: \.name) { Language(name: $0) }
    static let areas = column("areas", \.areas, "areas", text: \.name) { ServiceArea(name: $0) }
    static let terms = column("terms", \.attributes, "attributes", text: \.name) { OfferAttribute(name: $0) }

    /// `£2.50 per visit | concessions`, `free`, or words.
    static let costs = column("costs", \.costs, "costs") { cost in
        let amount = cost.pence.map { $0 == 0 ? "free" : "£\($0 / 100)" + ($0 % 100 == 0 ? "" : pence($0 % 100)) }
        return joined([amount, cost.per.map { "per \($0)" }].compactMap { $0 }.joined(separator: " "), cost.note)
    } read: { line in
        let (start, note) = split(line)
        if start.lowercased() == "free" { return CostOption(pence: 0, note: note) }
        guard let match = start.wholeMatch(of: #/£(\d{1,5})(?:\.(\d{2}))?(?: per (.{1,60}))?/#),
            let pounds = Int(match.1)
        else { return CostOption(pence: nil, note: line) }
        return CostOption(
            pence: pounds * 100 + (match.2.flatMap { Int($0) } ?? 0),
            per: match.3.map(String.init),
            note: note
        )
    }

    private static func pence(_ rest: Int) -> String { rest < 10 ? ".0\(rest)" : ".\(rest)" }

    /// `Mon, Wed 10:00-12:00`; anything else is kept as words.
    static let times = column("times", \.schedules, "schedules", text: TimesText.line, read: TimesText.schedule)

    /// `name | address | town | postcode`; a confidential address is neither written nor changed.
    static let places = TableColumn(name: "places", field: "locations") { listing in
        listing.locations.map(placeLine).joined(separator: "\n")
    } apply: { cell, listing in
        var known = Dictionary(grouping: listing.locations, by: placeLine)
        let offer = listing.offer.id
        listing.locations = try lines(cell).map { line in
            if known[line]?.isEmpty == false, let same = known[line]?.removeFirst() { return same }
            guard line != confidential else {
                throw TableColumn.CellProblem(reason: "cannot add a confidential address")
            }
            return place(line, of: offer)
        }
    }

    private static let confidential = "(confidential address)"

    private static func placeLine(_ location: Location) -> String {
        guard !location.isConfidential else { return confidential }
        return [location.name, location.address, location.city, location.postcode].map { flat($0 ?? "") }
            .joined(separator: " | ")
    }

    /// Its point is found when it is stored.
    private static func place(_ line: String, of offer: Offer.ID) -> Location {
        let parts = line.components(separatedBy: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        func part(_ index: Int) -> String? {
            parts.indices.contains(index) && !parts[index].isEmpty ? parts[index] : nil
        }
        let lone = parts.count == 1 ? Postcode(line) : nil
        return Location(
            id: Location.ID(named: "place “\(line)” of \(offer)"),
            name: lone == nil ? part(0) : nil,
            address: part(1),
            city: part(2),
            postcode: lone?.text ?? part(3).map { Postcode($0)?.text ?? $0 }
        )
    }

    // MARK: Lines

    private static func column<Part: Sendable & Equatable>(
        _ name: String,
        _ path: WritableKeyPath<Listing, [Part]> & Sendable,
        _ field: String,
        text: @escaping @Sendable (Part) -> String,
        read: @escaping @Sendable (String) -> Part
    ) -> TableColumn {
        TableColumn(name: name, field: field) { listing in
            listing[keyPath: path].map { flat(text($0)) }.joined(separator: "\n")
        } apply: { cell, listing in
            let known = listing[keyPath: path]
            listing[keyPath: path] = try lines(cell).map { line in known.first { flat(text($0)) == line } ?? read(line)
            }
        }
    }

    /// Things in one cell; more are a paste into the wrong one.
    private static let mostLines = 100

    private static func lines(_ cell: String) throws -> [String] {
        let lines = cell.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }
        guard lines.count <= mostLines else {
            throw TableColumn.CellProblem(reason: "has more than \(mostLines) lines")
        }
        return try lines.map { try TableColumn.checkedLine($0) }.filter { !$0.isEmpty }
    }

    /// On one line, as it is read back.
    private static func flat(_ text: String) -> String { String(PlainText.line(text).prefix(TableColumn.longestLine)) }

    private static func joined(_ text: String, _ note: String?) -> String {
        [text, note ?? ""].filter { !$0.isEmpty }.joined(separator: " | ")
    }

    private static func split(_ line: String) -> (String, String?) {
        guard let bar = line.range(of: " | ") else { return (line, nil) }
        return (String(line[..<bar.lowerBound]), String(line[bar.upperBound...]))
    }
}
