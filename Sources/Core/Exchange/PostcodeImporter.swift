import Foundation
import GRDB

/// Brings the places of whole postcodes in: all of a list, or nothing of it.
///
/// The list goes into a table of its own, some thousand rows a transaction, so that a running server can write in between; one short
/// transaction at the end puts that table in the place of the old one. An import that fails or is killed leaves the
/// postcodes that were known; what it left behind goes with the next.
public struct PostcodeImporter: Sendable {
    let database: AppDatabase
    /// Two imports at once would fill one table.
    private let turnstile = Turnstile()

    init(database: AppDatabase) { self.database = database }

    private static let batchSize = 20_000
    private static let incoming = "postcodeIncoming"

    public struct Report: Sendable, Equatable {
        public private(set) var stored = 0
        public private(set) var ended = 0
        public private(set) var withoutPlace = 0
        public private(set) var northernIreland = 0
        public private(set) var unreadable = 0

        mutating func count(_ line: PostcodeLine) {
            switch line {
            case .postcode: stored += 1
            case .ended: ended += 1
            case .withoutPlace: withoutPlace += 1
            case .northernIreland: northernIreland += 1
            case .unreadable: unreadable += 1
            }
        }

        public var summary: String {
            let left = [
                (ended, "no longer in use"), (withoutPlace, "without a place"),
                (northernIreland, "in Northern Ireland, which have another licence"),
                (unreadable, "that cannot be read"),
            ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
            let end = left.isEmpty ? "" : " Left out: \(left.joined(separator: ", "))."
            return "Postcodes known now: \(stored).\(end)"
        }
    }

    /// In megabytes of the file.
    public typealias Progress = @Sendable (_ done: Int, _ total: Int) -> Void

    /// Whether there is anything to read, before anything is opened or made.
    ///
    /// - Throws: `Failure.unavailable` with a sentence about it.
    public static func check(_ file: URL) throws { _ = try PostcodeFiles(file) }

    /// Replaces all postcodes by those of the file: NSPL, ONSPD or Code-Point Open (a file, or the folder of them), or a table with the
    /// columns postcode, lat and lon. Those no longer in use, without a place and in Northern Ireland are left out.
    ///
    /// - Throws: `Failure.unavailable` with a sentence about the file; then the postcodes are as they were.
    public func importPostcodes(from file: URL, progress: @escaping Progress = { _, _ in }) async throws -> Report {
        let files = try PostcodeFiles(file)
        return try await turnstile.pass {
            do {
                return try await replaceAll(with: files, progress: progress)
            } catch {
                try? await database.write { try PostcodeImporter.dropIncoming(in: $0) }
                throw error
            }
        }
    }

    private func replaceAll(with files: PostcodeFiles, progress: Progress) async throws -> Report {
        let reader = PostcodeReader(files)
        try await database.write { db in
            try PostcodeImporter.dropIncoming(in: db)
            try db.execute(sql: M005_Places.postcode(PostcodeImporter.incoming))
        }
        let megabytes = { (bytes: Int) in (bytes + 999_999) / 1_000_000 }
        while case let batch = try reader.next(PostcodeImporter.batchSize), !batch.isEmpty {
            try await database.write { try PostcodeImporter.store(batch, in: $0) }
            progress(megabytes(reader.bytesRead), megabytes(files.size))
        }
        try reader.check()
        try await database.write { db in
            try db.execute(sql: "DROP TABLE postcode; ALTER TABLE \(PostcodeImporter.incoming) RENAME TO postcode")
        }
        return reader.report
    }

    private static func dropIncoming(in db: Database) throws {
        try db.execute(sql: "DROP TABLE IF EXISTS \(incoming)")
    }

    /// A postcode that comes twice is where it came last.
    private static func store(_ batch: [PostcodeLine.Position], in db: Database) throws {
        let insert = try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO \(incoming) (code, latitude, longitude) VALUES (?, ?, ?)"
        )
        for position in batch {
            insert.setUncheckedArguments([position.code, position.latitude, position.longitude])
            try insert.execute()
        }
    }
}
