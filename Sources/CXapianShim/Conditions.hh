#pragma once

#include "Columns.hh"

#include <xapian.h>

namespace shim {

/// Throws a Failure with XS_INVALID_ARGUMENT unless documents have such a number.
void requireSlot(unsigned slot);

/// Whether a document's number is in a range.
bool isWithin(const xs_number_range &range, Xapian::docid document, const Columns &columns);

/// What a search asks of a document's numbers and places, over the columns.
class Conditions {
public:
    Conditions(const xs_search &search, const Xapian::Database &database, const Columns &columns);

    /// Whether any document can fail.
    bool canRefuse() const { return search.range_count > 0 || search.place; }
    bool accepts(Xapian::docid document) const;
    bool trails(Xapian::docid document) const;

    /// Metres from the search's centre to the nearest place; NaN when unknown.
    double distance(Xapian::docid document) const;

    /// What a search that is not by relevance sorts by, smallest first.
    double sortKey(Xapian::docid document) const;

private:
    const xs_search &search;
    const Columns &columns;
    Point centre{};
    double radiusChordSquared = 0;
    DocumentSet exemptDocuments;

    void readPlace(const Xapian::Database &database);
    bool acceptsPlace(Xapian::docid document) const;
};

} // namespace shim
