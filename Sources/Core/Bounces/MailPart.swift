import Foundation

/// One part of a mail: its headers and what follows them, as bytes, because nothing about them can be relied on.
///
/// Reads what RFC 5322 and RFC 2046 say and forgives what servers do: bare line feeds, an mbox line at the top, a missing
/// closing boundary.
struct MailPart {
    let headers: [(name: String, value: String)]
    let body: ArraySlice<UInt8>

    /// More is not read: a header that is longer than this is not a header.
    private static let longestHeader = 65_536

    init(_ bytes: ArraySlice<UInt8>) {
        var headers: [(name: String, value: String)] = []
        var position = bytes.startIndex
        while position < bytes.endIndex, headers.count < 1_000 {
            let line = MailPart.line(at: &position, in: bytes)
            if line.isEmpty { break }
            if line.first == 32 || line.first == 9, let last = headers.indices.last {
                guard headers[last].value.utf8.count < MailPart.longestHeader else { continue }
                headers[last].value += " " + MailPart.text(line)
            } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
                headers.append((MailPart.text(line[..<colon]).lowercased(), MailPart.text(line[(colon + 1)...])))
            }
        }
        self.headers = headers
        body = bytes[position...]
    }

    subscript(name: String) -> String? { headers.first { $0.name == name }?.value }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.prefix(longestHeader), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The line that begins there, without its end; moves to the next.
    static func line(at position: inout Int, in bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let end = bytes[position...].firstIndex(of: 10) ?? bytes.endIndex
        let line = bytes[position..<end]
        position = min(end + 1, bytes.endIndex)
        return line.last == 13 ? line.dropLast() : line
    }

    // MARK: What it is

    /// "multipart/report", lower case; "text/plain" where nothing is said.
    var kind: String {
        let value = self["content-type"]?.prefix { $0 != ";" } ?? "text/plain"
        return value.trimmingCharacters(in: .whitespaces).lowercased()
    }

    private var boundary: String? {
        guard let value = self["content-type"],
            let match = value.firstMatch(of: #/(?i)[;\s]boundary\s*=\s*(?:"([^"]{1,200})"|([^\s;"]{1,200}))/#)
        else { return nil }
        return (match.1 ?? match.2).map(String.init)
    }

    /// The parts between the boundaries; none when it has not several.
    var parts: [MailPart] {
        guard kind.hasPrefix("multipart/"), let boundary else { return [] }
        let marker = Array("--\(boundary)".utf8)
        var parts: [MailPart] = []
        var start: Int?
        var position = body.startIndex
        while position < body.endIndex, parts.count < 100 {
            let before = position
            let line = MailPart.line(at: &position, in: body)
            guard line.starts(with: marker) else { continue }
            let rest = line.dropFirst(marker.count)
            let isEnd = rest.starts(with: [45, 45])
            // Another boundary may begin with this one.
            guard isEnd || rest.allSatisfy({ $0 == 32 || $0 == 9 }) else { continue }
            if let start { parts.append(MailPart(body[start..<before])) }
            start = isEnd ? nil : position
            if isEnd { return parts }
        }
        if let start { parts.append(MailPart(body[start...])) }
        return parts
    }

    /// The body as text, with its transfer encoding undone; what is no UTF-8 becomes replacement characters.
    var decodedBody: String {
        switch self["content-transfer-encoding"]?.lowercased() {
        case "base64":
            let data = Data(base64Encoded: Data(body), options: .ignoreUnknownCharacters) ?? Data()
            return String(decoding: data, as: UTF8.self)
        case "quoted-printable":
            return String(decoding: MailPart.unquoted(body), as: UTF8.self)
        default:
            return String(decoding: body, as: UTF8.self)
        }
    }

    private static func unquoted(_ body: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = body
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "=") else {
                bytes.append(byte)
                continue
            }
            let next = rest.prefix(2)
            if let value = UInt8(String(decoding: next, as: UTF8.self), radix: 16), next.count == 2 {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else if next.first == 10 {
                rest = rest.dropFirst()
            } else if next.elementsEqual([13, 10]) {
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }
}
