import Foundation

/// How one cell is written so that no spreadsheet takes it for a formula, and read back as it was.
///
/// A cell that begins with a sign that spreadsheets calculate with gets an apostrophe before it (OWASP, "CSV
/// Injection"); so does one that begins with apostrophes and then such a sign, so that taking one away always gives back
/// what was there.
enum CellText {
    private static let signs: Set<Character> = ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"]

    private static func isRisky(_ text: some StringProtocol) -> Bool {
        // By scalars: a mark after the sign would make another character of it.
        let rest = text.unicodeScalars.drop { $0 == "'" }
        return rest.first.map { signs.contains(Character($0)) } ?? false
    }

    static func defused(_ text: String) -> String { isRisky(text) ? "'" + text : text }

    static func restored(_ text: String) -> String {
        text.unicodeScalars.first == "'" && isRisky(text)
            ? String(String.UnicodeScalarView(text.unicodeScalars.dropFirst())) : text
    }

    /// The cell as it stands in the file.
    static func quoted(_ text: String) -> String {
        let safe = defused(text)
        guard safe.utf8.contains(where: { [0x22, 0x2c, 0x0a, 0x0d].contains($0) }) || safe != safe.trimmingBlanks()
        else {
            return safe
        }
        return "\"" + safe.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }
}

extension String {
    fileprivate func trimmingBlanks() -> String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
