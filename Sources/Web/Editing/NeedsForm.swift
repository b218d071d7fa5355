import Core
import WebSupport

/// What an offer helps with, the main thing first: searches for that find it before others.
enum NeedsForm: SectionForm {
    /// So many are put in order; after them the order tells nobody anything.
    private static let places = [
        ("first", "What do most people come for?"), ("second", "What next? (optional)"),
        ("third", "And after that? (optional)"),
    ]

    static func blocks(_ facts: OfferFacts, _ form: FormReader?, needs: [Need]) -> [FieldBlock] {
        let ticks = FieldBlock.choice(
            .checkboxes(
                "needs",
                "What do people come to you about?",
                needs.map { ($0.id.rawValue, $0.name, nil) },
                in: form,
                hint: "Tick what it is really there for. Fewer ticks help people find the right thing.",
                initially: Set(facts.needs.map(\.rawValue))
            )
        )
        let items = [("", "In any order")] + needs.map { ($0.id.rawValue, $0.name) }
        let order = places.enumerated().map { index, place in
            FieldBlock.select(
                SelectInput(
                    place.0,
                    place.1,
                    items,
                    in: form,
                    hint: index == 0 ? "Choose from what you have ticked." : nil,
                    initially: facts.needs.indices.contains(index) ? facts.needs[index].rawValue : ""
                )
            )
        }
        return [ticks] + FieldBlock.group("Which matter most?", order)
    }

    static func read(_ form: inout FormReader, into facts: inout OfferFacts, needs: [Need]) {
        let ticked = form.choices(
            "needs[]",
            label: "what it helps with",
            among: needs.map(\.id.rawValue),
            required: true,
            missing: "Tick at least one thing that it helps with"
        ).map { Need.ID(rawValue: $0) }
        let before = facts.needs
        var order: [Need.ID] = []
        for (index, place) in places.enumerated() {
            let known = before.indices.contains(index) ? before[index] : nil
            guard let chosen = choice(place.0, ticked: ticked, before: known, among: needs, &form),
                !order.contains(chosen)
            else { continue }
            order.append(chosen)
        }
        // What was not put in order keeps the order that it had.
        let rest = before.filter(ticked.contains) + ticked.filter { !before.contains($0) }
        facts.needs = order + rest.filter { !order.contains($0) }
    }

    /// What stood there before and is no longer ticked has gone; what is newly chosen has to be ticked.
    private static func choice(
        _ field: String,
        ticked: [Need.ID],
        before: Need.ID?,
        among needs: [Need],
        _ form: inout FormReader
    ) -> Need.ID? {
        let sent = form.choice(field, label: "choice", among: needs.map(\.id.rawValue))
        guard let sent else { return nil }
        let need = Need.ID(rawValue: sent)
        if ticked.contains(need) { return need }
        if need != before { form.fail(field, "Tick this above as well, or choose something that you have ticked") }
        return nil
    }
}
