import Core
import Foundation
import Hummingbird
import WebSupport

/// An organisation asks to be in the directory; open to everyone.
enum JoinPages {
    static func form(_ visit: Visit) async throws -> Response {
        try show(visit, form: nil, key: UUID().uuidString)
    }

    static func ask(_ visit: Visit) async throws -> Response {
        var form = try visit.reader()
        // A field that people do not see: only programs that fill in everything fill it in. They are thanked.
        guard form.sent("fax").isEmpty else { return .seeOther(Path.join.text + "?sent=1") }
        guard let key = UUID(uuidString: form.sent("key"))?.uuidString else {
            form.fail("name", "A part of the form was lost on its way. Check it and send it again")
            return try show(visit, form: form, key: UUID().uuidString)
        }
        let request = read(&form, key: key, now: visit.now)
        guard form.isValid else { return try show(visit, form: form, key: key) }
        try await visit.count(
            visit.site.joinsByAddress,
            title: "Too many requests",
            then: "go back and send it again."
        )
        try await visit.features.joins.ask(request)
        return .seeOther(Path.join.text + "?sent=1")
    }

    private static func read(_ form: inout FormReader, key: String, now: Date) -> JoinRequest {
        let name = form.text(
            "name",
            label: "name",
            max: 150,
            required: true,
            missing: "Enter the name of your organisation"
        )
        let about = form.multiline(
            "about",
            label: "words about what you do",
            max: 4_000,
            required: true,
            missing: "Say in a few words what you do"
        )
        let charity = number(
            "charity",
            "charity number",
            "A charity number has 6 or 7 digits, or SC or NIC and 6 digits",
            &form,
            CharityNumber.tidy
        )
        let company = number(
            "company",
            "company number",
            "A company number has 8 digits, or two letters and 6 digits",
            &form,
            CompanyNumber.tidy
        )
        let website = form.website("website")
        let phone = form.phone("phone", required: true)
        let contact = form.text("contact", label: "your name", max: 100, required: true)
        let email = form.email("email", label: "e-mail address", required: true)
        return JoinRequest(
            key: key,
            name: name,
            about: about,
            charityNumber: charity,
            companyNumber: company,
            website: website,
            phone: phone ?? "",
            contactName: contact,
            contactEmail: email,
            sentAt: now
        )
    }

    private static func number(
        _ field: String,
        _ label: String,
        _ wrong: String,
        _ form: inout FormReader,
        _ read: (String) -> String?
    ) -> String? {
        guard let typed = form.optionalText(field, label: label, max: 40) else { return nil }
        guard let number = read(typed) else {
            form.fail(field, wrong)
            return nil
        }
        return number
    }

    private static func show(_ visit: Visit, form: FormReader?, key: String) throws -> Response {
        let page = JoinPage(visit: visit, form: form, key: key)
        return try visit.html(page, as: .join, status: form == nil ? .ok : .badRequest)
    }
}

struct JoinPage: Sendable {
    let page: PageFrame
    let errors: ErrorSummary?
    let isSent: Bool
    let action: String
    let key: String
    let fields: [FieldBlock]

    init(visit: Visit, form: FormReader?, key: String) {
        page = visit.frame("Join the directory", hasErrors: form != nil)
        errors = ErrorSummary(form)
        isSent = form == nil && visit.query.text("sent") == "1"
        action = Path.join.text
        self.key = key
        fields = JoinPage.organisation(form) + JoinPage.contact(form)
    }

    private static func organisation(_ form: FormReader?) -> [FieldBlock] {
        [
            .text(TextInput("name", "What is your organisation or group called?", in: form)),
            .area(
                TextInput(
                    "about",
                    "What do you do, and where?",
                    in: form,
                    hint: "A few sentences. For example, who comes and what they find."
                )
            ),
            .text(
                TextInput(
                    "charity",
                    "Charity number (optional)",
                    in: form,
                    hint: "Many good groups have none. Then we ring you.",
                    width: "medium"
                )
            ),
            .text(TextInput("company", "Company number (optional)", in: form, width: "medium")),
            .text(TextInput("website", "Website (optional)", in: form, keyboard: "url")),
            .text(TextInput("phone", "Phone number", in: form, type: "tel", keyboard: "tel", width: "medium")),
        ]
    }

    private static func contact(_ form: FormReader?) -> [FieldBlock] {
        [
            .text(TextInput("contact", "Your name", in: form, autocomplete: "name")),
            .text(
                TextInput(
                    "email",
                    "Your e-mail address",
                    in: form,
                    hint:
                        "You sign in with it when you have joined. Others see it beside your listings until you change it.",
                    type: "email",
                    autocomplete: "email",
                    keyboard: "email"
                )
            ),
        ]
    }
}
