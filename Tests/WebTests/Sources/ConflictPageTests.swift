import Foundation
import TestSupport
import Testing

@testable import Core
@testable import Web

/// What sources say otherwise, in words that a steward can decide on.
@Suite struct ConflictPageTests {
    @Test func everyFactThatAnImportCanBringHasPlainWords() {
        for field in ListingField.all.map(\.name) + ListingField.ofOrganisation.map(\.field.name) {
            #expect(ConflictWords.knows(field), "\(field)")
            let label = ConflictWords.label(field)
            #expect(!label.contains(".") && label != field && label.first?.isUppercase == true, "\(label)")
        }
    }

    @Test func bothSidesAreNamedAndNothingIsSaidAsNothing() async throws {
        try await Town.open { town in
            try await town.place.conflict("alternateName", theirs: "\"Tin kettles\"")
            try await town.place.conflict("organisation.phone", theirs: "null")
            try await town.place.conflict("status", theirs: "\"defunct\"")
            let page = try await town.signedIn("steward").get("/steward/conflicts")
            for words in ["Other name", "Tin kettles", "(nothing)", "The organisation’s phone", "Closed for good"] {
                #expect(page.body.contains(words), "\(words)")
            }
            #expect(page.markup.all("p").filter { $0.text == "Here" }.count == 3)
            #expect(page.markup.all("p").filter { $0.text == "The source says" }.count == 3)
            for raw in ["alternateName", "null", "Before", "After", "defunct"] {
                #expect(!page.markup.all("main").contains { $0.text.contains(raw) }, "\(raw)")
            }
            let ids = page.markup.ids
            #expect(Set(ids).count == ids.count)
        }
    }

    @Test func theSourceIsTakenAtItsWordOrNot() async throws {
        try await Town.open { town in
            try await town.place.conflict("alternateName", theirs: "\"Tin kettles\"")
            let steward = try await town.signedIn("steward")
            let id = try town.place.text("SELECT id FROM sourceConflict")
            let form = try Form(try await steward.get("/steward/conflicts"), to: "/steward/conflicts/\(id)")
            #expect(try await steward.submit(form.with([("do", "theirs")])).status == .seeOther)
            #expect(
                try town.place.text("SELECT alternateName FROM offer WHERE name = 'Kettle mornings'") == "Tin kettles"
            )
        }
    }
}
