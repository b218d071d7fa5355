/// Takes apart `name=value&name=value` as browsers send it, and repairs rather than refuses what it can.
enum PercentDecoding {
    struct Pair: Sendable, Equatable {
        let name: Text
        let value: Text
    }

    struct Text: Sendable, Equatable {
        /// With U+FFFD in the place of what could not be read.
        let string: String
        /// Whether every `%` was followed by two hexadecimal digits and the bytes were UTF-8.
        let isIntact: Bool
    }

    /// At most `limit` pairs, and whether there were more. Empty pairs (`a=1&&b=2`) are passed over.
    static func pairs(in bytes: some Collection<UInt8>, limit: Int) -> (pairs: [Pair], complete: Bool) {
        let parts = bytes.split(separator: UInt8(ascii: "&"), maxSplits: limit * 2)
        let pairs = parts.prefix(limit).map { part in
            let sides = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let value = sides.count > 1 ? text(sides[1]) : Text(string: "", isIntact: true)
            return Pair(name: text(sides[0]), value: value)
        }
        return (pairs, parts.count <= limit)
    }

    /// Turns `+` into a space and `%41` into its byte; a `%` without two digits stays as it is.
    static func text(_ bytes: some Collection<UInt8>) -> Text {
        // An array: other collections take their time over each of five million bytes.
        let bytes = Array(bytes)
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var isIntact = true
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "+"): decoded.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                if index + 2 < bytes.count, let high = hexadecimal(bytes[index + 1]),
                    let low = hexadecimal(bytes[index + 2])
                {
                    decoded.append(high << 4 | low)
                    index += 2
                } else {
                    decoded.append(bytes[index])
                    isIntact = false
                }
            default: decoded.append(bytes[index])
            }
            index += 1
        }
        guard let string = String(validating: decoded, as: UTF8.self) else {
            return Text(string: String(decoding: decoded, as: UTF8.self), isIntact: false)
        }
        return Text(string: string, isIntact: isIntact)
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
