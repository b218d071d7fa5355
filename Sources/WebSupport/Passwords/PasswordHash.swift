import Crypto
import CryptoExtras
import Foundation

/// A password as it is stored: `scrypt$N$r$p$salt$hash`, salt and hash in standard Base64.
struct PasswordHash: Sendable, Equatable {
    let parameters: ScryptParameters
    let salt: Data
    let hash: Data

    var text: String {
        let numbers = [parameters.rounds, parameters.blockSize, parameters.parallelism].map(String.init)
        return (["scrypt"] + numbers + [salt.base64EncodedString(), hash.base64EncodedString()]).joined(separator: "$")
    }

    /// Nil for text of any other form, and for parameters that nobody would choose or that would exhaust memory.
    init?(_ text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard text.utf8.count <= 400, parts.count == 6, parts[0] == "scrypt",
            let rounds = Int(parts[1]), let blockSize = Int(parts[2]), let parallelism = Int(parts[3]),
            let parameters = ScryptParameters(rounds: rounds, blockSize: blockSize, parallelism: parallelism),
            let salt = Data(base64Encoded: String(parts[4])), (8...64).contains(salt.count),
            let hash = Data(base64Encoded: String(parts[5])), (16...64).contains(hash.count)
        else { return nil }
        self.init(parameters: parameters, salt: salt, hash: hash)
    }

    init(parameters: ScryptParameters, salt: Data, hash: Data) {
        self.parameters = parameters
        self.salt = salt
        self.hash = hash
    }

    /// Derives the key of a password. Takes long and blocks: only for a thread pool.
    /// - Parameter password: At least one byte; the library below reads the address of the first without asking.
    static func derive(
        _ password: [UInt8],
        salt: Data,
        parameters: ScryptParameters,
        byteCount: Int = 32
    ) throws -> SymmetricKey {
        try KDF.Scrypt.deriveKey(
            from: password,
            salt: salt,
            outputByteCount: byteCount,
            rounds: parameters.rounds,
            blockSize: parameters.blockSize,
            parallelism: parameters.parallelism
        )
    }
}

/// How much work a guess at a password costs.
public struct ScryptParameters: Sendable, Equatable {
    /// N: a power of two, 1,024 to 1,048,576.
    public let rounds: Int
    /// r: 1 to 32.
    public let blockSize: Int
    /// p: 1 to 16.
    public let parallelism: Int

    /// N = 32,768, r = 8, p = 1: about 60 ms and 32 MiB (measured). OWASP's password storage cheat sheet asks for p = 3
    /// with this N, three times the work; on two cores that would let fewer than twelve people a second sign in.
    public static let standard = ScryptParameters(unchecked: 32_768)

    /// For tests only: about 1 ms.
    public static let quickForTests = ScryptParameters(unchecked: 1_024)

    /// Nil outside the ranges above, or beyond 256 MiB of memory (128 · N · r bytes).
    public init?(rounds: Int, blockSize: Int = 8, parallelism: Int = 1) {
        guard (1_024...1_048_576).contains(rounds), rounds.nonzeroBitCount == 1,
            (1...32).contains(blockSize), (1...16).contains(parallelism),
            128 * rounds * blockSize <= 256 * 1_024 * 1_024
        else { return nil }
        self.rounds = rounds
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    private init(unchecked rounds: Int) {
        self.rounds = rounds
        self.blockSize = 8
        self.parallelism = 1
    }
}
