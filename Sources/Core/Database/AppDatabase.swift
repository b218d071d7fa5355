import Foundation
import GRDB

/// The one SQLite database of a place: opened durable, migrated by an explicit step, refused when newer than the program.
public final class AppDatabase: Sendable {
    let writer: any DatabaseWriter

    /// Opens for reading and writing, and migrates.
    ///
    /// - Parameter watch: told every statement as it is prepared, without its values.
    /// - Throws: `Failure.unavailable` with a sentence for the operator.
    public static func open(at file: URL, watch: (@Sendable (String) -> Void)? = nil) throws -> AppDatabase {
        do {
            var configuration = configuration(readonly: false)
            if let watch {
                configuration.prepareDatabase { db in
                    db.trace { if case .statement(let statement) = $0 { watch(statement.sql) } }
                }
            }
            let pool = try DatabasePool(path: file.path, configuration: configuration)
            // GRDB sets `synchronous = NORMAL` while it opens, also over what `prepareDatabase` asked for, and then a
            // power cut loses acknowledged referrals. So ask afterwards, and make sure.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            let database = AppDatabase(pool)
            try database.assertDurable()
            try database.migrate()
            return database
        } catch let error as DatabaseError {
            throw Failure.unavailable(explain(error, file: file))
        }
    }

    /// Opens an up-to-date database for reading beside the process that writes it.
    public static func openReadOnly(at file: URL) throws -> AppDatabase {
        guard FileManager.default.fileExists(atPath: file.path) else {
            throw Failure.unavailable(
                "There is no Fingerpost data in \(file.deletingLastPathComponent().path). Run `fingerpost migrate` or `fingerpost import FILE` first."
            )
        }
        do {
            let queue = try DatabaseQueue(path: file.path, configuration: configuration(readonly: true))
            let database = AppDatabase(queue)
            try queue.read { db in
                try refuseNewer(db)
                guard try Migrations.migrator.hasCompletedMigrations(db) else {
                    throw Failure.unavailable("The data is from an older version. Run `fingerpost migrate` first.")
                }
            }
            return database
        } catch let error as DatabaseError {
            throw Failure.unavailable(explain(error, file: file))
        }
    }

    private init(_ writer: any DatabaseWriter) { self.writer = writer }

    public func close() throws { try writer.close() }

    package func read<Value: Sendable>(_ body: @Sendable @escaping (Database) throws -> Value) async throws -> Value {
        try await writer.read(body)
    }

    /// One closure is one transaction: state, event, audit row, outbox row and dirty mark together or not at all.
    package func write<Value: Sendable>(_ body: @Sendable @escaping (Database) throws -> Value) async throws -> Value {
        try await writer.write(body)
    }

    /// Calls `action` after every commit that marks a listing for the index, until the returned value goes.
    public func onDirtyMarks(_ action: @Sendable @escaping () -> Void) -> Observation {
        let region = DatabaseRegionObservation(tracking: AppDatabase.dirtyMarks)
        return Observation(region.start(in: writer, onError: { _ in }, onChange: { _ in action() }))
    }

    static let dirtyMarks = Table("indexDirty")

    public final class Observation: Sendable {
        private let cancellable: AnyDatabaseCancellable
        fileprivate init(_ cancellable: AnyDatabaseCancellable) { self.cancellable = cancellable }
    }

    private static func configuration(readonly: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = readonly
        configuration.busyMode = .timeout(5)
        configuration.foreignKeysEnabled = true
        configuration.label = "fingerpost"
        configuration.prepareDatabase { $0.add(function: FHIRName.function) }
        return configuration
    }

    /// SQLite reports 2 for FULL.
    private func assertDurable() throws {
        let level = try writer.unsafeReentrantWrite { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
        guard level == 2 else {
            throw Failure.unavailable("The database could not be made durable (PRAGMA synchronous is not FULL).")
        }
    }

    private func migrate() throws {
        try writer.read { try AppDatabase.refuseNewer($0) }
        try Migrations.migrator.migrate(writer)
    }

    private static func refuseNewer(_ db: Database) throws {
        if try Migrations.migrator.hasBeenSuperseded(db) {
            throw Failure.unavailable(
                "The data was written by a newer version of Fingerpost. Use that version, or an older backup."
            )
        }
    }

    private static func explain(_ error: DatabaseError, file: URL) -> String {
        switch error.resultCode {
        case .SQLITE_NOTADB, .SQLITE_CORRUPT:
            "\(file.path) is not a sound Fingerpost database. Restore a backup, or move the file away."
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH:
            "\(file.path) cannot be opened: check that this user may read and write the folder and the file."
        case .SQLITE_FULL:
            "The disk is full: \(file.path) could not be written."
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            "\(file.path) is in use by another program."
        default:
            "\(file.path) could not be used (SQLite: \(error.resultCode))."
        }
    }
}

extension AppDatabase {
    /// SQLite's own word on its file: empty when sound.
    public func unsoundness() async throws -> [String] {
        try await read { db in
            let integrity = try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
            let strays = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map {
                "A row of \($0[0] as String) points nowhere."
            }
            return integrity + strays
        }
    }
}
