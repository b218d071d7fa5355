#pragma once

#include "Conditions.hh"
#include "Factors.hh"

#include <xapian.h>

#include <vector>

namespace shim {

/// A document that fulfils all conditions, with the weight that the query gives it.
struct Candidate {
    Xapian::docid document;
    double weight;
};

struct Ranked {
    Xapian::docid document;
    double textScore;
    double score;
    bool trails;
    double sortKey;

    bool comesBefore(const Ranked &other) const;
};

/// The best candidates of a search, as many as its page and the pages before it hold.
class Ranking {
public:
    /// `hasWeights` says whether the query gives any document a weight; if not, each text score counts as 1.
    Ranking(const xs_search &search, const Conditions &conditions, const Factors &factors, bool hasWeights);

    /// Candidates are to be added in the order of their numbers.
    void add(const Candidate &candidate);

    /// Whether a document that weighs less than this, or that much and has a higher number than those added, could be
    /// among the best, whatever else it is like.
    bool hasRoomAfter(double weight) const;

    /// Every document that could still be among the best weighs at least this; 0 when nothing can be said.
    double leastUsefulWeight() const;

    /// The best from the search's offset on, best first. Empties the ranking.
    std::vector<Ranked> takePage();

private:
    const xs_search &search;
    const Conditions &conditions;
    const Factors &factors;
    const bool hasWeights;
    const size_t depth;
    /// A heap with the last of the best on top.
    std::vector<Ranked> best;

    /// Whether only a better score than the last one's helps a document in.
    bool isDecidedByScore() const;
    double base(double weight) const;
};

} // namespace shim
