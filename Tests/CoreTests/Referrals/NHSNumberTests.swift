import Testing

@testable import Core

@Suite("An NHS number")
struct NHSNumberTests {
    @Test(
        "is taken with the spaces and hyphens that letters print",
        arguments: ["943 476 5919", "943-476-5919", " 9434765919 "]
    )
    func spaces(_ text: String) throws {
        let number = try NHSNumber(text)
        #expect(number.digits == "9434765919")
        #expect(number.spaced == "943 476 5919")
    }

    @Test("with one wrong digit is refused, whichever digit it is")
    func everyWrongDigit() {
        let right = Array("9434765919")
        for position in right.indices {
            for digit in "0123456789" where digit != right[position] {
                var wrong = right
                wrong[position] = digit
                #expect(throws: NHSNumber.Problem.wrongCheckDigit) { try NHSNumber(String(wrong)) }
            }
        }
    }

    @Test("of one digit repeated passes Modulus 11 and is refused all the same", arguments: Array("0123456789"))
    func repeated(_ digit: Character) {
        #expect(throws: NHSNumber.Problem.repeatedDigit) { try NHSNumber(String(repeating: digit, count: 10)) }
    }

    @Test("whose check digit would be 10 cannot be", arguments: 0...9)
    func checkDigitTen(_ last: Int) {
        // 9·1 + 3·1 = 12 leaves 1, and 11 - 1 = 10.
        #expect(throws: NHSNumber.Problem.wrongCheckDigit) { try NHSNumber("01000001 0\(last)") }
    }

    @Test("may end in the check digit 0")
    func checkDigitZero() throws {
        // 2·1 + 9·1 = 11 leaves 0.
        #expect(try NHSNumber("0100000010").digits == "0100000010")
    }

    @Test("has ten digits", arguments: ["", "943476591", "94347659190"])
    func length(_ text: String) {
        #expect(throws: NHSNumber.Problem.wrongLength) { try NHSNumber(text) }
    }

    @Test(
        "has plain digits only",
        arguments: ["94347659I9", "９４３４７６５９１９", "943.476.5919", "٩٤٣٤٧٦٥٩١٩", "943476591⑨"]
    )
    func plainDigits(_ text: String) {
        #expect(throws: NHSNumber.Problem.notDigits) { try NHSNumber(text) }
    }
}
