import Foundation

/// The lists inside a service record: times, costs, telephones, languages and the rest.
struct PartsReader {
    let source: SourceObject

    private var links: [SourceObject] { source.objects("service_at_locations") }
    private var places: [SourceObject] { links.compactMap { $0.object("location") } }

    // MARK: Schedules

    func schedules(notes: inout [String]) -> [Schedule] {
        let objects =
            source.objects("schedules") + links.flatMap { $0.objects("schedules") }
            + places.flatMap { $0.objects("schedules") }
        var schedules: [Schedule] = []
        for object in objects {
            let schedule = schedule(object, notes: &notes)
            let saysSomething = schedule.frequency != nil || schedule.description != nil
            if saysSomething, !schedules.contains(schedule) { schedules.append(schedule) }
        }
        return schedules
    }

    private func schedule(_ object: SourceObject, notes: inout [String]) -> Schedule {
        let words = object.line("byday") ?? ""
        let days = words.split(separator: ",").compactMap { Weekday(rawValue: $0.suffix(2).uppercased()) }
        let ordinal = words.split(separator: ",").first.flatMap { Int($0.dropLast(2)) }
        let dayOfMonth = object.line("bymonthday").flatMap { $0.split(separator: ",").first }.flatMap { Int($0) }
        var frequency = object.line("freq").flatMap { Schedule.Frequency(rawValue: $0.uppercased()) }
        if frequency == .weekly, days.isEmpty { frequency = nil }
        let from = time("opens_at", of: object, notes: &notes)
        let to = time("closes_at", of: object, notes: &notes)
        let isBackwards = from.map { start in to.map { $0 <= start } ?? false } ?? false
        if isBackwards { notes.append("a closing time before the opening time was left out") }
        return Schedule(
            frequency: frequency,
            interval: object.integer("interval").map { min(max($0, 1), 52) } ?? 1,
            days: days,
            weekOfMonth: ordinal.flatMap { (-1...5).contains($0) && $0 != 0 ? $0 : nil },
            dayOfMonth: dayOfMonth.flatMap { (1...31).contains($0) ? $0 : nil },
            opensAt: from,
            closesAt: isBackwards ? nil : to,
            validFrom: (object.line("valid_from") ?? object.line("dtstart")).flatMap { Day(iso: $0) },
            validTo: (object.line("valid_to") ?? object.line("until")).flatMap { Day(iso: $0) },
            description: object.paragraphs("description")
        )
    }

    private func time(_ key: String, of object: SourceObject, notes: inout [String]) -> TimeOfDay? {
        guard let text = object.line(key) else { return nil }
        let time = TimeOfDay(text)
        if time == nil { notes.append("a time that no clock shows was left out") }
        return time
    }

    // MARK: The rest

    func costs() -> [CostOption] {
        source.objects("cost_options").compactMap { object in
            let pence = object.number("amount").flatMap { (0...100_000).contains($0) ? Int(($0 * 100).rounded()) : nil }
            let words = object.line("amount_description")
            let per = pence == nil ? nil : unit(words)
            let note = object.line("option") ?? (per == nil ? words : nil)
            return pence == nil && note == nil ? nil : CostOption(pence: pence, per: per, note: note)
        }
    }

    /// "visit" of "per visit", which is read as "£4.50 a visit"; other words about an amount are a note.
    private func unit(_ words: String?) -> String? {
        guard let words, words.lowercased().hasPrefix("per "), words.count <= 60 else { return nil }
        return String(words.dropFirst(4))
    }

    func phones() -> [Phone] {
        let contacts = source.objects("contacts")
        let objects =
            source.objects("phones") + contacts.flatMap { $0.objects("phones") }
            + places.flatMap { $0.objects("phones") }
        return unique(
            objects.compactMap { object in
                object.line("number").map {
                    Phone(number: String($0.prefix(60)), description: object.line("description"))
                }
            },
            by: \.number
        )
    }

    func contacts() -> [Contact] {
        source.objects("contacts").compactMap { object in
            let contact = Contact(
                name: object.line("name"),
                role: object.line("title"),
                email: object.line("email").flatMap(Address.email)
            )
            return contact == Contact() ? nil : contact
        }
    }

    func languages() -> [Language] {
        let objects = source.objects("languages") + places.flatMap { $0.objects("languages") }
        return unique(objects.compactMap { ($0.line("name") ?? $0.line("note")).map(Language.init) }, by: \.name)
    }

    func areas() -> [ServiceArea] {
        unique(
            source.objects("service_areas").compactMap {
                ($0.line("name") ?? $0.line("description")).map(ServiceArea.init)
            },
            by: \.name
        )
    }

    func attributes() -> [OfferAttribute] {
        let attributes = source.objects("attributes").compactMap { object -> OfferAttribute? in
            guard let term = object.object("taxonomy_term"), let name = term.line("name") ?? term.line("code") else {
                return nil
            }
            return OfferAttribute(code: term.line("code"), taxonomy: term.line("taxonomy"), name: name)
        }
        return unique(attributes) { "\($0.taxonomy ?? "") \($0.code ?? "") \($0.name)" }
    }

    /// From HSDS 3.1's capacities, in our own words where it is a feed of ours; nil when nothing is said of it.
    func intake() -> Offer.Intake? {
        let capacities = source.objects("capacities")
        let words = capacities.compactMap { $0.line("description") }
        if let said = words.compactMap(Offer.Intake.init).first { return said }
        // A closed offer has no places, which says nothing about those that it will have.
        guard words.compactMap(Offer.Status.init).isEmpty else { return nil }
        let places = capacities.compactMap { $0.integer("available") }
        return places.isEmpty ? nil : places.contains { $0 > 0 } ? .open : .full
    }

    private func unique<Value>(_ values: [Value], by key: (Value) -> String) -> [Value] {
        var seen: Set<String> = []
        return values.filter { seen.insert(key($0)).inserted }
    }
}
