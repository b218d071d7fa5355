import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@testable import WebSupport

@Suite struct FormFieldsTests {
    private func pairs(_ body: String) throws -> [String] {
        try FormFields(body: body.utf8).all.map { "\($0.name)=\($0.value)" }
    }

    @Test func fieldsKeepTheirOrderAndRepetitions() throws {
        let fields = try FormFields(body: "b=1&a=2&tags[]=x&tags%5B%5D=y&&c&d=&e=f=g".utf8)
        #expect(fields.all.map(\.name) == ["b", "a", "tags[]", "tags[]", "c", "d", "e"])
        #expect(fields.values("tags[]") == ["x", "y"])
        #expect(fields["e"] == "f=g")
        #expect(fields["c"] == "")
        #expect(fields["none"] == nil)
        #expect(fields.problems.isEmpty)
    }

    @Test func textIsDecoded() throws {
        #expect(try pairs("n=Zo%C3%AB+%26+%2B&m=a%0D%0Ab&raw=é") == ["n=Zoë & +", "m=a\r\nb", "raw=é"])
        #expect(try pairs("") == [])
    }

    @Test(arguments: ["%C0%AF", "%ED%A0%80", "%FF", "%", "%4", "%zz", "a%", "%F4%90%80%80", "%C3"])
    func oneUnreadableFieldDoesNotLoseTheOthers(value: String) throws {
        let fields = try FormFields(body: "name=Ada&note=\(value)&town=Ely".utf8)
        #expect(fields.problems == ["note": .notText])
        #expect(fields["name"] == "Ada")
        #expect(fields["town"] == "Ely")
        #expect(fields["note"]?.isEmpty == false)
    }

    @Test func repeatedNamesAreAProblemUnlessMarked() throws {
        let fields = try FormFields(body: "a=1&a=2&b=3&c[]=4&c[]=5".utf8)
        #expect(fields.problems == ["a": .repeated])
        #expect(fields["a"] == "1")
    }

    @Test func formsThatCannotBeReadAreRefused() throws {
        #expect(throws: FormFields.Failure.malformed) { try FormFields(body: "%C0%AF=1".utf8) }
        let many = (0..<200).map { "f\($0)=1" }.joined(separator: "&")
        #expect(try FormFields(body: many.utf8).all.count == 200)
        #expect(throws: FormFields.Failure.malformed) { try FormFields(body: (many + "&x=1").utf8) }
        let flood = String(repeating: "a=1&", count: 16_000)
        #expect(throws: FormFields.Failure.malformed) { try FormFields(body: flood.utf8) }
    }

    private func router() -> Router<TestContext> {
        let router = Router(context: TestContext.self)
        router.post("/") { request, _ in
            try await FormFields(request, limit: 100).all.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
        }
        return router
    }

    @Test func aRequestIsRead() async throws {
        let response = try await send(.post, "/", headers: formType, body: "a=1&b=%C3%A9", to: router())
        #expect(response.text == "a=1,b=é")
        let empty = try await send(.post, "/", to: router())
        #expect(empty.status == .ok)
    }

    @Test(arguments: [
        "application/x-www-form-urlencoded; charset=UTF-8", "Application/X-WWW-Form-URLEncoded;charset=\"utf-8\"",
    ])
    func theTypeMayStateUTF8(type: String) async throws {
        #expect(try await send(.post, "/", headers: [.contentType: type], body: "a=1", to: router()).status == .ok)
    }

    @Test(arguments: [
        nil, "", "text/plain", "application/json", "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded; charset=iso-8859-1", "application/x-www-form-urlencodedx",
    ])
    func otherTypesAre415(type: String?) async throws {
        let headers: HTTPFields = type.map { [.contentType: $0] } ?? [:]
        let response = try await send(.post, "/", headers: headers, body: "a=1", to: router())
        #expect(response.status == .unsupportedMediaType)
    }

    @Test func tooMuchIs413AndMalformedIs400() async throws {
        let exact = "a=" + String(repeating: "x", count: 98)
        #expect(try await send(.post, "/", headers: formType, body: exact, to: router()).status == .ok)
        #expect(
            try await send(.post, "/", headers: formType, body: exact + "x", to: router()).status == .contentTooLarge
        )
        #expect(try await send(.post, "/", headers: formType, body: "%FF=1", to: router()).status == .badRequest)
        // Without a stated length the body itself is counted.
        await #expect(throws: FormFields.Failure.tooLarge) {
            try await FormFields(request(headers: formType, body: exact + "x"), limit: 100)
        }
    }
}
