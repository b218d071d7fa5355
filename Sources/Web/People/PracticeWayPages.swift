import Core
import Hummingbird
import WebSupport

/// How each practice gets its answers: for administrators.
enum PracticeWayPages {
    static func list(_ visit: Visit) async throws -> Response {
        let lines = try await visit.features.practices.list(for: visit.actor())
        return try visit.html(PracticesPage(visit: visit, lines: lines), as: .practices)
    }

    static func form(_ visit: Visit) async throws -> Response {
        try await page(visit, form: nil)
    }

    static func change(_ visit: Visit) async throws -> Response {
        var form = try visit.reader()
        let way = form.choice(
            "way",
            label: "way",
            as: Practice.Way.self,
            required: true,
            missing: "Say how answers go there"
        )
        let email = form.text("email", label: "e-mail address", max: 254)
        guard let way, form.isValid else { return try await page(visit, form: form) }
        do {
            try await visit.features.practices.change(code(visit), way: way, email: email, by: visit.actor())
            return .seeOther(Path.practices.text + "?changed=1")
        } catch Failure.invalid(let problems) {
            form.fail(problems)
            return try await page(visit, form: form)
        }
    }

    private static func code(_ visit: Visit) throws(Failure) -> Practice.Code {
        guard let text = visit.context.parameters.get("code"), text.utf8.count <= 10 else { throw .notFound }
        return Practice.Code(rawValue: text)
    }

    private static func page(_ visit: Visit, form: FormReader?) async throws -> Response {
        let line = try await visit.features.practices.one(code(visit), for: visit.actor())
        let page = PracticeWayPage(visit: visit, line: line, form: form)
        return try visit.html(page, as: .practiceWay, status: form == nil ? .ok : .badRequest)
    }
}

struct PracticesPage: Sendable {
    let page: PageFrame
    let thanks: String?
    let deliveriesHref: String
    let lines: [Line]

    struct Line: Sendable {
        let href: String
        let name: String
        let code: String
        let way: String
        let readers: String
        let state: String
    }

    init(visit: Visit, lines: [Practices.Line]) {
        page = visit.frame("GP practices")
        thanks = visit.query.checked("changed") ? "Saved. What waited goes by the new way." : nil
        deliveriesHref = Path.deliveries.text
        self.lines = lines.map { line in
            Line(
                href: Path.practiceWay(line.practice.code).text,
                name: line.practice.name,
                code: line.practice.code.rawValue,
                way: PracticeWayPage.name(line.practice.way),
                readers: "\(line.readers)",
                state: PracticesPage.state(line)
            )
        }
    }

    private static func state(_ line: Practices.Line) -> String {
        let parts = [
            line.practice.emailBouncedAt == nil ? nil : "its e-mail comes back",
            line.failed == 0 ? nil : "\(line.failed) not delivered",
            line.toPrint == 0 ? nil : "\(line.toPrint) to print",
        ].compactMap { $0 }
        return parts.isEmpty ? "–" : Words.capitalised(parts.joined(separator: ", "))
    }
}

struct PracticeWayPage: Sendable {
    let page: PageFrame
    let errors: ErrorSummary?
    let title: String
    let note: String?
    let action: String
    let way: ChoiceInput
    let email: TextInput

    init(visit: Visit, line: Practices.Line, form: FormReader?) {
        let practice = line.practice
        page = visit.frame(practice.name, hasErrors: form != nil)
        errors = ErrorSummary(form)
        title = practice.name
        note =
            line.readers == 0
            ? "Nobody at this practice signs in here. Only a printed letter reaches it."
            : practice.emailBouncedAt == nil ? nil : "E-mail to this practice comes back. Ask for another address."
        action = Path.practiceWay(practice.code).text
        way = .radios(
            "way",
            "How do answers get there?",
            Practice.Way.allCases.map { ($0.rawValue, PracticeWayPage.name($0), PracticeWayPage.hint($0)) },
            in: form,
            initially: practice.way.rawValue
        )
        email = TextInput(
            "email",
            "E-mail address of the practice (optional)",
            in: form,
            hint:
                "A shared mailbox, not one person's. Needed for the e-mail way. On Mondays we write how many answers wait.",
            autocomplete: "off",
            keyboard: "email",
            initially: practice.email ?? ""
        )
    }

    static func name(_ way: Practice.Way) -> String {
        switch way {
        case .page: "On its page here"
        case .letter: "Printed letter"
        case .email: "E-mail with a link"
        }
    }

    private static func hint(_ way: Practice.Way) -> String {
        switch way {
        case .page: "Received when somebody of the practice opens it."
        case .letter: "The link worker prints and posts it. Received when the practice types the code."
        case .email: "Says nothing but where to look. Received when somebody of the practice opens it here."
        }
    }
}
