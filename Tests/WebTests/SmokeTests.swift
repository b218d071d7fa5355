import HummingbirdTesting
import Hummingbird
import TestSupport
import Testing

@Suite struct SmokeTests {
    @Test func home() async throws {
        let place = try await TestPlace.demo()
        let app = Application(router: try place.site().router())
        try await app.test(.router) { client in
            let browser = Browser(client)
            let page = try await browser.get("/")
            #expect(page.status == .ok)
            let signedIn = try await browser.signIn("linkworker")
            #expect(signedIn.location == "/referrals")
            let list = try await browser.follow(signedIn)
            #expect(list.body.contains("Referrals we made"))
        }
    }
}
