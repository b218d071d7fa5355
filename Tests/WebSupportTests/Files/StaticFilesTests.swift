import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import WebSupport

@Suite struct StaticFilesTests {
    private let folder: TemporaryFolder
    private let files: StaticFiles
    private let router = Router(context: TestContext.self)

    init() throws {
        folder = try TemporaryFolder([
            "site.css": "body{}", "fonts/a.woff2": "font", ".htpasswd": "secret", ".git/config.txt": "secret",
        ])
        let outside = try TemporaryFolder(["secret.txt": "secret"])
        try folder.link("link.txt", to: outside.path + "/secret.txt")
        files = try StaticFiles(folder: folder.path)
        files.addRoutes(to: router)
    }

    @Test func theAddressChangesWithTheContent() throws {
        let url = try files.url(for: "site.css")
        #expect(url.wholeMatch(of: /\/public\/site\.css\?v=[0-9a-f]{16}/) != nil)
        let changed = try TemporaryFolder(["site.css": "body{margin:0}"])
        #expect(try StaticFiles(folder: changed.path).url(for: "site.css") != url)
        #expect(throws: StaticFiles.Problem.missing("none.css")) { try files.url(for: "none.css") }
    }

    @Test func aFileIsServedWithItsTypeAndForAYear() async throws {
        let response = try await send(.get, try files.url(for: "site.css"), to: router)
        #expect(response.text == "body{}")
        #expect(response.headers[.contentType] == "text/css; charset=utf-8")
        #expect(response.headers[.cacheControl] == "public, max-age=31536000, immutable")
        let font = try await send(.get, "/public/fonts/a.woff2", to: router)
        #expect(font.headers[.contentType] == "font/woff2")
        #expect(font.headers[.cacheControl] == "public, no-cache")
        let stale = try await send(.get, "/public/site.css?v=0000000000000000", to: router)
        #expect(stale.headers[.cacheControl] == "public, no-cache")
    }

    @Test func whatTheBrowserHasIsNotSentAgain() async throws {
        let tag = try #require(try await send(.get, "/public/site.css", to: router).headers[.eTag])
        #expect(tag.hasPrefix("\"") && tag.hasSuffix("\""))
        for value in [tag, "W/\(tag)", "\"other\", \(tag)", "*"] {
            let response = try await send(.get, "/public/site.css", headers: [.ifNoneMatch: value], to: router)
            #expect(response.status == .notModified)
            #expect(response.body.readableBytes == 0)
            #expect(response.headers[.eTag] == tag)
        }
        let other = try await send(.get, "/public/site.css", headers: [.ifNoneMatch: "\"other\""], to: router)
        #expect(other.status == .ok)
    }

    @Test func headHasTheLengthAndNoBody() async throws {
        let response = try await send(.head, "/public/site.css", to: router)
        #expect(response.status == .ok)
        #expect(response.headers[.contentLength] == "6")
        #expect(response.body.readableBytes == 0)
    }

    @Test(arguments: [
        "/public/.htpasswd", "/public/.git/config.txt", "/public/link.txt", "/public/none.css", "/public/",
        "/public/../site.css", "/public/%2e%2e/site.css", "/public/fonts", "/public/site.css/", "/public//site.css",
        "/public/site.css%00",
    ])
    func nothingElseIsServed(path: String) async throws {
        let response = try await send(.get, path, to: router)
        #expect(!response.text.contains("secret"))
        #expect(response.status != .ok || path == "/public/site.css/" || path == "/public//site.css")
    }

    @Test func namesAreThoseOfTheFolder() {
        #expect(files.names == ["fonts/a.woff2", "site.css"])
    }

    @Test func foldersThatCannotBeServedAreRefused() throws {
        #expect(throws: StaticFiles.Problem.folderMissing(folder.path + "/x")) {
            try StaticFiles(folder: folder.path + "/x")
        }
        let odd = try TemporaryFolder(["tool.exe": ""])
        #expect(throws: StaticFiles.Problem.unknownType("tool.exe")) { try StaticFiles(folder: odd.path) }
        let named = try TemporaryFolder(["{id}.css": ""])
        #expect(throws: StaticFiles.Problem.badName("{id}.css")) { try StaticFiles(folder: named.path) }
    }
}
