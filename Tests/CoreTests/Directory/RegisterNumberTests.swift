import Testing

@testable import Core

@Suite("Numbers of registers")
struct RegisterNumberTests {
    @Test(
        "of charities have one spelling",
        arguments: [
            ("1234567", "1234567"), (" 123 456 ", "123456"), ("1234567-1", "1234567"), ("sc012345", "SC012345"),
            ("NIC 100123", "NIC100123"),
        ]
    )
    func charities(_ text: String, _ number: String) { #expect(CharityNumber.tidy(text) == number) }

    @Test(
        "of companies have one spelling, with the zeros that spreadsheets take away",
        arguments: [
            ("01234567", "01234567"), ("1234567", "01234567"), ("sc 123456", "SC123456"), ("OC301234", "OC301234"),
        ]
    )
    func companies(_ text: String, _ number: String) { #expect(CompanyNumber.tidy(text) == number) }

    @Test("are none in other texts", arguments: ["", "0000000", "pending", "12", "SC12", "123456789", "-", "１２３４５６７"])
    func none(_ text: String) {
        #expect(CharityNumber.tidy(text) == nil)
        #expect(CompanyNumber.tidy(text) == nil)
    }

    @Test("of Scotland or Northern Ireland is not taken for an English one when its letters are left off")
    func schemes() {
        let all = ["GB-CHC", "GB-SC", "GB-NIC"]
        let written = [
            ("GB-NIC-100012", nil, "NIC100012"), ("100012", "GB-NIC", "NIC100012"), ("SC012345", "GB-SC", "SC012345"),
            ("012345", "GB-SC", "SC012345"), ("gb-chc-1234567", nil, "1234567"), ("1234567", "GB-CHC", "1234567"),
        ]
        for (text, scheme, whole) in written {
            #expect(RegisterNumber.whole(text, scheme: scheme, of: all) == whole, "\(text)")
        }
    }
}
