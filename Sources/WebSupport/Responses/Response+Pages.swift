import Foundation
import HTTPTypes
import Hummingbird

/// How long a browser or proxy may keep a page.
public enum Caching: Sendable, Equatable {
    /// Not at all: the default, because most pages show something about the person signed in.
    case noStore
    /// For everybody, this many seconds.
    case shared(seconds: Int)

    var header: String {
        switch self {
        case .noStore: "no-store"
        case .shared(let seconds): "public, max-age=\(max(0, seconds))"
        }
    }
}

extension Response {
    /// A page of HTML in UTF-8.
    public static func html(
        _ page: String,
        status: HTTPResponse.Status = .ok,
        caching: Caching = .noStore
    ) -> Response {
        text(page, type: "text/html; charset=utf-8", status: status, caching: caching)
    }

    /// Sends the browser to another page with a GET (303), so that reloading does not send a form again.
    /// - Parameter location: A path of this site; check one that came with a request with ``LocalPath`` first.
    public static func seeOther(_ location: String) -> Response {
        var response = Response.redirect(to: location, type: .normal)
        response.headers[.cacheControl] = Caching.noStore.header
        return response
    }

    /// JSON with sorted keys, dates in ISO 8601 and nil fields left out.
    /// - Throws: `EncodingError`.
    public static func json(
        _ value: some Encodable,
        status: HTTPResponse.Status = .ok,
        caching: Caching = .noStore,
        type: String = "application/json; charset=utf-8"
    ) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        let text = String(decoding: try encoder.encode(value), as: UTF8.self)
        return .text(text, type: type, status: status, caching: caching)
    }

    /// Text of any media type.
    public static func text(
        _ text: String,
        type: String = "text/plain; charset=utf-8",
        status: HTTPResponse.Status = .ok,
        caching: Caching = .noStore
    ) -> Response {
        Response(
            status: status,
            headers: [.contentType: type, .cacheControl: caching.header],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }
}

extension HTTPFields {
    /// All values of a header that has no constant in the library, in the order received.
    func values(named name: String) -> [String] {
        HTTPField.Name(name).map { self[values: $0] } ?? []
    }

    /// Sets a header that is not there yet, and leaves alone one that is.
    mutating func setDefault(_ name: String, _ value: String) {
        guard let name = HTTPField.Name(name), self[name] == nil else { return }
        self[name] = value
    }
}
