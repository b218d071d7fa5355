import Foundation

/// One line of a list of postcodes, read byte by byte: there are millions.
enum PostcodeLine: Equatable {
    case postcode(Position)
    /// Left out with reason: no longer in use, without a place, or in Northern Ireland, whose postcodes have another licence.
    case ended
    case withoutPlace
    case northernIreland
    case unreadable

    /// In millionths of a degree (a tenth of a metre), WGS 84.
    struct Position: Equatable, Sendable {
        /// In capitals, without a space.
        let code: String
        let latitude: Int
        let longitude: Int
    }

    /// - Parameter fields: as many as the layout is wide.
    init(_ line: UnsafeBufferPointer<UInt8>, fields: [Range<Int>], layout: PostcodeLayout) {
        guard fields.count >= layout.width, let code = PostcodeLine.code(line[fields[layout.code]]) else {
            self = .unreadable
            return
        }
        if let ended = layout.ended, line[fields[ended]].contains(where: { $0 != UInt8(ascii: " ") }) {
            self = .ended
        } else if code.hasPrefix("BT") {
            self = .northernIreland
        } else {
            self = PostcodeLine.placed(code, line, fields, layout.position)
        }
    }

    private static func placed(
        _ code: String,
        _ line: UnsafeBufferPointer<UInt8>,
        _ fields: [Range<Int>],
        _ position: PostcodeLayout.Position
    ) -> PostcodeLine {
        let latitude: Int
        let longitude: Int
        switch position {
        case .degrees(let north, let east):
            guard let one = millionths(line[fields[north]]), let other = millionths(line[fields[east]]) else {
                return line[fields[north]].isEmpty && line[fields[east]].isEmpty ? .withoutPlace : .unreadable
            }
            (latitude, longitude) = (one, other)
        case .grid(let east, let north):
            guard let eastings = millionths(line[fields[east]]), let northings = millionths(line[fields[north]]) else {
                return .unreadable
            }
            // Code-Point Open has 0, 0 where it knows no place.
            guard eastings != 0 || northings != 0,
                let point = NationalGrid.coordinate(
                    eastings: Double(eastings) / 1e6,
                    northings: Double(northings) / 1e6
                )
            else { return .withoutPlace }
            (latitude, longitude) = (Int((point.latitude * 1e6).rounded()), Int((point.longitude * 1e6).rounded()))
        }
        // The ONS writes 99.999999, 0 where it knows no place.
        guard (49_000_000...61_000_000).contains(latitude), (-9_000_000...3_000_000).contains(longitude) else {
            return .withoutPlace
        }
        return .postcode(Position(code: code, latitude: latitude, longitude: longitude))
    }

    /// By its shape only: five to seven letters and digits, the last three a digit and two letters.
    private static func code(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String? {
        let letters = bytes.lazy.filter { $0 != UInt8(ascii: " ") }.map { isSmall($0) ? $0 & 0xDF : $0 }
        let code = Array(letters.prefix(8))
        guard (5...7).contains(code.count), isCapital(code[0]), code.allSatisfy({ isCapital($0) || isDigit($0) }),
            isDigit(code[code.count - 3]), isCapital(code[code.count - 2]), isCapital(code[code.count - 1])
        else { return nil }
        return String(decoding: code, as: UTF8.self)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
    private static func isCapital(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "A") < 26 }
    private static func isSmall(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "a") < 26 }

    /// A decimal number times a million; digits after the sixth are dropped. Other ways to write a number ("5e-05") are left to `Double`.
    static func millionths(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        var value = 0
        var decimals: Int?
        var digits = 0
        for (offset, byte) in bytes.enumerated() {
            if isDigit(byte) {
                if let places = decimals { decimals = places + 1 }
                guard (decimals ?? 0) <= 6 else { continue }
                guard digits < 13 else { return nil }
                value = value * 10 + Int(byte &- UInt8(ascii: "0"))
                digits += 1
            } else if byte == UInt8(ascii: "."), decimals == nil {
                decimals = 0
            } else if offset != 0 || byte != UInt8(ascii: "-") {
                return unusualMillionths(bytes)
            }
        }
        guard digits > 0 else { return nil }
        for _ in min(decimals ?? 0, 6)..<6 { value *= 10 }
        return bytes.first == UInt8(ascii: "-") ? -value : value
    }

    private static func unusualMillionths(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespaces)
        guard let number = Double(text), abs(number) < 1e7 else { return nil }
        return Int((number * 1e6).rounded())
    }
}
