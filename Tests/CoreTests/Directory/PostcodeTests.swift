import TestSupport
import Testing

@testable import Core

@Suite("A postcode")
struct PostcodeTests {
    @Test(
        "is understood however it is typed",
        arguments: [
            ("SE15 3CK", "SE15 3CK"), ("se153ck", "SE15 3CK"), (" s e 1 5 3 c k ", "SE15 3CK"), ("M1 1AA", "M1 1AA"),
            ("m11aa", "M1 1AA"), ("E1 6AN", "E1 6AN"), ("E16AN", "E1 6AN"), ("EC1A 1BB", "EC1A 1BB"),
            ("W1A0AX", "W1A 0AX"),
            ("N1C\u{A0}4AG", "N1C 4AG"), ("SE15", "SE15"), ("e8", "E8"), ("EC1", "EC1"), ("ec1v", "EC1V"),
            ("SW1A", "SW1A"),
        ]
    )
    func forms(typed: String, text: String) { #expect(Postcode(typed)?.text == text) }

    @Test(
        "cannot be just anything",
        arguments: [
            "", " ", "E", "8", "15", "SE153", "SE15 3", "SE15 3C", "ABC1 1AA", "1A 1AA", "E8 AAA", "E8-1AA", "London",
            "90210", "Ё8 1AA",
            "E８ 1AA", "ß1 1AA", "E8 1AAA", "E8 1AA; DROP", "M1 1A1", "E8\r\n\u{0}1AA",
        ]
    )
    func nonsense(_ typed: String) { #expect(Postcode(typed) == nil) }
}

@Suite("The gazetteer")
struct GazetteerTests {
    @Test("knows where the outward half of a postcode is")
    func known() async throws {
        let place = try await TestPlace.empty()
        let postcode = try #require(Postcode("E8 1AA"))
        let outcode = try #require(try await place.features.gazetteer.outcode(of: postcode))
        #expect(outcode.code == "E8")
        #expect(abs(outcode.latitude - 51.541) < 0.02 && abs(outcode.longitude + 0.063) < 0.02)
    }

    @Test(
        "takes the first of EC1A, EC1M and so on when somebody says EC1, and E1 as it is",
        arguments: [
            ("EC1", "EC1A"), ("SW1", "SW1A"), ("WC2", "WC2A"), ("E1", "E1"),
        ]
    )
    func spoken(typed: String, code: String) async throws {
        let place = try await TestPlace.empty()
        let postcode = try #require(Postcode(typed))
        #expect(try await place.features.gazetteer.outcode(of: postcode)?.code == code)
    }

    @Test("knows nothing of what has the shape and does not exist", arguments: ["ZZ99 9ZZ", "QQ1", "E99"])
    func unknown(_ typed: String) async throws {
        let place = try await TestPlace.empty()
        let postcode = try #require(Postcode(typed))
        #expect(try await place.features.gazetteer.outcode(of: postcode) == nil)
    }
}
