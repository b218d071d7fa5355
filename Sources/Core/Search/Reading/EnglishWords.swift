import Foundation

/// The words of the language, so that a good word that a small directory lacks is not "corrected".
///
/// Debian's list of British words (`wbritish`) where it is installed; kept as hashes, as 100,000 strings would take ten
/// times the memory.
public struct EnglishWords: Sendable {
    private let ordinary: Set<UInt64>
    /// Written with a capital.
    private let names: Set<UInt64>

    public static let file = URL(fileURLWithPath: "/usr/share/dict/british-english")

    /// Empty when there is no such file.
    public init(file: URL = EnglishWords.file) {
        // Without its possessives: "chess's" would make a word of "chesss".
        let bytes = [UInt8]((try? Data(contentsOf: file)) ?? Data())
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
            .filter { !$0.suffix(2).elementsEqual("'s".utf8) }
        let capitals = UInt8(ascii: "A")...UInt8(ascii: "Z")
        names = Set(lines.filter { $0.first.map(capitals.contains) == true }.map(EnglishWords.hash))
        ordinary = Set(lines.filter { $0.first.map(capitals.contains) == false }.map(EnglishWords.hash))
    }

    public init(_ words: [String]) {
        ordinary = Set(words.map { EnglishWords.hash($0.utf8) })
        names = []
    }

    public var isEmpty: Bool { ordinary.isEmpty }

    /// - Parameter word: lower case; an apostrophe may be left out.
    public func contains(_ word: String) -> Bool { hasOrdinary(word) || names.contains(EnglishWords.hash(word.utf8)) }

    /// Whether it is a word that is not only a name: "hope", and not "peckham".
    func hasOrdinary(_ word: String) -> Bool { ordinary.contains(EnglishWords.hash(word.utf8)) }

    /// FNV-1a of the letters in lower case, apostrophes left out.
    private static func hash(_ word: some Sequence<UInt8>) -> UInt64 {
        word.reduce(0xcbf2_9ce4_8422_2325) { hash, byte in
            guard byte != UInt8(ascii: "'") else { return hash }
            let lower = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
            return (hash ^ UInt64(lower)) &* 0x100_0000_01b3
        }
    }
}
