import Foundation

/// A JSON object of a directory feed, read with patience: `null`, empty and wrongly typed values are as good as absent.
///
/// A service of Open Referral UK 1.0 is read in the names of 3.0.
struct SourceObject {
    private let values: [String: Any]

    /// - Throws: when the bytes are not one JSON object.
    init(_ bytes: [UInt8]) throws {
        guard let values = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] else {
            throw NotAnObject()
        }
        self.values = LegacyService.modernised(values)
    }

    struct NotAnObject: Error {}

    private init(_ values: [String: Any]) { self.values = values }

    /// Numbers count as text, too: some sources write telephone numbers so.
    private func raw(_ key: String) -> String? {
        switch values[key] {
        case let text as String: text
        case let number as NSNumber: number.stringValue
        default: nil
        }
    }

    func line(_ key: String) -> String? {
        raw(key).map(PlainText.line).flatMap { $0.isEmpty ? nil : $0 }
    }

    func paragraphs(_ key: String) -> String? {
        raw(key).map(PlainText.paragraphs).flatMap { $0.isEmpty ? nil : $0 }
    }

    func integer(_ key: String) -> Int? { number(key).flatMap { Int(exactly: $0.rounded()) } }

    func number(_ key: String) -> Double? {
        raw(key).flatMap { Double($0.trimmingCharacters(in: .whitespaces)) }.flatMap { $0.isFinite ? $0 : nil }
    }

    func object(_ key: String) -> SourceObject? { (values[key] as? [String: Any]).map(SourceObject.init) }

    func objects(_ key: String) -> [SourceObject] {
        (values[key] as? [Any])?.compactMap { ($0 as? [String: Any]).map(SourceObject.init) } ?? []
    }

    func has(_ key: String) -> Bool { values[key].map { !($0 is NSNull) } ?? false }
}
