import Crypto
import Foundation
import Hummingbird

/// Serves a folder that was read into memory at start, and nothing but what was in it then.
///
/// Every file is a route of its own, so there is no path to be tricked with. Dotfiles and links are passed over. Link
/// to a file by ``url(for:)``: its address changes with its content, so browsers may keep it for a year.
public struct StaticFiles: Sendable {
    public enum Problem: Error, Equatable, CustomStringConvertible {
        case folderMissing(String)
        case unreadable(String)
        /// The ending is not one that we know how to serve.
        case unknownType(String)
        case missing(String)
        case tooLarge(String)
        /// A character that routes or addresses would read in another way.
        case badName(String)

        public var description: String {
            switch self {
            case .folderMissing(let folder): "The folder \(folder) does not exist or is not a folder."
            case .unreadable(let file): "The file \(file) cannot be read."
            case .unknownType(let file): "The file \(file) is of a type that is not served."
            case .missing(let file): "There is no file \(file) to link to."
            case .tooLarge(let folder): "The folder \(folder) holds more than 64 MiB."
            case .badName(let file): "The file name \(file) has other characters than a-z, A-Z, 0-9, '.', '-' and '_'."
            }
        }
    }

    private struct Entry: Sendable {
        let content: ByteBuffer
        let type: String
        /// The first 16 hexadecimal digits of the content's SHA-256.
        let version: String
        var eTag: String { "\"\(version)\"" }
    }

    private let prefix: String
    private let entries: [String: Entry]

    /// - Parameters:
    ///   - folder: Read with its subfolders, up to 64 MiB in all.
    ///   - prefix: Where the files appear, such as `/public`.
    /// - Throws: ``Problem``.
    public init(folder: String, prefix: String = "/public") throws {
        var entries: [String: Entry] = [:]
        var total = 0
        do {
            for file in try FolderListing.files(in: folder) {
                let entry = try Self.read(file)
                total += entry.content.readableBytes
                guard total <= 64 * 1_024 * 1_024 else { throw Problem.tooLarge(folder) }
                entries[file.path] = entry
            }
        } catch is FolderListing.Missing {
            throw Problem.folderMissing(folder)
        }
        self.prefix = prefix
        self.entries = entries
    }

    /// Paths below the folder, in alphabetical order.
    public var names: [String] { entries.keys.sorted() }

    /// The address of a file for use in a page: `/public/site.css?v=…`.
    /// - Throws: ``Problem/missing(_:)``; ask at start, so that a wrong name does not wait for a visitor.
    public func url(for name: String) throws(Problem) -> String {
        guard let entry = entries[name] else { throw .missing(name) }
        return "\(prefix)/\(name)?v=\(entry.version)"
    }

    /// Adds a route for GET and HEAD of every file.
    public func addRoutes<Context>(to router: some RouterMethods<Context>) {
        for (name, entry) in entries {
            let path = RouterPath("\(prefix)/\(name)")
            router.on(path, method: .get) { request, _ in Self.response(entry, to: request) }
            router.on(path, method: .head) { request, _ in Self.response(entry, to: request).createHeadResponse() }
        }
    }

    private static func response(_ entry: Entry, to request: Request) -> Response {
        let isCurrent = QueryFields(request).text("v") == entry.version
        let headers: HTTPFields = [
            .contentType: entry.type,
            .eTag: entry.eTag,
            // Without its version in the address a file may change at any time: keep it, but ask.
            .cacheControl: isCurrent ? "public, max-age=31536000, immutable" : "public, no-cache",
        ]
        if EntityTag.isKnown(entry.eTag, to: request) {
            return Response(status: .notModified, headers: headers)
        }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: entry.content))
    }

    private static func read(_ file: FolderListing.File) throws(Problem) -> Entry {
        let isPlain = file.path.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "-")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
            default: false
            }
        }
        guard isPlain else { throw .badName(file.path) }
        let ending = file.path.split(separator: ".").last.map { $0.lowercased() } ?? ""
        guard let type = types[ending] else { throw .unknownType(file.path) }
        guard let data = FileManager.default.contents(atPath: file.location) else { throw .unreadable(file.path) }
        let digest = SHA256.hash(data: data).prefix(8).map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }
        return Entry(content: ByteBuffer(bytes: data), type: type, version: digest.joined())
    }

    /// By file ending. Text says that it is UTF-8, or old browsers guess.
    private static let types = [
        "css": "text/css; charset=utf-8",
        "gif": "image/gif",
        "html": "text/html; charset=utf-8",
        "ico": "image/x-icon",
        "jpeg": "image/jpeg",
        "jpg": "image/jpeg",
        "js": "text/javascript; charset=utf-8",
        "json": "application/json; charset=utf-8",
        "mjs": "text/javascript; charset=utf-8",
        "pdf": "application/pdf",
        "png": "image/png",
        "svg": "image/svg+xml; charset=utf-8",
        "txt": "text/plain; charset=utf-8",
        "webmanifest": "application/manifest+json; charset=utf-8",
        "webp": "image/webp",
        "woff2": "font/woff2",
        "xml": "application/xml; charset=utf-8",
    ]
}
