import Core
import Foundation
import WebSupport

/// Where it happens, and how else people take part.
enum PlaceForm: SectionForm {
    private static func rows(_ facts: OfferFacts) -> FormRows {
        FormRows(name: "place", stored: facts.places.count, plural: "places", first: "name")
    }

    static func blocks(_ facts: OfferFacts, _ form: FormReader?, needs: [Need]) -> [FieldBlock] {
        let rows = rows(facts)
        let ways = FieldBlock.choice(
            .checkboxes(
                "ways",
                "How do people take part?",
                Offer.Way.allCases.map { ($0.rawValue, Words.capitalised(PlaceWords.way($0)), nil) },
                in: form,
                initially: Set(facts.ways.map(\.rawValue))
            )
        )
        let areas = TextInput(
            "areas",
            "Where must people live to come? (optional)",
            in: form,
            hint: "One area on each line: Southwark, Peckham, SE15. Leave it empty when it does not matter.",
            initially: LineList.text(facts.areas.map(\.name))
        )
        return [ways]
            + rows.shown(form).flatMap { number in
                let stored = facts.places.indices.contains(number - 1) ? facts.places[number - 1] : nil
                return FieldBlock.group(rows.legend("place", number), row(rows.prefix(number), stored, form))
            }
            + [.area(areas)]
    }

    private static func row(_ prefix: String, _ place: PlaceFacts?, _ form: FormReader?) -> [FieldBlock] {
        func text(_ id: String, _ label: String, _ value: String?, width: String = "long") -> FieldBlock {
            .text(TextInput(prefix + id, label, in: form, width: width, initially: value ?? ""))
        }
        var blocks = [
            text("name", "Name of the building (optional)", place?.name),
            text("street", "Number, street and part of town", place?.address),
            text("town", "Town (optional)", place?.city, width: "medium"),
            text("postcode", "Postcode", place?.postcode, width: "postcode"),
            .area(
                TextInput(
                    prefix + "way",
                    "Getting there (optional)",
                    in: form,
                    hint: "Buses, and which door to use.",
                    initially: place?.gettingThere ?? ""
                )
            ),
            .area(
                TextInput(
                    prefix + "access",
                    "Access (optional)",
                    in: form,
                    hint: "One thing on each line: step-free entrance, accessible toilet, hearing loop.",
                    initially: place?.accessibility.joined(separator: "\n") ?? ""
                )
            ),
            .choice(
                .checkboxes(
                    prefix + "private",
                    "Must the address stay secret?",
                    [("yes", "Yes. Never show where it is", "For a refuge, or where people would be in danger.")],
                    in: form,
                    initially: place?.isConfidential == true ? ["yes"] : []
                )
            ),
        ]
        if place != nil {
            blocks.append(
                .choice(.checkboxes(prefix + "remove", "Moved away?", [("yes", "Take this place off", nil)], in: form))
            )
        }
        return blocks
    }

    static func read(_ form: inout FormReader, into facts: inout OfferFacts, needs: [Need]) {
        let ways = form.choices(
            "ways[]",
            label: "how people take part",
            among: Offer.Way.allCases.map(\.rawValue),
            required: true,
            missing: "Tick how people take part"
        ).compactMap(Offer.Way.init)
        if Set(ways) != Set(facts.ways) { facts.ways = ways }
        let areas = facts.areas.map(\.name)
        let names = LineList.read("areas", label: "areas", over: areas, &form)
        if names != areas { facts.areas = names.map(ServiceArea.init(name:)) }
        let before = facts.places
        let rows = rows(facts)
        facts.places = rows.read(&form).compactMap { number in
            guard !form.checked(rows.prefix(number) + "remove") else { return nil }
            let stored = before.indices.contains(number - 1) ? before[number - 1] : nil
            return place(&form, rows.prefix(number), over: stored)
        }
    }

    private static func place(_ form: inout FormReader, _ prefix: String, over stored: PlaceFacts?) -> PlaceFacts? {
        var place = PlaceFacts(location: stored?.location)
        place.name = form.optionalText(prefix + "name", label: "name of the building", max: 200)
        place.address = form.optionalText(prefix + "street", label: "street", max: 300)
        place.city = form.optionalText(prefix + "town", label: "town", max: 100)
        let postcode = form.optionalText(prefix + "postcode", label: "postcode", max: 40)
        place.postcode = postcode
        place.gettingThere = form.optionalLines(prefix + "way", label: "way there", max: 2_000)
        place.accessibility = form.multiline(prefix + "access", label: "access", max: 2_000)
            .split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        place.isConfidential = form.checked(prefix + "private")
        guard place != stored else { return stored }
        guard place != PlaceFacts(location: stored?.location) else { return nil }
        if let postcode, postcode != stored?.postcode {
            guard let known = Postcode(postcode), known.inward != nil else {
                form.fail(prefix + "postcode", "Enter a whole postcode, like SE15 4KC")
                return place
            }
            place.postcode = known.text
        }
        if place.address == nil, place.postcode == nil {
            form.fail(prefix + "street", "Enter the street, or at least the postcode")
        }
        return place
    }
}

/// Prices, a row for each.
enum CostForm: SectionForm {
    private static func rows(_ facts: OfferFacts) -> FormRows {
        FormRows(name: "cost", stored: facts.costs.count, plural: "prices", first: "amount")
    }

    static func blocks(_ facts: OfferFacts, _ form: FormReader?, needs: [Need]) -> [FieldBlock] {
        let rows = rows(facts)
        let prices = rows.shown(form).flatMap { number in
            let stored = facts.costs.indices.contains(number - 1) ? facts.costs[number - 1] : nil
            return FieldBlock.group(rows.legend("price", number), row(rows.prefix(number), stored, form))
        }
        let other = TextInput(
            "cost-words",
            "Anything else about money (optional)",
            in: form,
            initially: facts.feesDescription ?? ""
        )
        return prices + [.area(other)]
    }

    private static func row(_ prefix: String, _ cost: CostOption?, _ form: FormReader?) -> [FieldBlock] {
        [
            .text(
                TextInput(
                    prefix + "amount",
                    "Pounds",
                    in: form,
                    hint: "0 when it is free. Empty the row to take the price off.",
                    keyboard: "decimal",
                    width: "four",
                    initially: cost?.pence.map(Self.pounds) ?? ""
                )
            ),
            .text(
                TextInput(
                    prefix + "per",
                    "For what? (optional)",
                    in: form,
                    hint: "visit, month, term",
                    width: "medium",
                    initially: cost?.per ?? ""
                )
            ),
            .text(TextInput(prefix + "note", "Note (optional)", in: form, initially: cost?.note ?? "")),
        ]
    }

    static func pounds(_ pence: Int) -> String {
        pence % 100 == 0 ? "\(pence / 100)" : "\(pence / 100).\(pence % 100 < 10 ? "0" : "")\(pence % 100)"
    }

    static func read(_ form: inout FormReader, into facts: inout OfferFacts, needs: [Need]) {
        let rows = rows(facts)
        let costs = rows.read(&form).compactMap { number -> CostOption? in
            let prefix = rows.prefix(number)
            let amount = form.text(prefix + "amount", label: "amount", max: 40)
            let per = form.optionalText(prefix + "per", label: "what the price is for", max: 100)
            let note = form.optionalText(prefix + "note", label: "note", max: 500)
            if amount.isEmpty, per == nil, note == nil { return nil }
            if amount.isEmpty, note == nil { form.fail(prefix + "amount", "Enter the pounds, or say it in the note") }
            let pence = amount.isEmpty ? nil : pence(amount)
            if !amount.isEmpty, pence == nil {
                form.fail(prefix + "amount", "Enter pounds as a number, like 3 or 4.50")
            }
            return CostOption(pence: pence, per: per, note: note)
        }
        facts.costs = costs
        facts.feesDescription = form.optionalLines("cost-words", label: "words about money", max: 2_000)
    }

    /// Up to 100,000 pounds; nil for what is no amount.
    static func pence(_ typed: String) -> Int? {
        if typed.lowercased() == "free" { return 0 }
        let number = typed.filter { !"£, ".contains($0) }
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            (1...6).contains(parts[0].count), let pounds = Int(parts[0]), pounds <= 100_000
        else { return nil }
        guard parts.count == 2 else { return pounds * 100 }
        guard (1...2).contains(parts[1].count), let rest = Int(parts[1]) else { return nil }
        return pounds * 100 + (parts[1].count == 1 ? rest * 10 : rest)
    }
}

/// Telephone numbers, a row for each, e-mail and website.
enum ContactForm: SectionForm {
    private static func rows(_ facts: OfferFacts) -> FormRows {
        FormRows(name: "phone", stored: facts.phones.count, plural: "phone numbers", first: "number")
    }

    static func blocks(_ facts: OfferFacts, _ form: FormReader?, needs: [Need]) -> [FieldBlock] {
        let rows = rows(facts)
        let phones = rows.shown(form).flatMap { number in
            let stored = facts.phones.indices.contains(number - 1) ? facts.phones[number - 1] : nil
            let prefix = rows.prefix(number)
            return FieldBlock.group(
                rows.legend("phone number", number),
                [
                    .text(
                        TextInput(
                            prefix + "number",
                            "Phone number",
                            in: form,
                            type: "tel",
                            keyboard: "tel",
                            width: "medium",
                            initially: stored?.number ?? ""
                        )
                    ),
                    .text(
                        TextInput(
                            prefix + "note",
                            "When, or whom to ask for (optional)",
                            in: form,
                            initially: stored?.description ?? ""
                        )
                    ),
                ]
            )
        }
        return phones + [
            .text(
                TextInput(
                    "email",
                    "E-mail address (optional)",
                    in: form,
                    hint: "One that belongs to the group rather than to a person.",
                    type: "email",
                    keyboard: "email",
                    initially: facts.email ?? ""
                )
            ),
            .text(
                TextInput("website", "Website (optional)", in: form, keyboard: "url", initially: facts.website ?? "")
            ),
        ]
    }

    static func read(_ form: inout FormReader, into facts: inout OfferFacts, needs: [Need]) {
        let before = facts.phones
        let rows = rows(facts)
        facts.phones = rows.read(&form).compactMap { number -> Phone? in
            let prefix = rows.prefix(number)
            let note = form.optionalText(prefix + "note", label: "words beside the number", max: 200)
            let isStored = before.contains { $0.number == form.sent(prefix + "number") }
            guard
                let typed = isStored
                    ? form.sent(prefix + "number") : form.phone(prefix + "number", required: note != nil)
            else { return nil }
            return Phone(number: typed, description: note)
        }
        facts.email = form.optionalEmail("email")
        facts.website = form.sent("website") == facts.website ? facts.website : form.website("website")
    }
}
