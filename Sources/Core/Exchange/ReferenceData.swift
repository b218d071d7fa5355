import Crypto
import Foundation
import GRDB
import SwiftCSV

/// Lists that come with the program: outward postcodes, names of places, GP practices, needs with their lay words,
/// measures.
public struct ReferenceData: Sendable {
    let database: AppDatabase

    /// Loads what has changed since last time; files that are not there leave what is known as it is.
    public func refresh(from folder: URL) async throws {
        try await refresh(.needs, file: folder.appendingPathComponent("needs.tsv")) { rows, db in
            try ReferenceData.storeNeeds(rows, in: db)
        }
        try await refresh(.outcodes, file: folder.appendingPathComponent("outcodes.csv")) { rows, db in
            try ReferenceData.storeOutcodes(rows, in: db)
        }
        try await refresh(.practices, file: folder.appendingPathComponent("practices.csv")) { rows, db in
            try ReferenceData.storePractices(rows, in: db)
        }
        try await refreshPlaces(.places, source: .list, file: folder.appendingPathComponent("places.csv"))
        try await MeasureCatalogue.refresh(.builtIn, from: folder.appendingPathComponent("measures"), in: database)
    }

    /// Loads the areas that a steward named, when they have changed since last time.
    func refreshAreas(from file: URL) async throws {
        try await refreshPlaces(.areas, source: .steward, file: file)
    }

    private func refreshPlaces(_ name: Settings.Name, source: PlaceRow.Source, file: URL) async throws {
        guard let (_, digest) = try await changed(name, file: file) else { return }
        let places = PlaceFile.withBoroughs(try PlaceFile.places(in: file))
        try await database.write { db in
            try PlaceRow.replace(source, with: places, in: db)
            try Settings.set(name, to: digest, in: db)
        }
    }

    private func refresh(
        _ name: Settings.Name,
        file: URL,
        store: @Sendable @escaping ([[String: String]], Database) throws -> Void
    ) async throws {
        guard let (data, digest) = try await changed(name, file: file) else { return }
        let rows = try ReferenceData.rows(data, of: file)
        try await database.write { db in
            try store(rows, db)
            try Settings.set(name, to: digest, in: db)
        }
    }

    /// The file and its digest, unless it is not there or was loaded before.
    private func changed(_ name: Settings.Name, file: URL) async throws -> (Data, digest: String)? {
        guard let data = try? Data(contentsOf: file) else { return nil }
        let digest = ReferenceData.text(SHA256.hash(data: data))
        let known = try await database.read { try Settings.value(name, in: $0) }
        return known == digest ? nil : (data, digest)
    }

    /// As `Settings` holds it.
    static func text(_ digest: SHA256Digest) -> String { digest.map { String($0, radix: 16) }.joined() }

    private static func rows(_ data: Data, of file: URL) throws -> [[String: String]] {
        let delimiter: CSVDelimiter = file.pathExtension == "tsv" ? .tab : .comma
        do {
            return try CSV<Named>(
                string: String(decoding: data, as: UTF8.self),
                delimiter: delimiter,
                loadColumns: false
            ).rows
        } catch {
            throw Failure.unavailable("\(file.path) cannot be read as a table: \(error)")
        }
    }

    private static func storeNeeds(_ rows: [[String: String]], in db: Database) throws {
        for row in rows {
            guard let id = row["id"], let name = row["name"], !id.isEmpty else { continue }
            let words = (row["lay_words"] ?? "").split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
            try Need(id: Need.ID(rawValue: id), name: name, layWords: words.filter { !$0.isEmpty }).upsert(db)
        }
        // Lay words are part of what is indexed.
        for offer in try Offer.ID.fetchAll(db, sql: "SELECT DISTINCT offerID FROM offerNeed") {
            try DirectoryStore.markDirty(offer, in: db)
        }
    }

    private static func storeOutcodes(_ rows: [[String: String]], in db: Database) throws {
        for row in rows {
            guard let code = row["outcode"], let latitude = row["latitude"].flatMap(Double.init),
                let longitude = row["longitude"].flatMap(Double.init)
            else { continue }
            try Gazetteer.Outcode(
                code: code,
                latitude: latitude,
                longitude: longitude,
                place: row["place"] ?? "",
                district: row["district"] ?? ""
            ).upsert(db)
        }
    }

    /// The official list is in capitals and says nothing of who takes part here: that stays as it is.
    private static func storePractices(_ rows: [[String: String]], in db: Database) throws {
        for row in rows {
            guard let code = row["ods_code"], code.count == 6 else { continue }
            try db.cachedStatement(
                sql: """
                    INSERT INTO practice (code, name, address, postcode, phone, takesPart) VALUES (?, ?, ?, ?, ?, 0)
                    ON CONFLICT (code) DO UPDATE SET name = excluded.name, address = excluded.address,
                        postcode = excluded.postcode, phone = excluded.phone
                    """
            ).execute(arguments: [
                code.uppercased(), row["name"] ?? code, row["address"] ?? "", row["postcode"] ?? "", row["phone"],
            ])
        }
    }
}
