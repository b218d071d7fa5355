import Foundation
import TestSupport
import Testing

/// Stopping the mail that asks.
@Suite struct UnsubscribeTests {
    @Test func openingThePageChangesNothingAndItsButtonsStopAndStart() async throws {
        try await Town.open { town in
            let path = "/unsubscribe/\(try await town.place.confirmationToken())"
            let browser = town.browser()
            let before = try town.place.contents()
            let page = try await browser.get(path)
            _ = try await browser.send(.head, path, body: nil, headers: [:])
            #expect(try town.place.contents() == before)
            #expect(try await browser.post(path, [("do", "stop")]).location == path)
            #expect(try await browser.get(path).body.contains("You will get no more e-mails"))
            #expect(try town.place.number("SELECT COUNT(*) FROM mailbox WHERE unsubscribedAt IS NOT NULL") == 1)
            #expect(try await town.signedIn("steward").get("/steward/listings").body.contains("wants no e-mail"))
            #expect(try await browser.post(path, [("do", "start")]).location == path)
            #expect(try await browser.get(path).body == page.body)
        }
    }

    /// Mail programs send what RFC 8058 says, in either of two encodings, without cookies, and follow no redirect.
    @Test func aMailProgramStopsItWithOnePost() async throws {
        let bodies = [
            ("List-Unsubscribe=One-Click", "application/x-www-form-urlencoded"),
            (
                "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n",
                "multipart/form-data; boundary=x"
            ),
            ("", nil),
        ]
        for (body, type) in bodies {
            try await Town.open { town in
                let token = try await town.place.confirmationToken()
                let browser = town.browser()
                for _ in 1...2 {
                    let answer = try await browser.raw("/unsubscribe/\(token)/one-click", body, type: type)
                    #expect(answer.status == .ok)
                }
                #expect(try town.place.number("SELECT COUNT(*) FROM mailbox WHERE unsubscribedAt IS NOT NULL") == 1)
                #expect(try await browser.raw("/unsubscribe/x/one-click", body, type: type).status == .notFound)
            }
        }
    }
}
