#include "Ranking.hh"

#include <algorithm>

namespace shim {

namespace {

bool comesBefore(const Ranked &one, const Ranked &other) {
    return one.comesBefore(other);
}

} // namespace

bool Ranked::comesBefore(const Ranked &other) const {
    if (trails != other.trails) return !trails;
    if (sortKey != other.sortKey) return sortKey < other.sortKey;
    if (score != other.score) return score > other.score;
    return document < other.document;
}

Ranking::Ranking(const xs_search &search, const Conditions &conditions, const Factors &factors, bool hasWeights)
    : search(search), conditions(conditions), factors(factors), hasWeights(hasWeights || factors.isEmpty()),
      depth(size_t(search.offset) + search.limit) {}

void Ranking::add(const Candidate &candidate) {
    if (depth == 0 || !hasRoomAfter(candidate.weight)) return;
    const Xapian::docid document = candidate.document;
    const Ranked ranked{
        document, candidate.weight, base(candidate.weight) * factors.product(document), conditions.trails(document),
        search.sort == XS_BY_RELEVANCE ? 0 : conditions.sortKey(document)};
    if (best.size() == depth) {
        if (!ranked.comesBefore(best.front())) return;
        std::pop_heap(best.begin(), best.end(), shim::comesBefore);
        best.pop_back();
    }
    best.push_back(ranked);
    std::push_heap(best.begin(), best.end(), shim::comesBefore);
}

bool Ranking::isDecidedByScore() const {
    return best.size() == depth && search.sort == XS_BY_RELEVANCE && (best.empty() || !best.front().trails);
}

double Ranking::base(double weight) const {
    return hasWeights ? weight : 1;
}

bool Ranking::hasRoomAfter(double weight) const {
    if (depth == 0) return false;
    return !isDecidedByScore() || base(weight) * factors.greatest() > best.front().score;
}

double Ranking::leastUsefulWeight() const {
    if (depth == 0 || !isDecidedByScore() || !hasWeights || best.front().score <= 0) return 0;
    // A little less, as dividing rounds otherwise than multiplying.
    constexpr double allowance = 1 - 1e-9;
    return best.front().score / factors.greatest() * allowance;
}

std::vector<Ranked> Ranking::takePage() {
    std::sort_heap(best.begin(), best.end(), shim::comesBefore);
    best.erase(best.begin(), best.begin() + std::min<size_t>(search.offset, best.size()));
    return std::move(best);
}

} // namespace shim
