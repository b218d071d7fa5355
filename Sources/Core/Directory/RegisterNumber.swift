/// A number in the register of charities, in one spelling.
public enum CharityNumber {
    /// England and Wales: 6 or 7 digits, perhaps with a linked charity's `-1`, which is left off; Scotland: `SC` and 6
    /// digits; Northern Ireland: `NIC` and 6 digits (the three regulators' public registers). Nil for all else.
    public static func tidy(_ text: String) -> String? {
        let plain = RegisterNumber.plain(text)
        let main = plain.split(separator: "-").first.map(String.init) ?? plain
        if main.allSatisfy(\.isNumber), (6...7).contains(main.count) { return Int(main) == 0 ? nil : main }
        for (prefix, digits) in [("SC", 6), ("NIC", 6)] where main.hasPrefix(prefix) {
            let rest = main.dropFirst(prefix.count)
            return rest.count == digits && rest.allSatisfy(\.isNumber) ? main : nil
        }
        return nil
    }
}

/// A number in the register of companies, in one spelling.
public enum CompanyNumber {
    /// 8 characters: digits, or two letters and six digits (Companies House); shorter numbers get their zeros back, which
    /// spreadsheets take away. Nil for all else.
    public static func tidy(_ text: String) -> String? {
        let plain = RegisterNumber.plain(text)
        if plain.allSatisfy(\.isNumber), (5...8).contains(plain.count) {
            return Int(plain) == 0 ? nil : String(repeating: "0", count: 8 - plain.count) + plain
        }
        let (letters, digits) = (plain.prefix(2), plain.dropFirst(2))
        let isSound = plain.count == 8 && letters.allSatisfy(\.isLetter) && digits.allSatisfy(\.isNumber)
        return isSound ? plain : nil
    }
}

private enum RegisterNumber {
    static func plain(_ text: String) -> String {
        guard text.utf8.count <= 40 else { return "" }
        return text.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    }
}
