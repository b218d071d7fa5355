#include "Matching.hh"

#include "Query.hh"

#include <algorithm>

namespace shim {

namespace {

/// How many documents Xapian keeps when others than the heaviest may come first. The more it keeps, the more it must
/// look at, and the less often it has to look again; TUNED
constexpr Xapian::doccount keptForReordering = 200;

/// Lets documents through to the matcher, counting for the facets if told so.
class Decider : public Xapian::MatchDecider {
public:
    Decider(const Conditions &conditions, Facets &facets, bool counts)
        : conditions(conditions), facets(facets), counts(counts) {}

    bool operator()(const Xapian::Document &document) const override {
        const Xapian::docid number = document.get_docid();
        if (!conditions.accepts(number)) return false;
        return counts ? facets.count(number) : facets.accepts(number);
    }

private:
    const Conditions &conditions;
    Facets &facets;
    const bool counts;
};

} // namespace

Matching::Matching(const xs_search &search, const Xapian::Database &database, const Columns &columns)
    : conditions(search, database, columns), factors(search, columns, conditions), facets(search, columns),
      search(search), documentCount(database.get_doccount()), enquire(database) {
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
    const auto kept = canReorder() ? std::max(depth, keptForReordering) : depth;
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
    return search.sort != XS_BY_RELEVANCE || (canReorder() && !givesWeights(search));
}

void Matching::look(Xapian::doccount kept, Xapian::doccount checkAtLeast, bool counts) {
    const Decider decider(conditions, facets, counts);
    const bool canRefuse = conditions.canRefuse() || !facets.isEmpty();
    spy.candidates.clear();
    matches = enquire.get_mset(0, kept, checkAtLeast, nullptr, canRefuse ? &decider : nullptr);
}

void Matching::lookAtEverything() {
    const auto moreThanThereAre = documentCount + 1;
    facets.forgetCounts();
    look(1, moreThanThereAre, true);
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
    if (totalIsExact || !isKnown || conditions.canRefuse() || !facets.isEmpty()) return;
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
