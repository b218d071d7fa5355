#pragma once

#include "Conditions.hh"
#include "Facets.hh"
#include "Factors.hh"
#include "Ranking.hh"

#include <xapian.h>

#include <vector>

namespace shim {

/// Keeps what Xapian's matcher lets through.
class CandidateSpy : public Xapian::MatchSpy {
public:
    std::vector<Candidate> candidates;

    void operator()(const Xapian::Document &document, double weight) override {
        candidates.push_back({document.get_docid(), weight});
    }
};

/// Finds the page of a search, its total and its facet counts.
///
/// Xapian leaves out documents of little weight once it has seen enough. Where factors or a divider could lift one of
/// those onto the page, the index is looked through again for just the documents that weigh enough for that, so the
/// page is always the right one.
class Matching {
public:
    Matching(const xs_search &search, const Xapian::Database &database, const Columns &columns);
    Matching(const Matching &) = delete;
    Matching &operator=(const Matching &) = delete;

    void run();

    const Conditions conditions;
    const Factors factors;
    Facets facets;

    std::vector<Ranked> page;
    /// How many documents match, or a lower bound.
    uint64_t total = 0;
    bool totalIsExact = false;
    /// Knows the query's words; not the page.
    Xapian::MSet matches;

    /// The query's terms that a document holds.
    std::vector<std::string> matchedTerms(Xapian::docid document) const;

private:
    const xs_search &search;
    const bool hasWeights;
    const bool findsPastTheEnd;
    const Xapian::doccount documentCount;
    const Xapian::docid lastDocument;
    // Before `enquire`, which uses it.
    CandidateSpy spy;
    Xapian::Enquire enquire;

    bool needsEveryMatch() const;
    /// Whether any document that the query finds can be turned away.
    bool canRefuse() const { return conditions.canRefuse() || !facets.isEmpty() || findsPastTheEnd; }
    bool canReorder() const { return search.leading || !factors.isEmpty(); }
    void look(Xapian::doccount kept, Xapian::doccount checkAtLeast, bool counts);
    void collect(Xapian::doccount checkAtLeast);
    void lookAtEverything();
    void lookAgain(double leastWeight);
    void summarise(Xapian::doccount checkAtLeast);
    Ranking ranked() const;
};

} // namespace shim
