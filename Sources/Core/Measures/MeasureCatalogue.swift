import Crypto
import Foundation
import GRDB

/// The definitions in the database: those that are asked now, and every one that was ever answered.
enum MeasureCatalogue {
    enum Origin: String {
        case builtIn = "built in"
        case pack
    }

    /// Reads a folder of definitions when it has changed since last time.
    ///
    /// - Throws: `Failure.unavailable` with the file and what is wrong in it, or where a definition that was answered
    ///   was changed without a new version.
    static func refresh(_ origin: Origin, from folder: URL?, in database: AppDatabase) async throws {
        let name: Settings.Name = origin == .builtIn ? .measures : .measurePacks
        let digest = digest(of: folder)
        guard try await database.read({ try Settings.value(name, in: $0) }) != digest else { return }
        let measures = try folder.map(MeasureFile.read) ?? []
        try await database.write { db in
            try db.execute(
                sql: "UPDATE measureDefinition SET isOffered = 0 WHERE origin = ?",
                arguments: [origin.rawValue]
            )
            for measure in measures { try store(measure, from: origin, in: db) }
            try Settings.set(name, to: digest, in: db)
        }
    }

    /// Of the names and the contents of a folder's definitions.
    private static func digest(of folder: URL?) -> String {
        var hasher = SHA256()
        for file in folder.map(MeasureFile.files) ?? [] {
            hasher.update(data: Data(file.lastPathComponent.utf8))
            hasher.update(data: (try? Data(contentsOf: file)) ?? Data())
        }
        return ReferenceData.text(hasher.finalize())
    }

    private static func store(_ measure: Measure, from origin: Origin, in db: Database) throws {
        let what = "\(measure.code) version \(measure.version)"
        if let known = try definition(measure.code, measure.version, in: db), known != measure {
            let sql = "SELECT EXISTS (SELECT 1 FROM measureResponse WHERE measure = ? AND measureVersion = ?)"
            if try Bool.fetchOne(db, sql: sql, arguments: [measure.code, measure.version]) == true {
                throw Failure.unavailable(
                    "The measure \(what) was changed, and it has been answered as it was. Give it a new version."
                )
            }
        }
        let sql = "SELECT origin FROM measureDefinition WHERE code = ? AND version = ? AND isOffered"
        let holder = try String.fetchOne(db, sql: sql, arguments: [measure.code, measure.version])
        guard holder == nil || holder == origin.rawValue else {
            throw Failure.unavailable(
                "The measure \(what) comes with the program and in a folder of your own. Give yours a higher version."
            )
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        try db.execute(
            sql: """
                INSERT INTO measureDefinition (code, version, origin, isOffered, definition) VALUES (?, ?, ?, 1, ?)
                ON CONFLICT (code, version) DO UPDATE SET origin = excluded.origin, isOffered = 1,
                    definition = excluded.definition
                """,
            arguments: [
                measure.code, measure.version, origin.rawValue,
                String(decoding: try encoder.encode(measure), as: UTF8.self),
            ]
        )
    }

    static func definition(_ code: String, _ version: Int, in db: Database) throws -> Measure? {
        try String.fetchOne(
            db,
            sql: "SELECT definition FROM measureDefinition WHERE code = ? AND version = ?",
            arguments: [code, version]
        ).map(decoded)
    }

    /// What can be asked now: of each the newest version, the usual ones first.
    static func offered(in db: Database) throws -> [Measure] {
        let all = try String.fetchAll(
            db,
            sql: "SELECT definition FROM measureDefinition WHERE isOffered ORDER BY code, version DESC"
        ).map(decoded)
        let newest = all.reduce(into: [Measure]()) { kept, measure in
            if kept.last?.code != measure.code { kept.append(measure) }
        }
        return newest.filter(\.isUsual) + newest.filter { !$0.isUsual }
    }

    private static func decoded(_ text: String) throws -> Measure {
        try JSONDecoder().decode(Measure.self, from: Data(text.utf8))
    }
}
