#include "Matching.hh"
#include "Reader.hh"
#include "Record.hh"
#include "Snippet.hh"

#include <deque>
#include <memory>

using namespace shim;

namespace {

/// The results together with all that they point into.
struct OwnedResults : xs_results {
    std::vector<xs_hit> hitStorage;
    std::vector<uint64_t> countStorage;
    std::deque<std::string> texts;
    std::deque<std::vector<double>> numbers;

    xs_bytes keep(std::string text) {
        texts.push_back(std::move(text));
        return {reinterpret_cast<const uint8_t *>(texts.back().data()), texts.back().size()};
    }

    const double *keep(std::vector<double> values) {
        numbers.push_back(std::move(values));
        return numbers.back().data();
    }
};

/// Turns the documents of a page into hits.
class HitMaker {
public:
    HitMaker(const xs_search &search, const Xapian::Database &database, const Matching &found, OwnedResults &results)
        : search(search), database(database), found(found), results(results) {}

    void add(const Ranked &ranked) {
        const Xapian::Document document = database.get_document(ranked.document, Xapian::DOC_ASSUME_VALID);
        Record record = Record::unpackedWithoutSpellings(document.get_data());
        xs_hit hit{};
        hit.id = results.keep(std::move(record.id));
        hit.payload = results.keep(std::move(record.payload));
        hit.text_score = ranked.textScore;
        hit.score = ranked.score;
        hit.factors = results.keep(found.factors.values(ranked.document));
        hit.distance_metres = found.conditions.distance(ranked.document);
        hit.trails = ranked.trails;
        if (search.snippet_bytes > 0) {
            std::string snippet = snippetOf(std::move(record.sample), found.matches, stemmer, search.snippet_bytes);
            hit.snippet = results.keep(std::move(snippet));
        }
        if (search.explains) hit.matched_terms = results.keep(packedTerms(ranked.document));
        results.hitStorage.push_back(hit);
    }

private:
    const xs_search &search;
    const Xapian::Database &database;
    const Matching &found;
    OwnedResults &results;
    const Xapian::Stem stemmer{"english"};

    std::string packedTerms(Xapian::docid document) const {
        Packer packer;
        for (const auto &term : found.matchedTerms(document)) packer.add(term);
        return packer.bytes();
    }
};

std::unique_ptr<OwnedResults> run(const xs_search &search, const Xapian::Database &database, const Columns &columns) {
    Matching found(search, database, columns);
    found.run();
    auto results = std::make_unique<OwnedResults>();
    HitMaker hits(search, database, found, *results);
    for (const auto &ranked : found.page) hits.add(ranked);
    results->countStorage = found.facets.counts();
    results->facet_counts = results->countStorage.data();
    results->hits = results->hitStorage.data();
    results->hit_count = results->hitStorage.size();
    results->total = found.total;
    results->total_is_exact = found.totalIsExact;
    return results;
}

bool needsColumns(const xs_search &search) {
    return search.range_count > 0 || search.place || search.leading || search.facet_count > 0
        || search.factor_count > 0 || search.sort != XS_BY_RELEVANCE;
}

} // namespace

const xs_results *xs_reader_search(xs_reader *reader, const xs_search *search, xs_error *error) {
    return guarded(error, static_cast<const xs_results *>(nullptr), [&]() -> const xs_results * {
        std::unique_ptr<OwnedResults> results;
        if (needsColumns(*search)) {
            reader->withColumns(
                [&](const auto &database, const auto &columns) { results = run(*search, database, columns); });
        } else {
            reader->withDatabase([&](const auto &database) { results = run(*search, database, Columns()); });
        }
        return results.release();
    });
}

void xs_results_free(const xs_results *results) {
    delete static_cast<const OwnedResults *>(results);
}
