#include "Factors.hh"

#include "Guard.hh"
#include "Marks.hh"

#include <algorithm>
#include <cmath>

namespace shim {

Factors::Factors(const xs_search &search, const Columns &columns, const Conditions &conditions)
    : search(search), columns(columns), conditions(conditions) {
    for (size_t i = 0; i < search.factor_count; ++i) {
        const xs_factor &factor = search.factors[i];
        if (factor.kind == XS_FACTOR_RANGE) requireSlot(factor.range.slot);
        const bool isByDistance = factor.kind == XS_FACTOR_DISTANCE;
        if (isByDistance && !search.place) throw Failure(XS_INVALID_ARGUMENT, "a factor by distance needs a place");
        // Rounding keeps the order of products, so none exceeds the product of the greatest in the same order.
        bound *= std::max({factor.high, factor.low, isByDistance ? factor.unknown : 0});
    }
}

double Factors::product(Xapian::docid document) const {
    double product = 1;
    for (size_t i = 0; i < search.factor_count; ++i) product *= value(search.factors[i], document);
    return product;
}

std::vector<double> Factors::values(Xapian::docid document) const {
    std::vector<double> values;
    for (size_t i = 0; i < search.factor_count; ++i) values.push_back(value(search.factors[i], document));
    return values;
}

double Factors::value(const xs_factor &factor, Xapian::docid document) const {
    switch (factor.kind) {
    case XS_FACTOR_MARKS: return haveAny(columns.marks(document), factor.marks) ? factor.high : factor.low;
    case XS_FACTOR_RANGE: return isWithin(factor.range, document, columns) ? factor.high : factor.low;
    case XS_FACTOR_DISTANCE: return byDistance(factor, conditions.distance(document));
    }
    throw Failure(XS_INVALID_ARGUMENT, "there is no such factor");
}

double Factors::byDistance(const xs_factor &factor, double metres) const {
    if (std::isnan(metres)) return factor.unknown;
    const double halves = metres / factor.halfway_metres;
    return factor.low + (factor.high - factor.low) / (1 + halves * halves);
}

} // namespace shim
