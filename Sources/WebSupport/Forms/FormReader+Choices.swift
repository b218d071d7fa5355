extension FormReader {
    /// One of a list of values, from radio buttons or a select; nil when nothing was chosen.
    public mutating func choice(
        _ field: String,
        label: String,
        among values: [String],
        required: Bool = false,
        missing: String? = nil
    ) -> String? {
        let sent = single(field, label: label)
        let select = missing ?? "Select \(FieldLabel(label).withArticle)"
        guard !sent.isEmpty else {
            if required { fail(field, select) }
            return nil
        }
        guard values.contains(sent) else {
            fail(field, "\(select) from the list")
            return nil
        }
        return sent
    }

    /// One case of an enumeration by its raw value.
    public mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ field: String,
        label: String,
        as type: Choice.Type,
        required: Bool = false,
        missing: String? = nil
    ) -> Choice? {
        choice(field, label: label, among: type.allCases.map(\.rawValue), required: required, missing: missing)
            .flatMap(Choice.init(rawValue:))
    }

    /// Any number of values, from checkboxes whose name ends in `[]`; in the order sent, each once.
    public mutating func choices(
        _ field: String,
        label: String,
        among values: [String],
        required: Bool = false,
        missing: String? = nil
    ) -> [String] {
        _ = single(field, label: label)
        let select = missing ?? "Select \(FieldLabel(label).withArticle)"
        var chosen: [String] = []
        for value in fields.values(field) where !value.isEmpty && !chosen.contains(value) {
            if values.contains(value) { chosen.append(value) } else { fail(field, "\(select) from the list") }
        }
        if required, chosen.isEmpty { fail(field, select) }
        return chosen
    }

    /// Whether a checkbox is ticked: sent with `on`, `true`, `yes` or `1`.
    /// - Parameter required: The message when it has to be ticked and is not.
    public mutating func checked(_ field: String, required: String? = nil) -> Bool {
        let ticked = ["on", "true", "yes", "1"].contains(single(field, label: "answer").lowercased())
        if !ticked, let required { fail(field, required) }
        return ticked
    }
}
