/// Whether somebody in the United Kingdom can dial what a listing gives as a telephone number.
///
/// Lengths and first digits are those of Ofcom's National Telephone Numbering Plan (geographic 01 and 02, non-geographic
/// 03 and 08, personal and mobile 07, premium 09, access codes 1xx) and, abroad, of ITU-T E.164: at most 15 digits.
public enum TelephoneNumber {
    /// What is wrong with it, as the end of a sentence that begins "The telephone number"; nil when it can be dialled.
    ///
    /// Several numbers in one text ("… or …", "… / …") are looked at one by one, and words after a number
    /// ("ext 4", "(Mon to Fri)") are passed over.
    public static func problem(_ text: String) -> String? {
        guard text.utf8.count <= 200 else { return "is far too long" }
        let numbers = text.lowercased().replacingOccurrences(of: " or ", with: "/").split { "/,;&".contains($0) }
        guard !numbers.isEmpty else { return "has no digits" }
        for number in numbers {
            if let problem = problem(ofOne: dialled(number)) { return problem }
        }
        return nil
    }

    /// The digits up to the first word after them, with a `+` at the beginning where there was one.
    private static func dialled(_ text: Substring) -> String {
        let start = text.drop { !($0.isASCII && ($0.isNumber || $0 == "+")) }
        let number = start.prefix { !$0.isLetter && $0 != "#" }
        let digits = number.filter { $0.isASCII && $0.isNumber }
        // "+44 (0)20 …": the nought is for those inside.
        if number.hasPrefix("+"), digits.hasPrefix("440") { return "+44" + digits.dropFirst(3) }
        return (number.hasPrefix("+") ? "+" : "") + digits
    }

    private static func problem(ofOne number: String) -> String? {
        let digits = number.hasPrefix("+") ? String(number.dropFirst()) : number
        guard !digits.isEmpty else { return "has no digits" }
        if number.hasPrefix("+44") { return national("0" + digits.dropFirst(2)) }
        if digits.hasPrefix("0044") { return national("0" + digits.dropFirst(4)) }
        if number.hasPrefix("+") || digits.hasPrefix("00") {
            return (9...17).contains(digits.count) ? nil : "has a wrong number of digits"
        }
        if digits.hasPrefix("0") { return national(digits) }
        if isShortCode(digits) { return nil }
        return digits.count < 9 ? "has no area code" : "does not begin with 0"
    }

    /// 999, 101, 111, 119, 159, 18001…, 116 123, and five digits that texts are sent to, which begin with 6 or 8.
    private static func isShortCode(_ digits: String) -> Bool {
        switch digits.count {
        case 3: digits.hasPrefix("1") || digits == "999"
        case 5: digits.hasPrefix("6") || digits.hasPrefix("8") || digits.hasPrefix("180")
        case 6: digits.hasPrefix("116")
        // Relay UK goes before a whole number.
        case 15, 16: digits.hasPrefix("18001") || digits.hasPrefix("18002")
        default: false
        }
    }

    /// With the leading 0.
    private static func national(_ digits: String) -> String? {
        let second = digits.dropFirst().first ?? "x"
        guard "1235789".contains(second) else { return "does not begin like a British number" }
        // Childline's 0800 1111, the old 0845 4647, and 0800 or 0500 with six digits, are shorter.
        let isOld = digits.hasPrefix("0800") || digits.hasPrefix("0500")
        if digits == "08001111" || digits == "08454647" || (isOld && digits.count == 10) { return nil }
        // A few places have one digit less, all in 01.
        let lengths = second == "1" ? 10...11 : 11...11
        if lengths.contains(digits.count) { return nil }
        return digits.count < lengths.lowerBound ? "is too short" : "is too long"
    }
}
