import Crypto
import Foundation

/// Encrypts what identifies a person (AES-256-GCM) and makes the keyed hash by which a person is found again.
///
/// The two keys are derived from one secret, which is kept outside the database.
public struct Sealer: Sendable {
    private let sealing: SymmetricKey
    private let hashing: SymmetricKey

    /// - Parameter secret: at least 32 random bytes.
    public init(secret: SymmetricKey) {
        sealing = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: secret,
            info: Data("fingerpost sealing 1".utf8),
            outputByteCount: 32
        )
        hashing = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: secret,
            info: Data("fingerpost hashing 1".utf8),
            outputByteCount: 32
        )
    }

    /// Another key for another purpose, from the same secret.
    public static func derivedKey(from secret: SymmetricKey, purpose: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: secret, info: Data("fingerpost \(purpose)".utf8), outputByteCount: 32)
    }

    /// - Parameter place: table, column and row, so that a value cannot be moved to another person.
    package func seal(_ text: String, place: String) throws -> Data {
        let box = try AES.GCM.seal(Data(text.utf8), using: sealing, authenticating: Data(place.utf8))
        guard let combined = box.combined else { throw CryptoKitError.incorrectParameterSize }
        return combined
    }

    func open(_ data: Data, place: String) throws -> String {
        let box = try AES.GCM.SealedBox(combined: data)
        return String(decoding: try AES.GCM.open(box, using: sealing, authenticating: Data(place.utf8)), as: UTF8.self)
    }

    func seal<Value: Encodable>(_ value: Value, place: String) throws -> Data {
        try seal(String(decoding: try JSONEncoder().encode(value), as: UTF8.self), place: place)
    }

    func open<Value: Decodable>(_ type: Value.Type, _ data: Data, place: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(try open(data, place: place).utf8))
    }

    func keyedHash(_ text: String) -> Data {
        Data(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: hashing))
    }
}

/// The file that holds the secret: 32 random bytes in base64, readable by its owner only.
public enum KeyFile {
    /// The secret of a database: once one was used, only that one is taken.
    ///
    /// Otherwise a wrong path would make a new key without a word, and details would be sealed under two.
    ///
    /// - Throws: `Failure.unavailable` with a sentence for the operator.
    public static func secret(at file: URL, of database: AppDatabase) async throws -> SymmetricKey {
        let known = try await database.read { try Settings.value(.keyCheck, in: $0) }
        guard known == nil || FileManager.default.fileExists(atPath: file.path) else {
            throw Failure.unavailable(
                "The key file \(file.path) is not there, and without it people's details cannot be read. Put it back, or say where it is with FINGERPOST_KEY_FILE."
            )
        }
        let secret = try secret(at: file)
        let check = Sealer.derivedKey(from: secret, purpose: "key check 1")
            .withUnsafeBytes { Data($0).base64EncodedString() }
        guard known == nil || known == check else {
            throw Failure.unavailable(
                "The key file \(file.path) is not the one that this data was sealed with. Put the right one there, or say where it is with FINGERPOST_KEY_FILE."
            )
        }
        if known == nil { try await database.write { try Settings.set(.keyCheck, to: check, in: $0) } }
        return secret
    }

    /// Reads the secret, or makes one when there is no file yet.
    ///
    /// - Throws: `Failure.unavailable` with a sentence for the operator.
    public static func secret(at file: URL) throws -> SymmetricKey {
        guard FileManager.default.fileExists(atPath: file.path) else { return try make(at: file) }
        guard let text = try? String(contentsOf: file, encoding: .utf8),
            let data = Data(base64Encoded: text.trimmingCharacters(in: .whitespacesAndNewlines)), data.count >= 32
        else {
            throw Failure.unavailable(
                "The key file \(file.path) cannot be read or does not hold 32 bytes in base64. Without it, people's details cannot be read."
            )
        }
        return SymmetricKey(data: data)
    }

    private static func make(at file: URL) throws -> SymmetricKey {
        let key = SymmetricKey(size: .bits256)
        let text = key.withUnsafeBytes { Data($0).base64EncodedString() } + "\n"
        let made = FileManager.default.createFile(
            atPath: file.path,
            contents: Data(text.utf8),
            attributes: [.posixPermissions: 0o600]
        )
        guard made else { throw Failure.unavailable("The key file \(file.path) cannot be written.") }
        // Before anything is sealed with it, the key has to outlive a power cut.
        try FileHandle(forUpdating: file).synchronize()
        return key
    }
}
