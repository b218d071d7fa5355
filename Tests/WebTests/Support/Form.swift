import Foundation
import TestSupport
import Testing

/// A form on a page with what is filled in, as a browser would send it.
struct Form {
    let action: String
    var fields: [(String, String)]

    /// The form of a page that goes to `action`; the test fails when there is none.
    init(_ page: Browser.Page, to action: String) throws {
        self.action = action
        let markup = page.markup
        let form = try #require(
            markup.elements.first { $0.name == "form" && $0["action"] == action },
            "no form to \(action) on the page with status \(page.status.code)"
        )
        let next = markup.elements.first { $0.name == "form" && $0.position > form.position }
        let inside = markup.elements.filter {
            $0.position > form.position && $0.position < next?.position ?? .max
        }
        fields = Form.fields(inside)
    }

    /// Fills in fields: each name that is given loses what it had.
    func with(_ changes: [(String, String)]) -> Form {
        var form = self
        let names = Set(changes.map(\.0))
        form.fields.removeAll { names.contains($0.0) }
        form.fields += changes
        return form
    }

    func without(_ names: String...) -> Form {
        var form = self
        form.fields.removeAll { names.contains($0.0) }
        return form
    }

    subscript(name: String) -> String? { fields.first { $0.0 == name }?.1 }

    func values(_ name: String) -> [String] { fields.filter { $0.0 == name }.map(\.1) }

    private static func fields(_ elements: [Markup.Element]) -> [(String, String)] {
        var select: String?
        return elements.compactMap { element in
            switch element.name {
            case "input":
                let isBox = element["type"] == "checkbox" || element["type"] == "radio"
                guard let name = element["name"], !isBox || element["checked"] != nil else { return nil }
                return (name, element["value"] ?? "")
            case "textarea":
                // A line break right after the tag is not part of the text.
                let text = element.text.hasPrefix("\n") ? String(element.text.dropFirst()) : element.text
                return element["name"].map { ($0, text) }
            case "select":
                select = element["name"]
                return nil
            case "option" where element["selected"] != nil:
                return select.map { ($0, element["value"] ?? "") }
            default: return nil
            }
        }
    }
}

extension Browser {
    @discardableResult
    func submit(_ form: Form) async throws -> Page { try await post(form.action, form.fields) }
}
