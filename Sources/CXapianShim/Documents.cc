#include "Documents.hh"

#include <algorithm>
#include <cmath>

namespace shim {

/// Positions left free between two texts of one prefix, so that no phrase runs from one into the other.
constexpr Xapian::termpos gapBetweenTexts = 100;

NewDocument::NewDocument(const xs_document &source, Words &words) : source(source) {
    idTerm = toString(source.arena, source.id_term);
    record.id = toString(source.arena, source.id);
    record.sample = toString(source.arena, source.sample);
    record.payload = toString(source.arena, source.payload);
    for (size_t i = 0; i < source.text_count; ++i) addText(source.texts[i], words);
    for (size_t i = 0; i < source.term_count; ++i) {
        document.add_term(toString(source.arena, source.terms[i].term), source.terms[i].weight);
    }
    document.add_boolean_term(idTerm);
    document.set_data(record.packed());
    document.add_value(fingerprintSlot, packedFingerprint(source.fingerprint));
    addNumbers();
    addPlaces();
    addMarks();
}

void NewDocument::addText(const xs_text &text, Words &words) {
    const std::string prefix = toString(source.arena, text.prefix);
    Xapian::termpos &last = lastPositions[prefix];
    const Xapian::termpos base = last == 0 ? 0 : last + gapBetweenTexts;
    for (const auto &word : words.of(toString(source.arena, text.text), text.keeps_positions)) {
        const auto count = word.count * text.weight;
        const std::string term = prefix + word.text;
        document.add_term(term, count);
        if (!word.stem.empty()) document.add_term("Z" + prefix + word.stem, count);
        if (text.feeds_spelling && isSpellable(word.text)) record.spellings.insert(word.text);
        for (const auto position : word.positions) {
            document.add_posting(term, base + position, 0);
            last = std::max(last, base + position);
        }
    }
}

void NewDocument::addNumbers() {
    for (size_t i = 0; i < source.number_count; ++i) {
        const auto &number = source.numbers[i];
        if (number.slot >= XS_NUMBER_SLOTS || std::isnan(number.value)) {
            throw Failure(XS_INVALID_ARGUMENT, "a number has no such slot, or is none");
        }
        document.add_value(firstNumberSlot + number.slot, Xapian::sortable_serialise(number.value));
    }
}

void NewDocument::addPlaces() {
    std::vector<StoredPlace> places;
    for (size_t i = 0; i < source.place_count; ++i) {
        const auto &place = source.places[i];
        if (!(std::abs(place.latitude) <= 90 && std::abs(place.longitude) <= 180)) {
            throw Failure(XS_INVALID_ARGUMENT, "a place is not on Earth");
        }
        constexpr double unit = StoredPlace::unitsPerDegree;
        places.push_back({int32_t(std::lround(place.latitude * unit)), int32_t(std::lround(place.longitude * unit))});
    }
    if (!places.empty()) document.add_value(placesSlot, StoredPlace::packed(places));
}

void NewDocument::addMarks() {
    const std::string packed = packedMarks(source.marks);
    if (!packed.empty()) document.add_value(marksSlot, packed);
}

} // namespace shim
