import Core
import Foundation
import Logging
import SearchIndex
import Synchronization
import TestSupport
import Testing

/// The process may die at any moment: what was acknowledged is there, and the rest is sound.
@Suite(.serialized) struct KillTests {
    private static let rounds = 20

    @Test func anImportKilledAtAnyMomentLeavesSoundDataAndASecondRunFinishesIt() throws {
        let scratch = try Scratch()
        let program = Program(in: scratch)
        #expect(try program.run("migrate").code == 0)
        let size = 250
        for round in 0..<KillTests.rounds {
            let list = try scratch.write(Services.ndjson((round * size)..<((round + 1) * size)), as: "list.ndjson")
            let process = try program.start("import", list)
            // From the first moments to after the end, in even steps.
            usleep(UInt32(20_000 + round * 25_000))
            process.killHard()
            #expect(try program.run("migrate").code == 0)
            let verdict = try program.run("verify")
            #expect(verdict.code == 0, "round \(round): \(verdict.output)")
        }
        let list = try scratch.write(Services.ndjson(0..<(KillTests.rounds * size)), as: "list.ndjson")
        #expect(try program.run("import", list).code == 0)
        #expect(try program.run("status", "--json").output.contains("\"offers\":\(KillTests.rounds * size)"))
    }

    @Test func aServerKilledDuringABurstOfReferralsKeepsEveryAcknowledgedOne() async throws {
        let program = Program(in: try Scratch())
        #expect(try program.run("demo", environment: ["FINGERPOST_DEMO_PASSWORD": TestPlace.demoPassword]).code == 0)
        var burst: Burst?
        for round in 0..<KillTests.rounds {
            let server = try RunningServer(program)
            let current: Burst
            if let burst {
                current = burst
            } else {
                current = try await Burst(Client(port: server.port))
                burst = current
            }
            try await current.run(on: Client(port: server.port), until: 5 + round) { server.process.killHard() }
            #expect(try program.run("migrate").code == 0)
            let verdict = try program.run("verify")
            #expect(verdict.code == 0, "round \(round): \(verdict.output)")
            let lost = try await current.lost(in: program.data)
            #expect(lost.isEmpty, "round \(round)")
        }
    }
}

/// Link workers who refer and an organisation that accepts, as fast as the server answers, until it dies.
private final class Burst: Sendable {
    private let linkWorker: Session
    private let organisation: Session
    private let offer: String
    /// What the server said was done: the version that each referral has reached at least.
    private let acknowledged = Mutex<[String: Int]>([:])

    struct Session: Sendable {
        let cookie: String
        let csrf: String
    }

    init(_ client: Client) async throws {
        linkWorker = try await Burst.signIn("linkworker", client)
        organisation = try await Burst.signIn("vcse", client)
        offer = Offer.ID(named: "seed offer tin-kettle-mornings").text
    }

    private static func signIn(_ name: String, _ client: Client) async throws -> Session {
        let answer = try await client.post(
            "/sign-in",
            [("email", "\(name)@demo.fingerpost.example"), ("password", TestPlace.demoPassword)]
        )
        let cookie = try #require(answer.cookie)
        let page = try await client.get("/referrals", cookie: cookie).body
        let csrf = try #require(
            page.components(separatedBy: "name=\"csrf\" value=\"").dropFirst().first?.prefix { $0 != "\"" }
        )
        return Session(cookie: cookie, csrf: String(csrf))
    }

    /// Four at a time; kills when so many were acknowledged, while others are under way.
    func run(on client: Client, until count: Int, kill: () -> Void) async throws {
        let done = AsyncStream.makeStream(of: Void.self)
        let workers = (0..<4).map { _ in
            Task {
                while !Task.isCancelled, (try? await self.referAndAccept(client, done.continuation)) != nil {}
                done.continuation.finish()
            }
        }
        var seen = 0
        for await _ in done.stream {
            seen += 1
            if seen == count { break }
        }
        kill()
        for worker in workers { await worker.value }
    }

    private func referAndAccept(_ client: Client, _ done: AsyncStream<Void>.Continuation) async throws {
        let sent = try await client.post("/referrals", cookie: linkWorker.cookie, referral)
        guard sent.status == 303, let id = sent.location?.dropFirst("/referrals/".count).prefix(36) else {
            throw RunningServer.Problem(text: "refused: \(sent.status)")
        }
        acknowledged.withLock { $0[String(id)] = 1 }
        done.yield()
        let accepted = try await client.post(
            "/referrals/\(id)/accept",
            cookie: organisation.cookie,
            [("csrf", organisation.csrf), ("version", "1")]
        )
        guard accepted.status == 303 else { throw RunningServer.Problem(text: "refused: \(accepted.status)") }
        acknowledged.withLock { $0[String(id)] = 2 }
        done.yield()
    }

    private var referral: [(String, String)] {
        [
            ("csrf", linkWorker.csrf), ("offer", offer), ("key", UUID().uuidString), ("name", "Test Person"),
            ("dob-day", "1"), ("dob-month", "2"), ("dob-year", "1950"), ("phone", "020 7946 0001"),
            ("practice", "ZZ0001"), ("reason", "Invented for a test."), ("share[]", "phone"), ("consent", "yes"),
            ("method", "in person"), ("report-back", "yes"),
        ]
    }

    /// Acknowledged referrals that are not there, or not as far as was said.
    func lost(in data: URL) async throws -> [String] {
        let folder = DataFolder(data.path)
        let lock = try folder.lock()
        let database = try AppDatabase.open(at: folder.database)
        defer { withExtendedLifetime(lock) { try? database.close() } }
        let features = try Features(
            database: database,
            indexPath: folder.index.path,
            clock: .system,
            secret: KeyFile.secret(at: folder.defaultKeyFile),
            publicURL: "",
            transport: SpoolTransport(folder: folder.spool, sender: ""),
            lexicon: Lexicon(),
            readers: 1,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let actor = Actor(id: Account.ID(named: "seed account linkworker@demo.fingerpost.example"), role: .linkWorker)
        var lost: [String] = []
        for (text, version) in acknowledged.withLock({ $0 }) {
            let id = try #require(Referral.ID(text))
            let reached = try? await features.referrals.sheet(id, for: actor).referral.version
            if reached ?? 0 < version { lost.append(text) }
        }
        return lost
    }
}
