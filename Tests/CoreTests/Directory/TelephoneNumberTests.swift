import Testing

@testable import Core

@Suite("A telephone number in a listing")
struct TelephoneNumberTests {
    @Test(
        "that can be dialled is let be",
        arguments: [
            "020 7946 0000", "(020) 7946 0000", "+44 20 7946 0000", "+44 (0)20 7946 0000", "0044 20 7946 0000",
            "07700 900123", "0800 1111", "0800 123 456", "0300 123 4567", "01204 88888", "016977 2000", "116 123",
            "111",
            "999", "101", "85258", "18001 020 7946 0000", "020 7946 0000 ext 12", "020 7946 0000 (Mon-Fri 9-5)",
            "020 7946 0000 or 07700 900123", "020 7946 0000 / 07700 900123", "Tel: 020 7946 0000", "+353 1 234 5678",
            "020-7946-0000", "020.7946.0000",
        ]
    )
    func good(number: String) {
        #expect(TelephoneNumber.problem(number) == nil)
    }

    @Test(
        "that cannot is told why",
        arguments: [
            ("", "has no digits"), ("ask at reception", "has no digits"), ("020 7946 00", "is too short"),
            ("020 7946 00001", "is too long"), ("7946 0000", "has no area code"),
            ("7700 900123", "does not begin with 0"),
            ("0600 123 4567", "does not begin like a British number"), ("+44 7700 90012", "is too short"),
            ("020 7946 0000 or 07700", "is too short"), ("+1 23", "has a wrong number of digits"),
            (String(repeating: "0", count: 5_000), "is far too long"), ("٠٢٠ ٧٩٤٦ ٠٠٠٠", "has no digits"),
        ]
    )
    func bad(number: String, problem: String) {
        #expect(TelephoneNumber.problem(number) == problem)
    }
}
