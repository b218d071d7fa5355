import Foundation

/// Texts at random, the same for the same seed: what people could never think of, and what they say, shuffled.
public struct RandomText {
    private var generator: SeededGenerator
    /// Phrases of the word lists, with names, numbers and postcodes among them.
    private let phrases: [String]

    public init(seed: UInt64) throws {
        generator = SeededGenerator(state: seed)
        let folder = TestPlace.root.appendingPathComponent("seed/words")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        phrases =
            try files.flatMap { name in
                try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
                    .split { "\t;\n".contains($0) }.map { $0.trimmingCharacters(in: .whitespaces) }
            } + RandomText.others
    }

    private static let others = [
        "se15", "SE15 3CK", "b12", "near", "in", "Peckham", "reading", "wells road", "over 60s", "15 year old",
        "under 5s",
        "saturday", "morning", "tonight", "free", "online", "by phone", "ME", "IT", "and", "the", "can’t", "999", ",",
        ".",
        "130", "0", "000", "60+", "16 to 24", "weekends", "am", "to", "not", "+", "&", "\"", "london",
    ]

    /// One of several kinds, each as likely.
    public mutating func next() -> String {
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: scalars(upTo: 40)
        case 1: pile()
        case 2: String(repeating: scalars(upTo: 3), count: Int.random(in: 1...200, using: &generator))
        case 3: said(phrases: 8) + scalars(upTo: 3) + said(phrases: 2)
        default: said(phrases: 60)
        }
    }

    private mutating func scalars(upTo most: Int) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...most, using: &generator) { text.append(scalar()) }
        return String(text)
    }

    /// Controls, marks, other scripts and directions, emoji, and anything at all.
    private mutating func scalar() -> Unicode.Scalar {
        let ranges: [ClosedRange<UInt32>] = [
            0...0x1f, 0x20...0x7e, 0x20...0x7e, 0x80...0x2ff, 0x300...0x36f, 0x590...0x6ff, 0x900...0x97f,
            0x200b...0x202e,
            0x4e00...0x4eff, 0xd7a0...0xd7ff, 0xfb00...0xfdff, 0xfff0...0xffff, 0x1f300...0x1faff, 0xe0000...0xe007f,
            0...0x10ffff,
        ]
        let range = ranges[Int.random(in: ranges.indices, using: &generator)]
        return Unicode.Scalar(UInt32.random(in: range, using: &generator)) ?? "\u{fffd}"
    }

    /// Marks upon marks: few characters, many bytes.
    private mutating func pile() -> String {
        let scalar = String(String.UnicodeScalarView([self.scalar()]))
        let mark = ["\u{301}", "\u{200d}", "\u{1f3fd}", "\u{fe0f}", "x", "1"].randomElement(using: &generator) ?? ""
        return scalar + String(repeating: mark, count: Int.random(in: 1...3_000, using: &generator))
    }

    private mutating func said(phrases most: Int) -> String {
        (0..<Int.random(in: 0...most, using: &generator)).map { _ in
            let phrase = phrases.randomElement(using: &generator) ?? ""
            return Int.random(in: 0..<8, using: &generator) == 0 ? phrase.uppercased() : phrase
        }.joined(separator: " ")
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014).
public struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    public init(state: UInt64) { self.state = state }

    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
