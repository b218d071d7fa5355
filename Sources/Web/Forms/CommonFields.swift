import Core
import WebSupport

/// Fields that several forms ask for in the same words.
extension FormReader {
    /// The code of a letter, as it was typed into "code"; nil when it is none, which is said beside its field.
    mutating func letterCode(missing: String = "Enter the code of the letter") -> LetterCode? {
        let typed = text("code", label: "code", max: 40, required: true, missing: missing)
        // Where nothing was typed, that is said already: the first sentence of a field stays.
        let code = LetterCode(typed)
        if code == nil { fail("code", "A code has ten letters and digits, like 7K3QM-04XTR") }
        return code
    }

    /// How somebody said yes or no; nil when nothing was chosen, which is said beside its field.
    mutating func howTheySaidSo(_ field: String = "how", missing: String = "Say how they said so") -> Consent.Method? {
        choice(field, label: "answer", as: Consent.Method.self, required: true, missing: missing)
    }
}
