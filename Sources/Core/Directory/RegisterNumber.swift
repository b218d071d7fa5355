/// A number in the register of charities, in one spelling.
public enum CharityNumber {
    /// The register that a tidy number is of, as org-id.guide calls it: England and Wales, Scotland, Northern Ireland.
    static func scheme(of number: String) -> String {
        number.hasPrefix("SC") ? "GB-SC" : number.hasPrefix("NIC") ? "GB-NIC" : "GB-CHC"
    }

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

enum RegisterNumber {
    /// The number as its register writes it: `GB-CHC-123456` without the scheme, and bare digits of Scotland and Northern
    /// Ireland with the letters that tell them from an English number.
    ///
    /// - Parameter schemes: those that may stand before the number, of org-id.guide.
    static func whole(_ text: String, scheme: String?, of schemes: [String]) -> String {
        let written = schemes.first { text.uppercased().hasPrefix($0 + "-") }
        let bare = written.map { String(text.dropFirst($0.count + 1)) } ?? text
        let letters = ["GB-SC": "SC", "GB-NIC": "NIC"][written ?? scheme ?? ""] ?? ""
        return bare.allSatisfy(\.isNumber) ? letters + bare : bare
    }

    fileprivate static func plain(_ text: String) -> String {
        guard text.utf8.count <= 40 else { return "" }
        return text.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    }
}
