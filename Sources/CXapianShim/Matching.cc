#include "Matching.hh"

#include "Query.hh"

#include <algorithm>

namespace shim {

namespace {

/// How many documents Xapian keeps when factors may put others than the heaviest first. The more it keeps, the more it
/// must look at, and the less often it has to look again: of 50, 200, 1,000, 3,000 and all, this made 79 queries on
/// 100,000 documents quickest.
constexpr Xapian::doccount keptForFactors = 1000;

/// The same when only a divider may: it needs as many as are on the page from above the divider.
constexpr Xapian::doccount keptForDivider = 100;

/// Lets documents through to the matcher.
class Decider : public Xapian::MatchDecider {
public:
    Decider(const Conditions &conditions, Facets &facets, Xapian::docid last, bool counts)
        : conditions(conditions), facets(facets), last(last), counts(counts) {}

    bool operator()(const Xapian::Document &document) const override { return accepts(document.get_docid()); }

    bool accepts(Xapian::docid document) const {
        if (document > last || !conditions.accepts(document)) return false;
        return counts ? facets.count(document) : facets.accepts(document);
    }

private:
    const Conditions &conditions;
    Facets &facets;
    const Xapian::docid last;
    const bool counts;
};

/// Takes the documents of a query without weights, and lets none through: the matcher's own list of them is not needed
/// and cost as much again as finding them.
class Collector : public Xapian::MatchDecider {
public:
    Collector(const Decider &decider, std::vector<Candidate> &candidates)
        : decider(decider), candidates(candidates) {}

    bool operator()(const Xapian::Document &document) const override {
        const Xapian::docid number = document.get_docid();
        if (decider.accepts(number)) candidates.push_back({number, 0});
        return false;
    }

private:
    const Decider &decider;
    std::vector<Candidate> &candidates;
};

} // namespace

Matching::Matching(const xs_search &search, const Xapian::Database &database, const Columns &columns)
    : conditions(search, database, columns), factors(search, columns, conditions), facets(search, columns),
      search(search), hasWeights(givesWeights(search)), findsPastTheEnd(reachesPastTheEnd(search)),
      documentCount(database.get_doccount()), lastDocument(database.get_lastdocid()), enquire(database) {
    constexpr double defaultMinimumLength = 0.5;
    enquire.set_weighting_scheme(
        Xapian::BM25Weight(search.saturation, 0, 1, search.length_normalisation, defaultMinimumLength));
    enquire.set_query(queryOf(search));
    enquire.add_matchspy(&spy);
}

void Matching::run() {
    if (needsEveryMatch()) {
        lookAtEverything();
        page = ranked().takePage();
        return;
    }
    const auto depth = std::max<Xapian::doccount>(search.offset + search.limit, 1);
    const auto kept = std::max({depth, factors.isEmpty() ? 1 : keptForFactors, search.leading ? keptForDivider : 1});
    const auto checkAtLeast = std::max(search.check_at_least + 1, kept);
    look(kept, checkAtLeast, true);
    summarise(checkAtLeast);
    Ranking ranking = ranked();
    const bool sawEverything = spy.candidates.size() < checkAtLeast;
    if (sawEverything || !canReorder() || !ranking.hasRoomAfter(matches.back().get_weight())) {
        page = ranking.takePage();
    } else {
        lookAgain(ranking.leastUsefulWeight());
        page = ranked().takePage();
    }
}

/// Whether the order has nothing to do with weight, by which Xapian decides what to leave out.
bool Matching::needsEveryMatch() const {
    return search.sort != XS_BY_RELEVANCE || (canReorder() && !hasWeights);
}

void Matching::look(Xapian::doccount kept, Xapian::doccount checkAtLeast, bool counts) {
    const Decider decider(conditions, facets, lastDocument, counts);
    spy.candidates.clear();
    matches = enquire.get_mset(0, kept, checkAtLeast, nullptr, canRefuse() ? &decider : nullptr);
}

void Matching::collect(Xapian::doccount checkAtLeast) {
    const Decider decider(conditions, facets, lastDocument, true);
    spy.candidates.clear();
    const Collector collector(decider, spy.candidates);
    matches = enquire.get_mset(0, 1, checkAtLeast, nullptr, &collector);
}

void Matching::lookAtEverything() {
    const auto moreThanThereAre = documentCount + 1;
    facets.forgetCounts();
    if (hasWeights) {
        look(1, moreThanThereAre, true);
    } else {
        collect(moreThanThereAre);
    }
    summarise(moreThanThereAre);
}

void Matching::lookAgain(double leastWeight) {
    if (leastWeight <= 0) return lookAtEverything();
    enquire.set_cutoff(0, leastWeight);
    look(1, documentCount + 1, false);
}

void Matching::summarise(Xapian::doccount checkAtLeast) {
    total = spy.candidates.size();
    totalIsExact = total < checkAtLeast || total == documentCount;
    const bool isKnown = matches.get_matches_lower_bound() == matches.get_matches_upper_bound();
    // Without a decider Xapian may know how many there are without having looked at them all.
    if (totalIsExact || !isKnown || canRefuse()) return;
    total = matches.get_matches_lower_bound();
    totalIsExact = true;
}

Ranking Matching::ranked() const {
    Ranking ranking(search, conditions, factors, matches.get_max_possible() > 0);
    for (const auto &candidate : spy.candidates) ranking.add(candidate);
    return ranking;
}

std::vector<std::string> Matching::matchedTerms(Xapian::docid document) const {
    return {enquire.get_matching_terms_begin(document), enquire.get_matching_terms_end(document)};
}

} // namespace shim
