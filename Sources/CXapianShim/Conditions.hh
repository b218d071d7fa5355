#pragma once

#include "Columns.hh"

#include <xapian.h>

namespace shim {

/// What a search asks of a document's numbers and places, over the columns.
class Conditions {
public:
    Conditions(const xs_search &search, const Columns &columns);

    /// Whether a search needs any columns at all.
    static bool areIn(const xs_search &search);

    /// Whether any document can fail.
    bool canRefuse() const { return search.range_count > 0 || search.place; }
    bool accepts(Xapian::docid document) const;
    bool trails(Xapian::docid document) const;

    /// Metres from the search's centre to the nearest place; NaN when unknown.
    double distance(Xapian::docid document) const;

    /// Bytes that compare as the documents are to be sorted, apart from relevance.
    std::string sortKey(Xapian::docid document) const;

private:
    const xs_search &search;
    const Columns &columns;
    Point centre{};
    double radiusChordSquared = 0;

    bool accepts(Xapian::docid document, const xs_number_range &range) const;
    bool acceptsPlace(Xapian::docid document) const;
    double sortNumber(Xapian::docid document) const;
};

class ConditionDecider : public Xapian::MatchDecider {
public:
    explicit ConditionDecider(const Conditions &conditions) : conditions(conditions) {}
    bool operator()(const Xapian::Document &document) const override {
        return conditions.accepts(document.get_docid());
    }

private:
    const Conditions &conditions;
};

class ConditionKeyMaker : public Xapian::KeyMaker {
public:
    explicit ConditionKeyMaker(const Conditions &conditions) : conditions(conditions) {}
    std::string operator()(const Xapian::Document &document) const override {
        return conditions.sortKey(document.get_docid());
    }

private:
    const Conditions &conditions;
};

} // namespace shim
