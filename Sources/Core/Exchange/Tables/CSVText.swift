/// Comma-separated text that no spreadsheet takes for formulas: see `CellText`.
public enum CSVText {
    /// UTF-8 with its mark, so that spreadsheets read it right; lines end as RFC 4180 wants.
    public static func file(_ rows: [[String]]) -> String {
        "\u{feff}" + rows.map { $0.map(CellText.quoted).joined(separator: ",") + "\r\n" }.joined()
    }
}
