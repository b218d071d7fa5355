import Foundation
import Hummingbird
import Testing

@testable import WebSupport

@Suite struct PasswordHasherTests {
    private let hasher = PasswordHasher(parameters: .quickForTests)

    @Test func theRightPasswordIsAcceptedAndNoOther() async throws {
        let stored = try await hasher.hash("correct horse")
        #expect(try await hasher.verify("correct horse", against: stored))
        for wrong in ["", "Correct horse", "correct horse ", "correct  horse", "correct horse\u{0}"] {
            #expect(try await !hasher.verify(wrong, against: stored))
        }
    }

    @Test func theFormatIsStatedAndSalted() async throws {
        let first = try await hasher.hash("secret")
        let parts = first.split(separator: "$")
        #expect(parts.prefix(4) == ["scrypt", "1024", "8", "1"])
        #expect(parts.count == 6)
        #expect(try await hasher.hash("secret") != first)
    }

    /// The second vector of RFC 7914, section 12, as that document prints it.
    @Test func aKnownAnswerIsMet() async throws {
        let answer =
            "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
            + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"
        let key = try PasswordHash.derive(
            Array("password".utf8),
            salt: Data("NaCl".utf8),
            parameters: try #require(ScryptParameters(rounds: 1_024, blockSize: 8, parallelism: 16)),
            byteCount: 64
        )
        let digits = key.withUnsafeBytes { bytes in bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) } }
        #expect(digits.joined() == answer)
    }

    @Test func bothWaysToWriteAnAccentMatch() async throws {
        let stored = try await hasher.hash("caf\u{E9} au lait")
        #expect(try await hasher.verify("cafe\u{301} au lait", against: stored))
        #expect(try await !hasher.verify("cafe au lait", against: stored))
    }

    @Test func emptyAndOverlongPasswordsCannotBeStored() async throws {
        let longest = String(repeating: "x", count: 1_000)
        #expect(try await hasher.verify(longest, against: try await hasher.hash(longest)))
        for unusable in ["", "a\u{0}", longest + "x"] {
            await #expect(throws: PasswordHasher.Problem.unusable) { try await hasher.hash(unusable) }
            #expect(try await !hasher.verify(unusable, against: try await hasher.hash("other")))
        }
    }

    @Test(arguments: [
        "", "scrypt", "bcrypt$1024$8$1$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAA==",
        "scrypt$1000$8$1$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAA==",
        "scrypt$1073741824$8$1$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAA==",
        "scrypt$1048576$32$1$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAA==",
        "scrypt$1024$8$0$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAA==",
        "scrypt$1024$8$1$$AAAAAAAAAAAAAAAAAAAAAA==",
        "scrypt$1024$8$1$AAAAAAAAAAAAAAAAAAAAAA==$",
        "scrypt$1024$8$1$not base64$AAAAAAAAAAAAAAAAAAAAAA==",
        "scrypt$-1024$8$1$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAA==$",
    ])
    func whatIsNoHashIsReported(stored: String) async {
        await #expect(throws: PasswordHasher.Problem.unreadable) { try await hasher.verify("x", against: stored) }
    }

    @Test func otherParametersAreStillVerifiedAndAskForRenewal() async throws {
        let older = PasswordHasher(parameters: try #require(ScryptParameters(rounds: 2_048)))
        let stored = try await older.hash("secret")
        #expect(try await hasher.verify("secret", against: stored))
        #expect(hasher.needsRenewal(stored))
        #expect(!older.needsRenewal(stored))
        #expect(hasher.needsRenewal("rubbish"))
    }

    @Test func anUnknownAccountCostsTheSameKindOfWork() async throws {
        try await hasher.verifyNothing("secret")
        try await hasher.verifyNothing("")
    }

    @Test func beyondTheQueueItIsBusy() async throws {
        let full = PasswordHasher(parameters: .quickForTests, threads: 0, waiting: 0)
        await #expect(throws: PasswordHasher.Problem.busy) { try await full.hash("secret") }
        await #expect(throws: PasswordHasher.Problem.busy) { try await full.verifyNothing("secret") }
        #expect(PasswordHasher.Problem.busy.status == .serviceUnavailable)
    }

    @Test func slotsAreGivenBack() async throws {
        let single = PasswordHasher(parameters: .quickForTests, threads: 1, waiting: 0)
        for _ in 0..<3 { _ = try await single.hash("secret") }
        let slots = Slots(limit: 2)
        #expect([slots.take(), slots.take(), slots.take()] == [true, true, false])
        slots.giveBack()
        #expect([slots.take(), slots.take()] == [true, false])
    }

    @Test func theStandardIsTheOneDecided() {
        #expect(ScryptParameters.standard == ScryptParameters(rounds: 32_768, blockSize: 8, parallelism: 1))
        #expect(ScryptParameters(rounds: 32_767) == nil)
        #expect(ScryptParameters(rounds: 1_048_576, blockSize: 8) == nil)
    }
}
