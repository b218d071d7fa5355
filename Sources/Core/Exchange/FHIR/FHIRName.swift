import Foundation
import GRDB

/// Names as a search of R4 compares them (§3.1.1.4.8): without accents and without regard to capital letters, so that
/// "cafe" finds "Café".
enum FHIRName {
    static func plain(_ name: String) -> String {
        name.utf8.allSatisfy { $0 < 0x80 }
            ? name.lowercased()
            : name.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
    }

    /// `plainName(name)` in SQL; null for what is no text.
    static let function = DatabaseFunction("plainName", argumentCount: 1, pure: true) { values in
        String.fromDatabaseValue(values[0]).map(plain)
    }
}
