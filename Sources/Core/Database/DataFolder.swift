import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// The folder that holds everything of one place, and the lock that keeps it to one writing process.
///
/// Two processes that write one SQLite file at the same time can corrupt it with the SQLite that Debian 12 has
/// (the WAL-reset bug of versions 3.7.0 to 3.51.2), so a second writer is refused.
public struct DataFolder: Sendable {
    public let url: URL

    public init(_ path: String) { url = URL(fileURLWithPath: path, isDirectory: true) }

    public var database: URL { url.appendingPathComponent("fingerpost.sqlite") }
    public var index: URL { url.appendingPathComponent("index", isDirectory: true) }
    public var spool: URL { url.appendingPathComponent("spool", isDirectory: true) }
    public var defaultKeyFile: URL { url.appendingPathComponent("personal-data.key") }
    public var controlSocket: URL { url.appendingPathComponent("control.sock") }
    private var lockFile: URL { url.appendingPathComponent("lock") }

    /// Makes the folder, for its owner only, and takes the lock until the returned value goes.
    public func lock() throws -> Lock {
        do {
            try FileManager.default.createDirectory(
                at: url,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw Failure.unavailable(
                "The data folder \(url.path) cannot be made: check the path and that this user may write there."
            )
        }
        // A folder that was there may be open to others; it holds what is nobody's but its owner's.
        try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: url.path)
        return try Lock(file: lockFile, folder: url)
    }

    /// Another process has the folder; a server that does can be handed a command.
    public struct InUse: Error {
        let folder: URL

        public var sentence: String {
            "Another Fingerpost process is using \(folder.path). Stop it first (a running server holds its data folder)."
        }
    }

    public final class Lock: Sendable {
        private let descriptor: Int32

        fileprivate init(file: URL, folder: URL) throws {
            descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else {
                throw Failure.unavailable(
                    "The data folder \(folder.path) cannot be written: check that this user may write there."
                )
            }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                close(descriptor)
                throw InUse(folder: folder)
            }
        }

        deinit { close(descriptor) }
    }
}
