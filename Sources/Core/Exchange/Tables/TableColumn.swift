import Foundation

/// One column of the table of offers: how its cell is made, and what a changed cell changes.
struct TableColumn: Sendable {
    let name: String
    /// The field that a changed cell claims (`ListingField`); nil for what a table cannot change.
    let field: String?
    let text: @Sendable (Listing) -> String
    /// - Throws: `CellProblem` with what is wrong.
    let apply: @Sendable (_ cell: String, _ listing: inout Listing) throws -> Void

    struct CellProblem: Error {
        let reason: String
    }

    /// Letters; a longer line is a paste into the wrong cell.
    static let longestLine = 500
    /// Bytes; a longer cell is no description (which is cut at 20,000 letters).
    static let longestCell = 200_000

    /// Of an offer; those of its organisation and its identifiers stand before them.
    static let all: [TableColumn] = [
        line("name", \.offer.name, "name"), optionalLine("other_name", \.offer.alternateName, "alternateName"),
        TableColumn(
            name: "description",
            field: "description",
            text: { $0.offer.description },
            apply: { $1.offer.description = PlainText.paragraphs($0) }
        ),
        paragraphs("who_it_is_for", \.offer.eligibility, "eligibility"),
        age("minimum_age", \.offer.minimumAge, "minimumAge"), age("maximum_age", \.offer.maximumAge, "maximumAge"),
        address("website", \.offer.website, "website", Address.website),
        address("email", \.offer.email, "email", Address.email),
        ListCells.phones, ListCells.costs, paragraphs("cost_in_words", \.offer.feesDescription, "feesDescription"),
        paragraphs("how_to_refer", \.offer.howToRefer, "howToRefer"),
        choice("taking_people", \.offer.intake, "intake"), optionalLine("wait", \.offer.wait, "wait"), neededDetails,
        choice("status", \.offer.status, "status"), ListCells.times, ListCells.places, ListCells.languages,
        ListCells.areas, ListCells.terms, confirmed, changed,
    ]

    // MARK: Kinds

    private static func line(
        _ name: String,
        _ path: WritableKeyPath<Listing, String> & Sendable,
        _ field: String
    ) -> TableColumn {
        TableColumn(name: name, field: field, text: { $0[keyPath: path] }) { cell, listing in
            let text = try checkedLine(cell)
            guard !text.isEmpty else { throw CellProblem(reason: "it has no \(name)") }
            listing[keyPath: path] = text
        }
    }

    private static func optionalLine(
        _ name: String,
        _ path: WritableKeyPath<Listing, String?> & Sendable,
        _ field: String
    ) -> TableColumn {
        TableColumn(name: name, field: field, text: { $0[keyPath: path] ?? "" }) { cell, listing in
            let text = try checkedLine(cell)
            listing[keyPath: path] = text.isEmpty ? nil : text
        }
    }

    static func checkedLine(_ cell: String) throws -> String {
        guard cell.utf8.count <= longestLine * 4 else {
            throw CellProblem(reason: "is longer than \(longestLine) letters")
        }
        let text = PlainText.line(cell)
        guard text.count <= longestLine else { throw CellProblem(reason: "is longer than \(longestLine) letters") }
        return text
    }

    private static func paragraphs(
        _ name: String,
        _ path: WritableKeyPath<Listing, String?> & Sendable,
        _ field: String
    ) -> TableColumn {
        TableColumn(name: name, field: field, text: { $0[keyPath: path] ?? "" }) { cell, listing in
            let text = PlainText.paragraphs(cell)
            listing[keyPath: path] = text.isEmpty ? nil : text
        }
    }

    private static func age(
        _ name: String,
        _ path: WritableKeyPath<Listing, Int?> & Sendable,
        _ field: String
    ) -> TableColumn {
        TableColumn(name: name, field: field, text: { $0[keyPath: path].map(String.init) ?? "" }) { cell, listing in
            let text = cell.trimmingCharacters(in: .whitespaces)
            let age = Int(text)
            guard text.isEmpty || age.map((0...130).contains) == true else {
                throw CellProblem(reason: "must be a whole number from 0 to 130")
            }
            listing[keyPath: path] = age
        }
    }

    private static func address(
        _ name: String,
        _ path: WritableKeyPath<Listing, String?> & Sendable,
        _ field: String,
        _ read: @escaping @Sendable (String) -> String?
    ) -> TableColumn {
        TableColumn(name: name, field: field, text: { $0[keyPath: path] ?? "" }) { cell, listing in
            let text = try checkedLine(cell)
            let address = read(text)
            guard text.isEmpty || address != nil else { throw CellProblem(reason: "is no address that can be used") }
            listing[keyPath: path] = address
        }
    }

    private static func choice<Choice: RawRepresentable & CaseIterable & Sendable>(
        _ name: String,
        _ path: WritableKeyPath<Listing, Choice> & Sendable,
        _ field: String
    ) -> TableColumn where Choice.RawValue == String {
        TableColumn(name: name, field: field, text: { $0[keyPath: path].rawValue }) { cell, listing in
            let word = cell.trimmingCharacters(in: .whitespaces).lowercased()
            guard !word.isEmpty else { return }
            guard let choice = Choice(rawValue: word) else {
                let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
                throw CellProblem(reason: "must be one of: \(words)")
            }
            listing[keyPath: path] = choice
        }
    }

    /// `name, phone, reason`: what they need to know about somebody who is referred. Empty where they have not said, and
    /// `name` where they need nothing else. No feed has it, so nobody has to own it.
    private static let neededDetails = TableColumn(
        name: "needed_details",
        field: nil,
        text: { listing in
            guard let needed = listing.offer.neededFields else { return "" }
            return SharedField.allCases.filter { $0 == .name || needed.contains($0) }.map(\.rawValue)
                .joined(separator: ", ")
        },
        apply: { cell, listing in
            let words = cell.split { $0 == "," || $0.isNewline }.map { $0.trimmingCharacters(in: .whitespaces) }
                .filter { !$0.isEmpty }
            let fields = try words.map { word in
                guard let field = SharedField.allCases.first(where: { $0.rawValue.lowercased() == word.lowercased() })
                else {
                    let all = SharedField.allCases.map(\.rawValue).joined(separator: ", ")
                    throw CellProblem(reason: "must be some of: \(all)")
                }
                return field
            }
            listing.offer.neededFields =
                fields.isEmpty ? nil : SharedField.allCases.filter { $0 != .name && fields.contains($0) }
        }
    )

    /// When somebody who knows last checked the listing; an earlier date than the known one changes nothing.
    private static let confirmed = TableColumn(
        name: "confirmed_on",
        field: nil,
        text: { $0.offer.confirmedAt.map { Day($0).description } ?? "" },
        apply: { cell, listing in
            let text = cell.trimmingCharacters(in: .whitespaces)
            guard !text.isEmpty else { return }
            guard let day = Day(iso: text), day.year >= 1990 else {
                throw CellProblem(reason: "must be a date such as 2026-03-31")
            }
            guard day.start > listing.offer.confirmedAt ?? .distantPast else { return }
            listing.offer.confirmedAt = day.start
            listing.offer.confirmedBy = listing.organisation.name
        }
    )

    /// Written, never read.
    private static let changed = TableColumn(
        name: "changed_on",
        field: nil,
        text: { Day($0.offer.lastModified).description },
        apply: { _, _ in }
    )
}
