import Core
import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import WebSupport

/// Answers of open data: as JSON with an entity tag, or as a stream of lines, and only when something is new.
struct OpenReferralAnswer: Sendable {
    private let visit: Visit

    /// Records that are read and written at a time in a stream: it takes that much memory and no more.
    private static let stretch = 100

    init(_ visit: Visit) { self.visit = visit }

    // MARK: Kinds

    func record<Record: Encodable & Sendable>(_ find: @Sendable () async throws -> Record) async throws -> Response {
        try await admit(visit.site.openDataByAddress)
        return try await json { try OpenReferral.json(try await find()) }
    }

    func list<Record: Encodable & Sendable>(
        _ query: OpenReferralQuery,
        _ page: OpenReferral.Slice,
        read: @Sendable @escaping (OpenReferral.Slice) async throws -> OpenReferral.Part<Record>
    ) async throws -> Response {
        if query.wantsStream {
            try await admit(visit.site.openStreamsByAddress)
            return try await stream(read)
        }
        try await admit(visit.site.openDataByAddress)
        return try await json { try OpenReferral.json(OpenReferralPage(try await read(page), page)) }
    }

    private func admit(_ limiter: RateLimiter) async throws {
        try await limiter.admit(visit.rateKey, otherwise: ", or ask for a whole list as NDJSON")
    }

    // MARK: JSON

    private func json(_ make: () async throws -> Data) async throws -> Response {
        let edition = try await visit.features.openReferral.edition()
        let headers = headers(type: "application/json; charset=utf-8", edition)
        if visit.request.headers[.ifNoneMatch] == nil, isUnchanged(since: edition.since) {
            return Response(status: .notModified, headers: headers)
        }
        let address = visit.request.uri.string
        if let tag = visit.site.openDataTags.tag(of: address, in: edition.tag),
            EntityTag.isKnown(tag, to: visit.request)
        {
            return answer(tag: tag, headers, ResponseBody())
        }
        let body = try await make()
        let digest = SHA256.hash(data: body).prefix(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        visit.site.openDataTags.remember("\"\(digest)\"", of: address, in: edition.tag)
        return answer(tag: "\"\(digest)\"", headers, ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }

    // MARK: Streams

    /// The first stretch is read before anything is sent, so that what cannot be answered is still said with a status.
    private func stream<Record: Encodable & Sendable>(
        _ read: @Sendable @escaping (OpenReferral.Slice) async throws -> OpenReferral.Part<Record>
    ) async throws -> Response {
        let edition = try await visit.features.openReferral.edition()
        let headers = headers(type: "application/x-ndjson; charset=utf-8", edition)
        if visit.request.headers[.ifNoneMatch] == nil, isUnchanged(since: edition.since) {
            return Response(status: .notModified, headers: headers)
        }
        let first = try await read(.following(nil, most: Self.stretch))
        let body = ResponseBody { writer in
            var part = first
            while true {
                try await writer.write(Self.lines(part.records))
                guard let next = part.next else { break }
                part = try await read(.following(next, most: Self.stretch))
            }
            try await writer.finish(nil)
        }
        // Weak: what it is made of is the same, and nobody has compared the bytes.
        return answer(tag: "W/\"\(edition.tag)\"", headers, body)
    }

    private static func lines(_ records: [some Encodable]) throws -> ByteBuffer {
        var buffer = ByteBuffer()
        for record in records {
            buffer.writeBytes(try OpenReferral.json(record))
            buffer.writeInteger(UInt8(ascii: "\n"))
        }
        return buffer
    }

    // MARK: Headers

    private func headers(type: String, _ edition: OpenReferral.Edition) -> HTTPFields {
        [
            .contentType: type, .cacheControl: "public, max-age=0, must-revalidate", .vary: "Accept",
            .lastModified: HTTPDate.text(edition.since),
        ]
    }

    private func answer(tag: String, _ headers: HTTPFields, _ body: ResponseBody) -> Response {
        var headers = headers
        headers[.eTag] = tag
        guard !EntityTag.isKnown(tag, to: visit.request) else {
            return Response(status: .notModified, headers: headers)
        }
        return Response(status: .ok, headers: headers, body: body)
    }

    private func isUnchanged(since changed: Date) -> Bool {
        visit.request.headers[.ifModifiedSince].flatMap(HTTPDate.date).map { changed <= $0 } ?? false
    }
}

/// A page of a list, in the envelope of Open Referral UK.
struct OpenReferralPage<Record: Encodable & Sendable>: Encodable, Sendable {
    let totalItems: Int
    let totalPages: Int
    let pageNumber: Int
    /// Of this page.
    let size: Int
    let firstPage: Bool
    let lastPage: Bool
    let empty: Bool
    let contents: [Record]

    init(_ part: OpenReferral.Part<Record>, _ page: OpenReferral.Slice) {
        var (number, most) = (1, max(1, part.records.count))
        if case .page(let asked, let size) = page { (number, most) = (asked, size) }
        totalItems = part.total ?? part.records.count
        totalPages = (totalItems + most - 1) / most
        pageNumber = number
        size = part.records.count
        firstPage = number == 1
        lastPage = number >= totalPages
        empty = part.records.isEmpty
        contents = part.records
    }
}

/// Dates of headers: RFC 9110 §5.6.7, as in "Sat, 21 Nov 2026 10:00:00 GMT".
enum HTTPDate {
    static func text(_ date: Date) -> String { formatter.string(from: date) }
    static func date(_ text: String) -> Date? { formatter.date(from: text) }

    private static let formatter: DateFormatter = {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = .gmt
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        return formatter
    }()
}
