import Core
import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import Web

/// The letter, the tray and what the practice does with them, as pages.
@Suite struct OutcomePageTests {
    /// Of the demo practice, with this tag, not opened yet.
    private func unread(_ town: Town, tag: String = "ACTION") throws -> String {
        try town.place.text(
            "SELECT '/practice/' || id FROM answer WHERE practiceCode = 'ZZ0001' AND loop = 'sent' AND tag = '\(tag)'"
        )
    }

    @Test func theTitleOfThePageFilesItAndNamesNobody() async throws {
        try await Town.open { town in
            let doctor = try await town.signedIn("gp")
            let page = try await doctor.get(try unread(town)).markup
            #expect(
                page.first("title")?.text == "Social prescribing outcome – ACTION – engaged, helped some - Fingerpost"
            )
            #expect(page.first("h1")?.text == "Social prescribing outcome – ACTION – engaged, helped some")
        }
    }

    @Test func theLetterHasEverythingInItsOrder() async throws {
        try await Town.open { town in
            let doctor = try await town.signedIn("gp")
            let body = try await doctor.get(try unread(town)).body
            let parts = [
                "ACTION", "book her a hearing test", "Doreen Pask", "not verified", "(ODS ZZ0001)", "Helped: some",
                "In their own words", "What was tried", "Did not work because", "Still needed, and who does it",
                "871731000000106", "Once per episode", "They agreed to this letter", "Questions to", "version 1",
            ]
            var from = body.startIndex
            for part in parts {
                let found = try #require(
                    body.range(of: part, range: from..<body.endIndex),
                    "\(part) is not there, or too early"
                )
                from = found.lowerBound
            }
        }
    }

    @Test func aNameIsSearchedForWithoutStandingInAnyAddress() async throws {
        try await Town.open { town in
            let doctor = try await town.signedIn("gp")
            let tray = try await doctor.get("/practice")
            let form = try Form(tray, to: "/practice")
            let found = try await doctor.submit(form.with([("name", "PÁSK")]))
            #expect(found.status == .ok && found.body.contains("Doreen Pask") && found.body.contains("1 answer found"))
            #expect(
                !found.markup.links.contains {
                    $0.lowercased().contains("p%c3%a1sk") || $0.lowercased().contains("pask")
                }
            )
            let none = try await doctor.submit(form.with([("name", "Nobody at all")]))
            #expect(none.body.contains("There is nothing to show here."))
            #expect(try await doctor.submit(form.with([("name", " ")])).location == "/practice")
        }
    }

    @Test func theTrayIsFilteredByTagAndByWhatWasDone() async throws {
        try await Town.open { town in
            let doctor = try await town.signedIn("gp")
            let action = try await doctor.get("/practice?tag=ACTION").body
            #expect(action.contains("Doreen Pask") && !action.contains("Olive Stanbridge"))
            let whole = try await doctor.get("/practice").markup.first("h1")?.text
            for tag in ["ACTION", "FILE"] {
                #expect(try await doctor.get("/practice?tag=\(tag)").markup.first("h1")?.text == whole, "what is new")
            }
            #expect(try await doctor.get("/practice?show=filed").body.contains("Marjorie Okafor"))
            #expect(try await !doctor.get("/practice").body.contains("Marjorie Okafor"))
            for odd in ["?show=x&tag=y", "?tag=action", "?filed=99999", "?filed=-1&others=1"] {
                #expect(try await doctor.get("/practice\(odd)").status == .ok)
            }
        }
    }

    @Test func severalAreFiledAtOnceAndNoneWithoutATick() async throws {
        try await Town.open { town in
            try town.place.execute("UPDATE answer SET tag = 'FILE' WHERE practiceCode = 'ZZ0001' AND loop = 'received'")
            let doctor = try await town.signedIn("gp")
            let page = try await doctor.get("/practice/filing")
            let nothing = try await doctor.submit(Form(page, to: "/practice/filing"))
            #expect(nothing.status == .badRequest && nothing.body.contains("Tick what you have read"))
            let all = try Form(try await doctor.get("/practice/filing?all=1"), to: "/practice/filing")
            let ticked = all.values("answers[]").count
            try #require(ticked > 0)
            #expect(try await doctor.submit(all).location == "/practice?filed=\(ticked)")
            let again = try await doctor.submit(all)
            #expect(again.location == "/practice?filed=0&others=1")
            #expect(try await doctor.follow(again).body.contains("Somebody else had filed the rest."))
        }
    }

    @Test func whatIsStillOpenSaysOnWhomItWaits() async throws {
        try await Town.open { town in
            let doctor = try await town.signedIn("gp")
            let page = try await doctor.get("/practice/open")
            #expect(page.body.contains("Delroy Pinnock") && page.body.contains("It waits on The Tin Kettle Company."))
            #expect(page.body.contains("With the link worker Ruth Adeyemi."))
            #expect(!page.body.contains("Kwabena"))
        }
    }

    @Test func aLetterIsPrintedPostedAndReceivedByItsCode() async throws {
        try await Town.open { town in
            let worker = try await town.signedIn("linkworker")
            let list = try await worker.get("/outcomes")
            let paper = try #require(list.markup.links.first { $0.hasSuffix("/paper") })
            let letter = try await worker.get(paper)
            let code = try #require(
                letter.body.components(separatedBy: "letter-code\">").dropFirst().first.map { String($0.prefix(11)) }
            )
            let posted = paper.replacingOccurrences(of: "/paper", with: "/posted")
            #expect(try await worker.submit(Form(letter, to: posted)).location == "/outcomes?posted=1")
            #expect(try await worker.get("/outcomes").body.contains("Nobody has typed the code of the letter yet."))

            let stranger = town.browser()
            let form = try Form(try await stranger.get("/receipt"), to: "/receipt")
            let typed = code.lowercased().replacingOccurrences(of: "-", with: " ")
            let thanks = try await stranger.submit(form.with([("code", typed)]))
            #expect(thanks.location == "/receipt?received=1")
            let said = try await stranger.follow(thanks).body
            #expect(said.contains("It is noted that the letter has come.") && !said.contains("Shirley"))
            #expect(
                try town.place.number("SELECT COUNT(*) FROM answer WHERE isReceivedByCode AND loop = 'received'") == 1
            )
            #expect(try await !worker.get("/outcomes").body.contains("Shirley"))
        }
    }

    @Test func codesAreNotGuessed() async throws {
        try await Town.open { town in
            let stranger = town.browser()
            for wrong in ["", "x", "7K3QM-04XTR", "🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂", String(repeating: "A", count: 41)] {
                let page = try await stranger.post("/receipt", [("code", wrong)])
                #expect(page.status == .badRequest && page.body.contains("There is a problem"))
            }
            var refused = false
            for _ in 0..<25
            where try await stranger.post("/receipt", [("code", "7K3QM-04XTR")]).status == .tooManyRequests {
                refused = true
            }
            #expect(refused)
        }
    }

    @Test func whatCannotBeDeliveredIsTriedAgainOrSaysWhyNot() async throws {
        try await Town.open { town in
            try town.place.execute(
                "UPDATE answer SET loop = 'failed', problem = 'It came back.' WHERE loop = 'drafted'"
            )
            try town.place.execute("UPDATE practice SET way = 'page' WHERE code = 'ZZ0002'")
            try town.place.execute("UPDATE account SET disabledAt = createdAt WHERE practiceCode = 'ZZ0002'")
            let worker = try await town.signedIn("linkworker")
            let list = try await worker.get("/outcomes")
            #expect(list.body.contains("It came back."))
            let again = try #require(
                list.markup.all("form").compactMap { $0["action"] }.first { $0.hasSuffix("/again") }
            )
            let refused = try await worker.submit(Form(list, to: again))
            #expect(refused.status == .conflict && refused.body.contains("It still cannot be delivered."))
            let admin = try await town.signedIn("admin")
            let seen = try await admin.get("/outcomes")
            #expect(seen.body.contains("Lantern Green Medical Practice") && !seen.body.contains("Shirley"))
            #expect(try await admin.get("/steward").body.contains("Lantern Green Medical Practice"))
            try town.place.execute("UPDATE account SET disabledAt = NULL")
            #expect(try await worker.submit(Form(list, to: again)).location == "/outcomes?again=1")
            #expect(try await worker.submit(Form(list, to: again)).location == "/outcomes?again=1")
        }
    }

    @Test func anAdministratorChoosesTheWayAndIsToldWhatIsMissing() async throws {
        try await Town.open { town in
            let admin = try await town.signedIn("admin")
            let path = "/admin/practices/ZZ0002"
            let page = try await admin.get(path)
            let form = try Form(page, to: path)
            #expect(form["way"] == "letter")
            let missing = try await admin.submit(form.with([("way", "e-mail")]))
            #expect(missing.status == .badRequest && missing.body.contains("Enter the e-mail address of the practice."))
            for wrong in [[("way", "pigeon")], [("way", "page"), ("email", "nowhere")]] {
                #expect(try await admin.submit(form.with(wrong)).status == .badRequest)
            }
            let saved = try await admin.submit(form.with([("way", "e-mail"), ("email", "inbox@lantern.example")]))
            #expect(saved.location == "/admin/practices?changed=1")
            #expect(try town.place.number("SELECT COUNT(*) FROM answer WHERE loop = 'drafted'") == 0)
            #expect(try await admin.get("/admin/practices").body.contains("E-mail with a link"))
            for unknown in ["A99999", "x", String(repeating: "9", count: 50)] {
                #expect(try await admin.get("/admin/practices/\(unknown)").status == .notFound)
            }
        }
    }
}
