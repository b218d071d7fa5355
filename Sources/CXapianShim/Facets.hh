#pragma once

#include "Columns.hh"

#include <xapian.h>

#include <cstdint>
#include <vector>

namespace shim {

/// The facets of a search: which documents their choices let through, and how many documents have each value.
///
/// A document that fails no choice is a hit and counts for every value that it has. One that fails a single facet's
/// choice counts for that facet's values: it would be a hit with another choice there. With `needs_all` it would not,
/// so it counts for none.
class Facets {
public:
    Facets(const xs_search &search, const Columns &columns);

    bool isEmpty() const { return facets.empty(); }
    bool accepts(Xapian::docid document) const;

    /// Counts a document that fulfils all else, and gives whether the choices let it through.
    bool count(Xapian::docid document);

    void forgetCounts();

    /// For each facet value of the search.
    std::vector<uint64_t> counts() const;

private:
    static constexpr uint32_t markCount = 64 * XS_MARK_WORDS;
    /// Documents by mark.
    using MarkCounts = std::vector<uint32_t>;

    struct Facet {
        const xs_facet_value *values = nullptr;
        size_t valueCount = 0;
        bool needsAll = false;
        xs_marks marks{};
        xs_marks chosenMarks{};
        /// Positions of the values that are ranges.
        std::vector<size_t> ranges;
        std::vector<const xs_number_range *> chosenRanges;
        /// Documents by position among the values, for ranges only.
        std::vector<uint64_t> rangeCounts;
        /// Documents that are no hits for this facet's choice alone; none without a choice.
        MarkCounts missed;
    };

    const Columns &columns;
    std::vector<Facet> facets;
    /// Positions of the facets with a choice.
    std::vector<size_t> choosing;
    xs_marks marks{};
    MarkCounts hits;

    static Facet facet(const xs_facet &source, const xs_facet_value *values);
    bool accepts(const Facet &facet, Xapian::docid document, const xs_marks &held) const;
    void countRanges(Facet &facet, Xapian::docid document);
};

} // namespace shim
