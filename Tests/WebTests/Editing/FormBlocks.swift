import Foundation
import WebSupport

@testable import Web

/// What a browser would send for the fields of a page, left as they are.
enum FormBlocks {
    static func sent(_ blocks: [FieldBlock]) throws -> FormReader {
        let fields = blocks.flatMap { block -> [(String, String)] in
            var fields = [block.text, block.area].compactMap { $0 }.map { ($0.name, $0.value) }
            fields += block.choice?.options.filter(\.isChecked).map { ($0.name, $0.value) } ?? []
            if let select = block.select {
                let chosen = select.options.first(where: \.isSelected) ?? select.options.first
                fields.append((select.id, chosen?.value ?? ""))
            }
            if let date = block.date {
                fields += [
                    ("\(date.id)-day", date.day), ("\(date.id)-month", date.month), ("\(date.id)-year", date.year),
                ]
            }
            return fields
        }
        let body = fields.map { "\(encoded($0.0))=\(encoded($0.1))" }.joined(separator: "&")
        return FormReader(try FormFields(body: Array(body.utf8), count: 10_000))
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
