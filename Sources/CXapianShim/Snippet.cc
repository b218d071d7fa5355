#include "Snippet.hh"

#include "CXapianShim.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace shim {

namespace {

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

} // namespace

std::string snippetOf(std::string sample, const Xapian::MSet &matches, const Xapian::Stem &stemmer, unsigned bytes) {
    std::replace(sample.begin(), sample.end(), highlightStart, ' ');
    std::replace(sample.begin(), sample.end(), highlightEnd, ' ');
    // Without the background model, which looks up how often each word of the sample is and took half of a search.
    constexpr unsigned flags = Xapian::MSet::SNIPPET_EXHAUSTIVE;
    return unescaped(matches.snippet(
        sample, bytes, stemmer, flags, std::string(1, highlightStart), std::string(1, highlightEnd), "…"));
}

} // namespace shim
