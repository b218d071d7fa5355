import Core
import Foundation
import WebSupport

/// Whom to ask for, a row for each.
enum PeopleForm: SectionForm {
    private static func rows(_ facts: OfferFacts) -> FormRows {
        FormRows(name: "person", stored: facts.contacts.count, plural: "people", first: "role")
    }

    static func blocks(_ facts: OfferFacts, _ form: FormReader?, needs: [Need]) -> [FieldBlock] {
        let rows = rows(facts)
        return rows.shown(form).flatMap { number in
            let stored = facts.contacts.indices.contains(number - 1) ? facts.contacts[number - 1] : nil
            return FieldBlock.group("Person or team \(number)", row(rows.prefix(number), stored, form))
        }
    }

    private static func row(_ prefix: String, _ contact: Contact?, _ form: FormReader?) -> [FieldBlock] {
        [
            .text(
                TextInput(
                    prefix + "role",
                    "Role or team",
                    in: form,
                    hint: "What to say on the phone: the co-ordinator, the advice desk. Empty the row to take it off.",
                    initially: contact?.role ?? ""
                )
            ),
            .text(
                TextInput(
                    prefix + "name",
                    "Name (optional)",
                    in: form,
                    hint: "It shows when there is no role. Ask the person first.",
                    initially: contact?.name ?? ""
                )
            ),
            .text(
                TextInput(
                    prefix + "email",
                    "E-mail address (optional)",
                    in: form,
                    hint: "It does not show on the page. One that is a person's own is never passed on.",
                    type: "email",
                    keyboard: "email",
                    initially: contact?.email ?? ""
                )
            ),
        ]
    }

    static func read(_ form: inout FormReader, into facts: inout OfferFacts, needs: [Need]) {
        let before = facts.contacts
        let rows = rows(facts)
        facts.contacts = rows.read(&form).compactMap { number -> Contact? in
            let prefix = rows.prefix(number)
            let stored = before.indices.contains(number - 1) ? before[number - 1] : nil
            let isSame = [("role", stored?.role), ("name", stored?.name), ("email", stored?.email)].allSatisfy {
                form.sent(prefix + $0.0) == $0.1 ?? ""
            }
            if isSame { return stored }
            let contact = Contact(
                name: form.optionalText(prefix + "name", label: "name", max: 150),
                role: form.optionalText(prefix + "role", label: "role or team", max: 150),
                email: form.optionalEmail(prefix + "email")
            )
            if contact.email != nil, contact.name == nil, contact.role == nil {
                form.fail(prefix + "role", "Say whose e-mail address it is: a role is enough")
            }
            return contact == Contact() ? nil : contact
        }
    }
}

/// A list that is typed one on each line.
enum LineList {
    /// More than any listing seen has.
    private static let most = 60
    private static let longest = 120

    static func text(_ items: [String]) -> String { items.joined(separator: "\n") }

    /// - Returns: what is stored when it was sent as it is; else each line once, in the order of the lines.
    static func read(_ field: String, label: String, over stored: [String], _ form: inout FormReader) -> [String] {
        let typed = form.multiline(field, label: label, max: 20_000)
        let lines = typed.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        let known = stored.flatMap { $0.split(separator: "\n") }.map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }
        if lines == known { return stored }
        if lines.count > max(most, stored.count) {
            form.fail(field, "Give \(most) \(label) at most. You sent \(lines.count)")
        }
        if lines.contains(where: { $0.count > longest && !stored.contains($0) }) {
            form.fail(field, "Each line must be \(longest) characters or fewer")
        }
        return lines.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
