#include "Conditions.hh"
#include "Query.hh"
#include "Reader.hh"
#include "Record.hh"
#include "Words.hh"

#include <algorithm>
#include <deque>
#include <map>
#include <memory>

using namespace shim;

namespace {

/// The results together with the text that they point into.
struct OwnedResults : xs_results {
    std::vector<xs_hit> hitStorage;
    std::deque<std::string> texts;

    xs_bytes keep(std::string text) {
        texts.push_back(std::move(text));
        return {reinterpret_cast<const uint8_t *>(texts.back().data()), texts.back().size()};
    }
};

constexpr char highlightStart = XS_HIGHLIGHT_START;
constexpr char highlightEnd = XS_HIGHLIGHT_END;

/// The three characters that Xapian escapes for HTML in a snippet, as they were.
std::string unescaped(const std::string &html) {
    static const std::map<std::string_view, char> entities = {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}};
    std::string text;
    for (size_t i = 0; i < html.size();) {
        const size_t end = html[i] == '&' ? html.find(';', i) : std::string::npos;
        const auto entity = end == std::string::npos
            ? entities.end()
            : entities.find(std::string_view(html).substr(i, end + 1 - i));
        const bool isEntity = entity != entities.end();
        text.push_back(isEntity ? entity->second : html[i]);
        i = isEntity ? end + 1 : i + 1;
    }
    return text;
}

std::string snippetOf(std::string sample, const Xapian::MSet &matches, const Xapian::Stem &stemmer, unsigned bytes) {
    std::replace(sample.begin(), sample.end(), highlightStart, ' ');
    std::replace(sample.begin(), sample.end(), highlightEnd, ' ');
    // Without the background model, which looks up how often each word of the sample is and took half of a search.
    constexpr unsigned flags = Xapian::MSet::SNIPPET_EXHAUSTIVE;
    return unescaped(matches.snippet(
        sample, bytes, stemmer, flags, std::string(1, highlightStart), std::string(1, highlightEnd), "…"));
}

void configure(Xapian::Enquire &enquire, const xs_search &search, ConditionKeyMaker &keyMaker) {
    constexpr double defaultMinimumLength = 0.5;
    enquire.set_weighting_scheme(
        Xapian::BM25Weight(search.saturation, 0, 1, search.length_normalisation, defaultMinimumLength));
    enquire.set_query(queryOf(search));
    if (search.leading || search.sort != XS_BY_RELEVANCE) enquire.set_sort_by_key_then_relevance(&keyMaker, false);
}

std::unique_ptr<OwnedResults> collect(
    const Xapian::MSet &matches, const xs_search &search, const Conditions &conditions) {
    auto results = std::make_unique<OwnedResults>();
    const Xapian::Stem stemmer("english");
    for (auto match = matches.begin(); match != matches.end(); ++match) {
        Record record = Record::unpackedWithoutSpellings(match.get_document().get_data());
        xs_hit hit{};
        hit.id = results->keep(std::move(record.id));
        hit.score = match.get_weight();
        hit.distance_metres = conditions.distance(*match);
        hit.trails = conditions.trails(*match);
        if (search.snippet_bytes > 0) {
            hit.snippet = results->keep(snippetOf(std::move(record.sample), matches, stemmer, search.snippet_bytes));
        }
        results->hitStorage.push_back(hit);
    }
    results->hits = results->hitStorage.data();
    results->hit_count = results->hitStorage.size();
    results->total = matches.get_matches_estimated();
    results->total_is_exact = matches.get_matches_lower_bound() == matches.get_matches_upper_bound();
    return results;
}

std::unique_ptr<OwnedResults> run(const xs_search &search, const Xapian::Database &database, const Columns &columns) {
    const Conditions conditions(search, columns);
    const ConditionDecider decider(conditions);
    ConditionKeyMaker keyMaker(conditions);
    Xapian::Enquire enquire(database);
    configure(enquire, search, keyMaker);
    const auto matches = enquire.get_mset(
        search.offset, search.limit, search.check_at_least, nullptr, conditions.canRefuse() ? &decider : nullptr);
    return collect(matches, search, conditions);
}

} // namespace

const xs_results *xs_reader_search(xs_reader *reader, const xs_search *search, xs_error *error) {
    return guarded(error, static_cast<const xs_results *>(nullptr), [&]() -> const xs_results * {
        std::unique_ptr<OwnedResults> results;
        if (Conditions::areIn(*search)) {
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
