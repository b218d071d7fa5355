import Core
import Crypto
import Foundation
import Logging
import SearchIndex
import Web
import WebSupport

/// The real application over a data folder of its own, which goes when the test does.
public final class TestPlace: Sendable {
    public let folder: URL
    public let features: Features
    public let clock: ManualClock
    public let database: AppDatabase

    public static let demoPassword = "a password for tests"

    /// The root of the repository.
    public static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// `../shared`, when it is there: tests may use it and must pass without it.
    public static var shared: URL? {
        let folder = root.deletingLastPathComponent().appendingPathComponent("shared", isDirectory: true)
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }

    /// Outward postcodes, practices and needs, and nothing else.
    public static func empty() async throws -> TestPlace { try await TestPlace(from: Template.empty.value) }

    /// The seed place, as it is on the clock's usual start.
    ///
    /// - Parameter watch: told every statement that is asked of the database.
    public static func demo(watch: (@Sendable (String) -> Void)? = nil) async throws -> TestPlace {
        try await TestPlace(from: Template.demo.value, watch: watch)
    }

    private init(from template: URL, watch: (@Sendable (String) -> Void)? = nil) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("fingerpost-test-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: template, to: folder)
        clock = ManualClock()
        database = try AppDatabase.open(at: folder.appendingPathComponent("fingerpost.sqlite"), watch: watch)
        features = try TestPlace.features(database, folder: folder, clock: clock.clock)
    }

    deinit {
        try? database.close()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Fixed, so that a copied template can be read.
    public static let secret = SymmetricKey(data: Data(repeating: 7, count: 32))

    /// The word lists as they are shipped, read once for all tests.
    public static func lexicon() throws -> Lexicon { try readLexicon.get() }

    private static let readLexicon = Result { try Lexicon(folder: root.appendingPathComponent("seed/words")) }

    static func features(_ database: AppDatabase, folder: URL, clock: AppClock) throws -> Features {
        try Features(
            database: database,
            indexPath: folder.appendingPathComponent("index").path,
            clock: clock,
            secret: secret,
            publicURL: "http://127.0.0.1:8080",
            transport: SpoolTransport(folder: folder.appendingPathComponent("spool"), sender: "fingerpost@localhost"),
            lexicon: TestPlace.lexicon(),
            readers: 1,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    /// The pages over this place.
    ///
    /// Its rate limits stand still: however slow the machine, the eleventh try is the eleventh.
    public func site(isDemo: Bool = false, publicURL: String = "http://127.0.0.1:8080") throws -> Site {
        let instant = ContinuousClock.now
        return try Site(
            features: features,
            home: TestPlace.root,
            secret: TestPlace.secret,
            settings: SiteSettings(publicURL: publicURL, isDemo: isDemo),
            hasher: PasswordHasher(parameters: .quickForTests),
            instant: { instant }
        )
    }
}

/// Data folders that are made once and copied for every test.
private enum Template {
    static let empty = Task { try await make(withSeed: false) }
    static let demo = Task { try await make(withSeed: true) }

    private static func make(withSeed: Bool) async throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "fingerpost-template-\(UUID().uuidString)"
        )
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let seed = TestPlace.root.appendingPathComponent("seed")
        let database = try AppDatabase.open(at: folder.appendingPathComponent("fingerpost.sqlite"))
        let features = try TestPlace.features(database, folder: folder, clock: ManualClock().clock)
        try await features.reference.refresh(from: seed)
        if withSeed {
            let hash = try await PasswordHasher(parameters: .quickForTests).hash(TestPlace.demoPassword)
            _ = try await features.seed.load(from: seed.appendingPathComponent("place"), passwordHash: hash)
        }
        try await features.indexer.reconcile()
        await features.indexer.close()
        try database.close()
        return folder
    }
}
