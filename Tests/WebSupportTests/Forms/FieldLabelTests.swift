import Testing

@testable import WebSupport

@Suite struct FieldLabelTests {
    @Test(arguments: [
        ("name", "a name", "The name"), ("e-mail address", "an e-mail address", "The e-mail address"),
        ("your address", "your address", "Your address"), ("the reason", "the reason", "The reason"),
        ("a reason", "a reason", "The reason"), ("SMS number", "an SMS number", "The SMS number"),
        ("URL", "a URL", "The URL"), ("unit", "a unit", "The unit"), ("hour", "an hour", "The hour"),
        ("how you heard", "how you heard", "How you heard"),
    ])
    func labelsReadWellInSentences(label: String, withArticle: String, subject: String) {
        #expect(FieldLabel(label).withArticle == withArticle)
        #expect(FieldLabel(label).subject == subject)
    }

    @Test func anEmptyLabelDoesNoHarm() {
        #expect(FieldLabel("").capitalised == "")
        #expect(FieldLabel("a").subject == "The ")
    }
}
