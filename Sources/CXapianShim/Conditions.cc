#include "Conditions.hh"

#include "Guard.hh"

#include <cmath>
#include <cstring>

namespace shim {

namespace {

void requireSlot(unsigned slot) {
    if (slot >= XS_NUMBER_SLOTS) throw Failure(XS_INVALID_ARGUMENT, "there is no such number slot");
}

/// Eight bytes that compare as the numbers do.
std::string comparableBytes(double number) {
    uint64_t bits;
    std::memcpy(&bits, &number, sizeof bits);
    constexpr uint64_t signBit = uint64_t(1) << 63;
    bits = bits & signBit ? ~bits : bits | signBit;
    std::string bytes;
    for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(char(bits >> shift));
    return bytes;
}

} // namespace

Conditions::Conditions(const xs_search &search, const Columns &columns) : search(search), columns(columns) {
    for (size_t i = 0; i < search.range_count; ++i) requireSlot(search.ranges[i].slot);
    if (search.leading) requireSlot(search.leading->slot);
    if (search.sort == XS_BY_NUMBER) requireSlot(search.sort_slot);
    if (search.sort == XS_BY_DISTANCE && !search.place) {
        throw Failure(XS_INVALID_ARGUMENT, "sorting by distance needs a place");
    }
    if (!search.place) return;
    if (search.place->exempt) requireSlot(search.place->exempt->slot);
    centre = Point::at(search.place->centre.latitude, search.place->centre.longitude);
    radiusChordSquared = chordSquaredOfMetres(search.place->radius_metres);
}

bool Conditions::areIn(const xs_search &search) {
    return search.range_count > 0 || search.place || search.leading || search.sort != XS_BY_RELEVANCE;
}

bool Conditions::accepts(Xapian::docid document) const {
    for (size_t i = 0; i < search.range_count; ++i) {
        if (!accepts(document, search.ranges[i])) return false;
    }
    return !search.place || acceptsPlace(document);
}

bool Conditions::accepts(Xapian::docid document, const xs_number_range &range) const {
    const double number = columns.number(document, range.slot);
    if (std::isnan(number)) return range.keeps_missing;
    return number >= range.low && number <= range.high;
}

bool Conditions::acceptsPlace(Xapian::docid document) const {
    if (search.place->exempt && accepts(document, *search.place->exempt)) return true;
    const double chordSquared = columns.nearestChordSquared(document, centre);
    if (std::isnan(chordSquared)) return search.place->keeps_placeless;
    return chordSquared <= radiusChordSquared;
}

bool Conditions::trails(Xapian::docid document) const {
    return search.leading && !accepts(document, *search.leading);
}

double Conditions::distance(Xapian::docid document) const {
    return search.place ? metresOfChordSquared(columns.nearestChordSquared(document, centre)) : std::nan("");
}

double Conditions::sortNumber(Xapian::docid document) const {
    const double number = search.sort == XS_BY_DISTANCE ? columns.nearestChordSquared(document, centre)
                                                        : columns.number(document, search.sort_slot);
    // Documents without the number come last, whichever way the others go.
    if (std::isnan(number)) return HUGE_VAL;
    return search.sort_descending ? -number : number;
}

std::string Conditions::sortKey(Xapian::docid document) const {
    std::string key(1, trails(document) ? 1 : 0);
    if (search.sort != XS_BY_RELEVANCE) key += comparableBytes(sortNumber(document));
    return key;
}

} // namespace shim
