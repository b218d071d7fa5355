import Foundation

/// A list of postcodes in a file, or in a folder of files as Code-Point Open comes.
struct PostcodeFiles {
    let urls: [URL]
    /// In bytes.
    let size: Int

    /// - Throws: `Failure.unavailable` with a sentence when there is nothing that can be read.
    init(_ url: URL) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
            throw PostcodeFiles.unusable(url, "is not there")
        }
        urls = isFolder.boolValue ? PostcodeFiles.tables(below: url) : [url]
        guard !urls.isEmpty else { throw PostcodeFiles.unusable(url, "is a folder without a .csv file in it") }
        size = try urls.map(PostcodeFiles.size).reduce(0, +)
    }

    static func unusable(_ url: URL, _ why: String) -> Failure {
        .unavailable("\(url.path) \(why). The postcodes that were known are unchanged.")
    }

    /// In the order of their names. The ordnance survey's list of column names lies among the tables.
    private static func tables(below folder: URL) -> [URL] {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap {
            $0 as? URL
        }
        return (files ?? []).filter {
            $0.pathExtension.lowercased() == "csv" && !$0.lastPathComponent.contains("Column_Headers")
        }.sorted { $0.path < $1.path }
    }

    private static func size(of url: URL) throws -> Int {
        guard FileManager.default.isReadableFile(atPath: url.path),
            let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
        else { throw unusable(url, "cannot be read: check its permissions") }
        return (attributes[.size] as? NSNumber)?.intValue ?? 0
    }
}

/// Reads the postcodes of one file after the other, a batch at a time.
///
/// Used by one task at a time.
final class PostcodeReader: @unchecked Sendable {
    private let files: PostcodeFiles
    private var index = 0
    private var current: (table: TableFile, layout: PostcodeLayout)?
    private var fields = TableFields()
    private var finishedBytes = 0
    private(set) var report = PostcodeImporter.Report()
    /// Lines that held something.
    private var lines = 0

    init(_ files: PostcodeFiles) { self.files = files }

    var bytesRead: Int { finishedBytes + (current?.table.bytesRead ?? 0) }

    /// At most so many postcodes; none at the end.
    ///
    /// - Throws: `Failure.unavailable` with a sentence about the file.
    func next(_ most: Int) throws -> [PostcodeLine.Position] {
        var batch: [PostcodeLine.Position] = []
        batch.reserveCapacity(most)
        while batch.count < most, let (table, layout) = try openTable() {
            let url = files.urls[index]
            do {
                guard let line = try table.next({ parse($0, layout) }) else {
                    finishedBytes += table.bytesRead
                    current = nil
                    index += 1
                    continue
                }
                guard let line else { continue }
                lines += 1
                if table.isUnended, line == .unreadable {
                    throw PostcodeFiles.unusable(url, "ends in the middle of line \(table.line): it was cut off")
                }
                if case .postcode(let position) = line { batch.append(position) }
                report.count(line)
            } catch is TableFile.Problem {
                throw PostcodeFiles.unusable(url, "is no table of postcodes")
            }
        }
        return batch
    }

    /// - Returns: nil for an empty line.
    private func parse(_ line: UnsafeBufferPointer<UInt8>, _ layout: PostcodeLayout) -> PostcodeLine? {
        guard !line.isEmpty else { return nil }
        fields.find(in: line, upTo: layout.width)
        return PostcodeLine(line, fields: fields.ranges, layout: layout)
    }

    private func openTable() throws -> (TableFile, PostcodeLayout)? {
        if let current { return current }
        guard files.urls.indices.contains(index) else { return nil }
        let url = files.urls[index]
        guard let layout = try PostcodeReader.layout(of: url), let table = try? TableFile(url) else {
            throw PostcodeFiles.unusable(url, PostcodeReader.shapes)
        }
        if layout.hasHeader { _ = try table.next { _ in } }
        current = (table, layout)
        return current
    }

    private static let shapes =
        "is no list of postcodes: it has neither the columns of the ONS (pcds, lat, long), nor postcode, lat and lon, nor the shape of Code-Point Open"

    private static func layout(of url: URL) throws -> PostcodeLayout? {
        do {
            let first = try TableFile(url).next { Array($0) } ?? []
            if first.starts(with: Array("PK\u{3}\u{4}".utf8)) {
                throw PostcodeFiles.unusable(url, "is a zip archive: unpack it first")
            }
            return first.withUnsafeBufferPointer { PostcodeLayout(firstLine: TableFields.texts(of: $0)) }
        } catch is TableFile.Problem {
            return nil
        }
    }

    /// To be asked at the end: whether the file was mostly what it should be.
    func check() throws {
        guard let url = files.urls.first else { return }
        // One line in a hundred: a slip here and there is left out, a file of another kind is refused.
        if report.unreadable * 100 > lines {
            throw PostcodeFiles.unusable(url, "cannot be read on \(report.unreadable) of its \(lines) lines")
        }
        if report.stored == 0 { throw PostcodeFiles.unusable(url, "holds no postcode that is in use") }
    }
}
