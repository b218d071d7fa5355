internal import CXapianShim

/// A yes-or-no property of a document, to count and to choose by.
public struct Mark: Hashable, Sendable {
    public static let count = 384

    public let index: Int

    /// - Parameter index: 0 to 383; documents and searches that use another are refused with `invalidArgument`.
    public init(_ index: Int) {
        self.index = index
    }

    var isValid: Bool { (0..<Self.count).contains(index) }
}

extension xs_marks {
    /// Marks out of range are left out.
    init(_ marks: some Sequence<Mark>) {
        self.init()
        withUnsafeMutableBytes(of: &words) { bytes in
            let words = bytes.bindMemory(to: UInt64.self)
            for mark in marks where mark.isValid { words[mark.index / 64] |= 1 << UInt64(mark.index % 64) }
        }
    }
}
