#pragma once

#include "Columns.hh"
#include "Conditions.hh"

#include <xapian.h>

#include <vector>

namespace shim {

/// What the text score of a document is multiplied by.
class Factors {
public:
    Factors(const xs_search &search, const Columns &columns, const Conditions &conditions);

    bool isEmpty() const { return search.factor_count == 0; }

    /// No document's product is greater.
    double greatest() const { return bound; }
    double product(Xapian::docid document) const;

    /// Each factor's value, in the order of the search.
    std::vector<double> values(Xapian::docid document) const;

private:
    const xs_search &search;
    const Columns &columns;
    const Conditions &conditions;
    double bound = 1;

    double value(const xs_factor &factor, Xapian::docid document) const;
    double byDistance(const xs_factor &factor, double metres) const;
};

} // namespace shim
