import Foundation
import Testing
import WebSupport

@Suite struct FormReaderTests {
    private enum Colour: String, CaseIterable {
        case red, blue
    }

    private func messages(_ body: String, _ read: (inout FormReader) -> Void) throws -> [String] {
        var form = try reader(body)
        read(&form)
        return form.errors.map { "\($0.input): \($0.message)" }
    }

    @Test func textIsTrimmedAndRequired() throws {
        var form = try reader("name=++Ada+%C2%A0&empty=+%09+")
        #expect(form.text("name", label: "name", max: 3, required: true) == "Ada")
        #expect(form.text("empty", label: "town") == "")
        #expect(form.isValid)
        #expect(form.text("empty", label: "town", required: true) == "")
        #expect(form.text("absent", label: "your address", required: true) == "")
        #expect(form.errors.map(\.message) == ["Enter a town", "Enter your address"])
        #expect(form.message(for: "absent") == "Enter your address")
        #expect(form.message(for: "name") == nil)
        #expect(form.sent("name") == "  Ada \u{A0}")
    }

    @Test func lengthIsCountedInCharactersAndBytes() throws {
        let long = "The name must be 3 characters or fewer"
        #expect(try messages("n=%C3%A9%C3%A9%C3%A9") { _ = $0.text("n", label: "name", max: 3) } == [])
        #expect(try messages("n=abcd") { _ = $0.text("n", label: "name", max: 3) } == ["n: \(long)"])
        let pile = "e" + String(repeating: "%CC%81", count: 10)
        #expect(try messages("n=\(pile)") { _ = $0.text("n", label: "name", max: 3) } == ["n: \(long)"])
    }

    @Test(arguments: ["%00", "a%0Ab", "a%0D%0Ab", "a%09b", "a%1Bb", "a%7Fb", "a%C2%85b", "a%E2%80%A8b"])
    func controlCharactersAreRefusedInALine(value: String) throws {
        let found = try messages("n=x\(value)y") { _ = $0.text("n", label: "name") }
        #expect(found == ["n: The name has characters that cannot be used: type it again"])
    }

    @Test func severalLinesMayHaveBreaksAndTabs() throws {
        var form = try reader("n=%0D%0Aa%0D%0Ab%0Dc%0A%09d%0D%0A&bad=a%00b")
        #expect(form.multiline("n", label: "note") == "a\nb\nc\n\td")
        #expect(form.isValid)
        #expect(form.multiline("bad", label: "text") == "a b")
        #expect(form.errors.count == 1)
    }

    @Test func directionMarksOfCopiedNumbersAreDropped() throws {
        var form = try reader("n=%E2%80%AD020+7946+0000%E2%80%AC")
        #expect(form.text("n", label: "number") == "020 7946 0000")
        #expect(form.isValid)
    }

    @Test func unreadableAndRepeatedFieldsAreReportedOnce() throws {
        let found = try messages("a=%C0%AF&b=1&b=2&c=%ED%A0%80") { form in
            _ = form.text("a", label: "name", max: 1, required: true)
            _ = form.text("b", label: "town")
            _ = form.multiline("c", label: "note")
            form.fail("a", "another")
        }
        #expect(
            found == [
                "a: The name has characters that could not be read: type it again",
                "b: The town was sent more than once: enter it again",
                "c: The note has characters that could not be read: type it again",
            ]
        )
    }

    @Test func choicesComeFromTheList() throws {
        var form = try reader("a=red&b=green&c=&d[]=x&d[]=y&d[]=x&e[]=z")
        #expect(form.choice("a", label: "colour", as: Colour.self) == .red)
        #expect(form.choice("b", label: "colour", as: Colour.self) == nil)
        #expect(form.choice("c", label: "colour", among: ["red"]) == nil)
        #expect(form.choice("c", label: "age group", among: ["red"], required: true) == nil)
        #expect(form.choices("d[]", label: "letter", among: ["x", "y", "z"], required: true) == ["x", "y"])
        #expect(form.choices("e[]", label: "letter", among: ["x"]) == [])
        #expect(form.choices("f[]", label: "letter", among: ["x"], required: true, missing: "Select one or more") == [])
        #expect(
            form.errors.map(\.message) == [
                "Select a colour from the list", "Select an age group", "Select a letter from the list",
                "Select one or more",
            ]
        )
    }

    @Test func boxesAreTickedOrNot() throws {
        var form = try reader("a=on&b=true&c=1&d=yes&e=no&f=")
        #expect(
            ["a", "b", "c", "d", "e", "f", "g"].map { form.checked($0) } == [
                true, true, true, true, false, false, false,
            ]
        )
        #expect(form.isValid)
        #expect(form.checked("g", required: "Tick the box") == false)
        #expect(form.errors.map(\.message) == ["Tick the box"])
    }

    @Test func numbersAreWholeAndInRange() throws {
        var form = try reader("a=+1,200&b=0&c=1.5&d=99999999999999999999999&e=%D9%A3&f=")
        #expect(form.integer("a", label: "number", in: 1...2_000) == 1_200)
        #expect(form.integer("f", label: "number", in: 1...9) == nil)
        #expect(form.isValid)
        for field in ["b", "c", "d", "e"] { #expect(form.integer(field, label: "number", in: 1...9) == nil) }
        #expect(
            form.errors.map(\.message) == ["The number must be between 1 and 9"]
                + Array(repeating: "The number must be a whole number, like 1", count: 3)
        )
    }

    @Test func idsAreUUIDs() throws {
        let id = UUID()
        var form = try reader("a=\(id)&b=1")
        #expect(form.uuid("a", label: "place") == id)
        #expect(form.uuid("b", label: "place") == nil)
        #expect(form.uuid("c", label: "place", required: true) == nil)
        #expect(form.errors.map(\.message) == ["Select a place from the list", "Select a place"])
    }

    @Test(arguments: ["a@b.example", "first.last+tag@sub.example.org"])
    func addressesPass(address: String) throws {
        let sent = address.replacing("+", with: "%2B")
        var form = try reader("e=\(sent)")
        #expect(form.email("e") == address)
        #expect(form.isValid)
    }

    @Test(arguments: ["a", "a@", "@b.example", "a@b", "a@@b.example", "a+b@c.example", "a@b..example", "a@b@c.example"])
    func otherAddressesDoNot(address: String) throws {
        let wanted = "e: Enter an e-mail address in the correct format, like name@example.com"
        #expect(try messages("e=\(address)") { _ = $0.email("e") } == [wanted])
    }

    @Test func secretsAreNotTouched() throws {
        var form = try reader("p=++a%09b+&q=&r=" + String(repeating: "x", count: 1_001))
        #expect(form.secret("p", label: "password") == "  a\tb ")
        #expect(form.isValid)
        _ = form.secret("q", label: "password")
        _ = form.secret("r", label: "new password")
        #expect(
            form.errors.map(\.message) == ["Enter a password", "The new password must be 1000 characters or fewer"]
        )
    }
}
