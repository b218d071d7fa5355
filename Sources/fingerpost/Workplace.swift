import ArgumentParser
import Core
import Crypto
import Foundation
import Logging

/// What every subcommand is given on its command line.
struct CommonOptions: ParsableArguments {
    @Option(help: "The data folder of the place.")
    var data: String = Setting.data.value ?? "./data"

    var folder: DataFolder { DataFolder(data) }
}

/// A data folder opened for a command, with the features over it.
struct Workplace {
    let folder: DataFolder
    let features: Features
    let secret: SymmetricKey
    /// Held until the command ends; nil when it only reads.
    private let lock: DataFolder.Lock?

    /// Opens for writing: takes the lock, brings the schema up to date and loads what is new in the reference lists.
    static func openForWriting(
        _ options: CommonOptions,
        publicURL: String = Workplace.publicURL,
        logger: Logger = Workplace.quietLogger
    ) async throws
        -> Workplace
    {
        let folder = options.folder
        let lock = try folder.lock()
        // Takes as long as all the rest.
        async let lexicon = Workplace.lexicon()
        let database = try AppDatabase.open(at: folder.database)
        let secret = try await KeyFile.secret(at: Workplace.keyFile(folder), of: database)
        let place = try Workplace(
            folder,
            database,
            secret: secret,
            publicURL: publicURL,
            transport: try Transport.chosen(folder),
            lexicon: try await lexicon,
            lock: lock,
            logger: logger
        )
        // First the operator's own measures: what they gave way to comes with the program.
        let packs = Setting.measures.value.map { URL(fileURLWithPath: $0, isDirectory: true) }
        try await place.features.measures.loadPacks(from: packs)
        try await place.features.reference.refresh(from: Home.folder().appendingPathComponent("seed"))
        try await place.features.backfill.run()
        return place
    }

    /// Opens for reading, also beside a running server. What people's details are sealed with is not needed for it.
    static func openForReading(_ options: CommonOptions) throws -> Workplace {
        let folder = options.folder
        let database = try AppDatabase.openReadOnly(at: folder.database)
        return try Workplace(
            folder,
            database,
            secret: SymmetricKey(size: .bits256),
            publicURL: publicURL,
            transport: Transport.spool(folder),
            lexicon: try lexicon(),
            lock: nil,
            logger: quietLogger
        )
    }

    private init(
        _ folder: DataFolder,
        _ database: AppDatabase,
        secret: SymmetricKey,
        publicURL: String,
        transport: any MailTransport,
        lexicon: Lexicon,
        lock: DataFolder.Lock?,
        logger: Logger
    ) throws {
        features = try Features(
            database: database,
            indexPath: folder.index.path,
            clock: .system,
            secret: secret,
            publicURL: publicURL,
            transport: transport,
            lexicon: lexicon,
            logger: logger
        )
        self.folder = folder
        self.secret = secret
        self.lock = lock
    }

    private static func lexicon() throws -> Lexicon {
        try Lexicon(folder: Home.folder().appendingPathComponent("seed/words"))
    }

    /// Commands say themselves what there is to say.
    static var quietLogger: Logger {
        var logger = Logger(label: "fingerpost")
        logger.logLevel = .critical
        return logger
    }

    private static func keyFile(_ folder: DataFolder) -> URL {
        Setting.keyFile.value.map { URL(fileURLWithPath: $0) } ?? folder.defaultKeyFile
    }

    static var publicURL: String {
        let url = Setting.publicURL.value ?? "http://127.0.0.1:\(Setting.port.value ?? "8080")"
        return url.hasSuffix("/") ? String(url.dropLast()) : url
    }

    /// Brings the index up to date, or makes it, saying how far it is.
    func bringIndexUpToDate(_ console: Console) async throws {
        try await features.indexer.reconcile { console.progress($0, $1, "listings indexed") }
    }
}
