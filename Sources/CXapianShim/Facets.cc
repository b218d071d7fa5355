#include "Facets.hh"

#include "Conditions.hh"
#include "Marks.hh"

#include <algorithm>

namespace shim {

Facets::Facets(const xs_search &search, const Columns &columns) : columns(columns), hits(markCount, 0) {
    size_t first = 0;
    for (size_t i = 0; i < search.facet_count; ++i) {
        const xs_facet &source = search.facets[i];
        if (source.value_count > search.facet_value_count - first) {
            throw Failure(XS_INVALID_ARGUMENT, "a facet has fewer values than it says");
        }
        facets.push_back(facet(source, search.facet_values + first));
        first += source.value_count;
        if (!facets.back().missed.empty()) choosing.push_back(i);
        for (unsigned word = 0; word < XS_MARK_WORDS; ++word) marks.words[word] |= facets[i].marks.words[word];
    }
}

Facets::Facet Facets::facet(const xs_facet &source, const xs_facet_value *values) {
    Facet facet;
    facet.values = values;
    facet.valueCount = source.value_count;
    facet.needsAll = source.needs_all;
    facet.rangeCounts.assign(facet.valueCount, 0);
    for (size_t i = 0; i < facet.valueCount; ++i) {
        const xs_facet_value &value = values[i];
        if (value.is_range) {
            requireSlot(value.range.slot);
            facet.ranges.push_back(i);
            if (value.is_chosen) facet.chosenRanges.push_back(&value.range);
        } else {
            addMark(facet.marks, value.mark);
            if (value.is_chosen) addMark(facet.chosenMarks, value.mark);
        }
        if (value.is_chosen) facet.missed.assign(markCount, 0);
    }
    return facet;
}

// MARK: Choosing

bool Facets::accepts(Xapian::docid document) const {
    const xs_marks &held = columns.marks(document);
    return std::all_of(
        choosing.begin(), choosing.end(), [&](size_t i) { return accepts(facets[i], document, held); });
}

bool Facets::accepts(const Facet &facet, Xapian::docid document, const xs_marks &held) const {
    const auto isHeld = [&](const xs_number_range *range) { return isWithin(*range, document, columns); };
    const auto begin = facet.chosenRanges.begin(), end = facet.chosenRanges.end();
    return facet.needsAll ? haveAll(held, facet.chosenMarks) && std::all_of(begin, end, isHeld)
                          : haveAny(held, facet.chosenMarks) || std::any_of(begin, end, isHeld);
}

// MARK: Counting

bool Facets::count(Xapian::docid document) {
    const xs_marks &held = columns.marks(document);
    Facet *failed = nullptr;
    for (const size_t i : choosing) {
        if (accepts(facets[i], document, held)) continue;
        if (failed || facets[i].needsAll) return false;
        failed = &facets[i];
    }
    if (failed) {
        forEachCommonMark(held, failed->marks, [&](unsigned mark) { ++failed->missed[mark]; });
        countRanges(*failed, document);
        return false;
    }
    forEachCommonMark(held, marks, [&](unsigned mark) { ++hits[mark]; });
    for (auto &facet : facets) countRanges(facet, document);
    return true;
}

void Facets::countRanges(Facet &facet, Xapian::docid document) {
    for (const size_t i : facet.ranges) facet.rangeCounts[i] += isWithin(facet.values[i].range, document, columns);
}

void Facets::forgetCounts() {
    std::fill(hits.begin(), hits.end(), 0);
    for (auto &facet : facets) {
        std::fill(facet.missed.begin(), facet.missed.end(), 0);
        std::fill(facet.rangeCounts.begin(), facet.rangeCounts.end(), 0);
    }
}

std::vector<uint64_t> Facets::counts() const {
    std::vector<uint64_t> counts;
    for (const auto &facet : facets) {
        for (size_t i = 0; i < facet.valueCount; ++i) {
            const xs_facet_value &value = facet.values[i];
            const uint64_t missed = facet.missed.empty() || value.is_range ? 0 : facet.missed[value.mark];
            counts.push_back(value.is_range ? facet.rangeCounts[i] : hits[value.mark] + missed);
        }
    }
    return counts;
}

} // namespace shim
