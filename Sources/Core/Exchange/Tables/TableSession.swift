import Foundation
import GRDB

/// Stores rows of a table, and carries what has to be remembered between them.
struct TableSession: Sendable {
    let header: TableHeader
    let needs: NeedMatcher
    let now: Date
    var report = ImportReport()
    private var lines: [Offer.ID: Int] = [:]

    /// Who owns what a table changed.
    static let owner = "spreadsheet"

    init(header: TableHeader, needs: NeedMatcher, now: Date) {
        (self.header, self.needs, self.now) = (header, needs, now)
    }

    private struct Refusal: Error {
        let reason: String
    }

    mutating func store(_ rows: [TableText.Row], in db: Database) throws -> [ImportReport.Entry] {
        let ids = rows.compactMap { try? id(of: $0) }
        let known = Dictionary(try DirectoryStore.listings(Array(Set(ids)), in: db).map { ($0.offer.id, $0) }) {
            one,
            _ in one
        }
        return try rows.compactMap { row in
            report.records += 1
            let name = header.cell("id", of: row).flatMap { $0.isEmpty ? nil : String($0.prefix(60)) }
            do {
                let id = try id(of: row)
                if let first = lines[id] { throw Refusal(reason: "the same offer stands on line \(first)") }
                lines[id] = row.line
                try keep(row, id: id, known: known[id], in: db)
                return nil
            } catch let refusal as Refusal {
                report.skipped += 1
                return .init(line: row.line, id: name, what: "skipped", reason: refusal.reason)
            }
        }
    }

    /// That of the row, or one made of names and place, so that the same new row is the same offer the next time.
    private func id(of row: TableText.Row) throws -> Offer.ID {
        guard row.cells.count == header.count else {
            throw Refusal(reason: "it has \(row.cells.count) cells, and the first line names \(header.count)")
        }
        if let key = header.cell("id", of: row)?.trimmingCharacters(in: .whitespaces), !key.isEmpty {
            return ServiceReader.offerID(key)
        }
        let parts = ["organisation_id", "organisation", "name", "places"].map { header.cell($0, of: row) ?? "" }
        return Offer.ID(named: "row \(parts.joined(separator: "\u{1f}"))")
    }

    private mutating func keep(_ row: TableText.Row, id: Offer.ID, known: Listing?, in db: Database) throws {
        var listing = try known ?? newListing(row, id: id, in: db)
        let changed = try apply(row, to: &listing)
        guard known == nil || listing != known else {
            report.unchanged += 1
            return
        }
        try findPoints(of: &listing, in: db)
        if known == nil {
            listing.needs = needs.needs(title: listing.offer.name, terms: listing.attributes.map(\.name))
            if listing.locations.contains(where: { $0.kind == .physical }) { listing.offer.ways = [.inPerson] }
            listing.offer.confirmationInterval = CheckingInterval.days(for: listing)
        } else {
            listing.offer.version += 1
            listing.offer.lastModified = now
        }
        if let known {
            try keep(listing, over: known, in: db)
        } else {
            try listing.organisation.upsert(db)
            try DirectoryStore.saveOffer(listing, isNew: true, in: db)
        }
        try FieldOwners.claim(changed, of: id, by: TableSession.owner, at: now, in: db)
        if known == nil { report.added += 1 } else { report.changed += 1 }
    }

    private func keep(_ changed: Listing, over known: Listing, in db: Database) throws {
        var listing = changed
        try Merges.keepMerged(&listing.offer, in: db)
        try EditStore.keeping(known, by: "a spreadsheet", actor: nil, at: now, in: db) {
            try DirectoryStore.saveOffer(listing, isNew: false, in: db)
        }
        guard listing.offer.status != known.offer.status else { return }
        try Closing.record(listing.offer.status, of: known.offer.id, by: "a spreadsheet", actor: nil, at: now, in: db)
    }

    /// - Returns: the fields whose cells say otherwise than the listing did.
    private func apply(_ row: TableText.Row, to listing: inout Listing) throws -> [String] {
        let before = listing
        var changed: [String] = []
        for column in TableColumn.all {
            guard let cell = header.cell(column.name, of: row), cell != column.text(before) else { continue }
            guard cell.utf8.count <= TableColumn.longestCell else {
                throw Refusal(reason: "its “\(column.name)” is longer than any that can be kept")
            }
            let prior = listing
            do { try column.apply(cell, &listing) } catch let problem as TableColumn.CellProblem {
                throw Refusal(reason: "its “\(column.name)” \(problem.reason)")
            }
            if let field = column.field, listing != prior { changed.append(field) }
        }
        let offer = listing.offer
        if let least = offer.minimumAge, let most = offer.maximumAge, least > most {
            throw Refusal(reason: "its “minimum_age” is above its “maximum_age”")
        }
        return changed
    }

    // MARK: New offers

    private func newListing(_ row: TableText.Row, id: Offer.ID, in db: Database) throws -> Listing {
        let organisation = try organisation(of: row, in: db)
        guard header.cell("name", of: row)?.isEmpty == false else { throw Refusal(reason: "it has no name") }
        return Listing(offer: .blank(id, of: organisation, at: now), organisation: organisation)
    }

    /// One that is here is taken as it is: a table of offers does not change organisations.
    private func organisation(of row: TableText.Row, in db: Database) throws -> Organisation {
        let name: String
        do { name = try TableColumn.checkedLine(header.cell("organisation", of: row) ?? "") } catch {
            throw Refusal(reason: "its “organisation” is too long")
        }
        let key = header.cell("organisation_id", of: row)?.trimmingCharacters(in: .whitespaces) ?? ""
        let charity = header.cell("charity_number", of: row).flatMap(CharityNumber.tidy)
        if key.isEmpty, let known = try TableSession.organisation(named: name, charity: charity, in: db) {
            return known
        }
        let id =
            key.isEmpty
            ? Organisation.ID(named: "organisation of \(name)")
            : Organisation.ID(key) ?? Organisation.ID(named: "organisation \(key)")
        if let known = try Organisation.fetchOne(db, key: id) { return known }
        guard !name.isEmpty else { throw Refusal(reason: "it has no organisation") }
        return Organisation(
            id: id,
            name: name,
            charityNumber: charity,
            companyNumber: header.cell("company_number", of: row).flatMap(CompanyNumber.tidy),
            addedAt: now
        )
    }

    private static func organisation(named name: String, charity: String?, in db: Database) throws -> Organisation? {
        if let charity, let known = try Organisation.filter(Column("charityNumber") == charity).fetchOne(db) {
            return known
        }
        return try Organisation.filter(Column("name") == name).order(Column("addedAt"), Column("id")).fetchOne(db)
    }

    /// Of places that came without one: the middle of the outward postcode.
    private func findPoints(of listing: inout Listing, in db: Database) throws {
        listing.locations = try listing.locations.map { location in
            guard location.coordinate == nil, let postcode = location.postcode.flatMap({ Postcode($0) }),
                let point = try Gazetteer.outcode(of: postcode, in: db)?.coordinate
            else { return location }
            var location = location
            (location.latitude, location.longitude) = (point.latitude, point.longitude)
            location.precision = .outcode
            return location
        }
    }
}
