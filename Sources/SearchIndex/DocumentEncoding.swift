internal import CXapianShim

/// A document laid out for the shim.
struct EncodedDocument {
    private var arena = Arena()
    private var layout = xs_document()
    private var texts: [xs_text] = []
    private var terms: [xs_term] = []
    private let numbers: [xs_number]
    private let places: [xs_place]

    /// Throws `invalidArgument` for whatever the index cannot take.
    init(_ document: IndexDocument) throws(SearchIndexError) {
        try Self.validate(document)
        numbers = document.numbers.map { xs_number(slot: UInt32($0.index), value: $1) }
        places = document.places.map { xs_place(latitude: $0.latitude, longitude: $0.longitude) }
        layout.id_term = try arena.add(TermPrefix.id.rawValue + document.id)
        layout.id = try arena.add(document.id)
        layout.sample = try arena.add(document.sample)
        layout.payload = try arena.add(document.payload)
        layout.marks = xs_marks(document.marks)
        layout.fingerprint = document.fingerprint
        for field in document.text { try add(field) }
        for term in document.terms { try add(term) }
    }

    private static func validate(_ document: IndexDocument) throws(SearchIndexError) {
        try validate(id: document.id)
        guard document.text.allSatisfy({ (0...1000).contains($0.weight) }) else {
            throw SearchIndexError(.invalidArgument, "a text's weight is outside 0 to 1000")
        }
        guard document.numbers.allSatisfy({ $0.isValid && !$1.isNaN }) else {
            throw SearchIndexError(.invalidArgument, "a number has no such slot, or is none")
        }
        guard document.places.allSatisfy(\.isOnEarth) else {
            throw SearchIndexError(.invalidArgument, "a place is not on Earth")
        }
        guard document.marks.allSatisfy(\.isValid) else {
            throw SearchIndexError(.invalidArgument, "there is no such mark")
        }
        guard document.payload.utf8.count <= IndexDocument.maximumPayloadBytes else {
            throw SearchIndexError(
                .invalidArgument,
                "a payload has more than \(IndexDocument.maximumPayloadBytes) bytes"
            )
        }
    }

    static func validate(id: String) throws(SearchIndexError) {
        let bytes = Term.storedBytes(TermPrefix.id.rawValue + id)
        guard !id.isEmpty, bytes <= Term.maximumBytes else {
            throw SearchIndexError(.invalidArgument, "an id must have 1 to 239 bytes")
        }
    }

    private mutating func add(_ field: TextField) throws(SearchIndexError) {
        texts.append(
            xs_text(
                prefix: try arena.add(field.prefix.rawValue),
                text: try arena.add(folded(field.text)),
                weight: UInt32(field.weight),
                feeds_spelling: field.feedsSpelling,
                keeps_positions: field.keepsPositions
            )
        )
    }

    private mutating func add(_ term: Term) throws(SearchIndexError) {
        guard let stored = term.stored else { return }
        let weight: UInt32 = term.prefix == .exactTitle ? 1 : 0
        terms.append(xs_term(term: try arena.add(stored), weight: weight))
    }

    func withLayout(_ body: (UnsafePointer<xs_document>) -> Void) {
        arena.withBytes { bytes in
            texts.withUnsafeBufferPointer { texts in
                terms.withUnsafeBufferPointer { terms in
                    numbers.withUnsafeBufferPointer { numbers in
                        places.withUnsafeBufferPointer { places in
                            var whole = layout
                            whole.arena = bytes
                            (whole.texts, whole.text_count) = (texts.baseAddress, texts.count)
                            (whole.terms, whole.term_count) = (terms.baseAddress, terms.count)
                            (whole.numbers, whole.number_count) = (numbers.baseAddress, numbers.count)
                            (whole.places, whole.place_count) = (places.baseAddress, places.count)
                            body(&whole)
                        }
                    }
                }
            }
        }
    }
}

extension NumberSlot {
    var isValid: Bool { (0..<Self.count).contains(index) }
}
