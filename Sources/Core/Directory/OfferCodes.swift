import GRDB

extension Directory {
    /// The code of each offer: the shortest beginning that is its own.
    ///
    /// A beginning belongs to the offer that was added first. So a code that was once printed leads to the same offer for
    /// ever, whatever is added later.
    public func codes(of ids: [Offer.ID]) async throws -> [Offer.ID: OfferCode] {
        try await database.read { db in
            try ids.reduce(into: [:]) { codes, id in codes[id] = try OfferCodeStore.code(of: id, in: db) }
        }
    }

    /// The offer that a code leads to.
    /// - Throws: `Failure.notFound`.
    public func offer(_ code: OfferCode) async throws -> Offer.ID {
        guard let id = try await database.read({ try OfferCodeStore.owner(of: code, in: $0) }) else {
            throw Failure.notFound
        }
        return id
    }

    /// The offers that codes or identifiers name, in order, each once; what names none is left out.
    public func offers(named names: [String]) async throws -> [Offer.ID] {
        try await database.read { db in
            let ids = try names.compactMap { name -> Offer.ID? in
                if let code = OfferCode(name) { return try OfferCodeStore.owner(of: code, in: db) }
                guard let id = Offer.ID(name) else { return nil }
                return try Offer.exists(db, key: id) ? id : nil
            }
            return ids.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        }
    }
}

private enum OfferCodeStore {
    static func owner(of code: OfferCode, in db: Database) throws -> Offer.ID? {
        try Offer.ID.fetchOne(
            db,
            sql: "SELECT id FROM offer WHERE id BETWEEN ? AND ? ORDER BY addedAt, id LIMIT 1",
            arguments: [code.range.lowerBound, code.range.upperBound]
        )
    }

    static func code(of id: Offer.ID, in db: Database) throws -> OfferCode {
        let short = OfferCode.lengths.dropLast().lazy.map { OfferCode(id, length: $0) }
        for code in short where try owner(of: code, in: db) == id { return code }
        return OfferCode(id, length: 26)
    }
}
