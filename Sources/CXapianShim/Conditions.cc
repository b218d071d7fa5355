#include "Conditions.hh"

#include "Guard.hh"

#include <cmath>

namespace shim {

void requireSlot(unsigned slot) {
    if (slot >= XS_NUMBER_SLOTS) throw Failure(XS_INVALID_ARGUMENT, "there is no such number slot");
}

bool isWithin(const xs_number_range &range, Xapian::docid document, const Columns &columns) {
    const double number = columns.number(document, range.slot);
    if (std::isnan(number)) return range.keeps_missing;
    return number >= range.low && number <= range.high;
}

Conditions::Conditions(const xs_search &search, const Xapian::Database &database, const Columns &columns)
    : search(search), columns(columns) {
    for (size_t i = 0; i < search.range_count; ++i) requireSlot(search.ranges[i].slot);
    if (search.leading) requireSlot(search.leading->slot);
    if (search.sort == XS_BY_NUMBER) requireSlot(search.sort_slot);
    if (search.sort == XS_BY_DISTANCE && !search.place) {
        throw Failure(XS_INVALID_ARGUMENT, "sorting by distance needs a place");
    }
    if (search.place) readPlace(database);
}

void Conditions::readPlace(const Xapian::Database &database) {
    const xs_place_filter &place = *search.place;
    if (place.exempt) requireSlot(place.exempt->slot);
    centre = Point::at(place.centre.latitude, place.centre.longitude);
    radiusChordSquared = chordSquaredOfMetres(place.radius_metres);
    if (place.exempt_term_count == 0) return;
    exemptDocuments = DocumentSet(database.get_lastdocid());
    for (size_t i = 0; i < place.exempt_term_count; ++i) {
        const std::string term = toString(search.arena, place.exempt_terms[i]);
        // To Xapian the empty term stands for all documents.
        if (!term.empty()) exemptDocuments.add(*columns.termDocuments.of(term, database));
    }
}

bool Conditions::accepts(Xapian::docid document) const {
    for (size_t i = 0; i < search.range_count; ++i) {
        if (!isWithin(search.ranges[i], document, columns)) return false;
    }
    return !search.place || acceptsPlace(document);
}

bool Conditions::acceptsPlace(Xapian::docid document) const {
    const xs_place_filter &place = *search.place;
    const double chordSquared = columns.nearestChordSquared(document, centre);
    const bool isNear = std::isnan(chordSquared) ? place.keeps_placeless : chordSquared <= radiusChordSquared;
    if (isNear || (place.exempt && isWithin(*place.exempt, document, columns))) return true;
    return exemptDocuments.contains(document);
}

bool Conditions::trails(Xapian::docid document) const {
    return search.leading && !isWithin(*search.leading, document, columns);
}

double Conditions::distance(Xapian::docid document) const {
    return search.place ? metresOfChordSquared(columns.nearestChordSquared(document, centre)) : std::nan("");
}

double Conditions::sortKey(Xapian::docid document) const {
    const double number = search.sort == XS_BY_DISTANCE ? columns.nearestChordSquared(document, centre)
                                                        : columns.number(document, search.sort_slot);
    // Documents without the number come last, whichever way the others go.
    if (std::isnan(number)) return HUGE_VAL;
    return search.sort_descending ? -number : number;
}

} // namespace shim
