#include "DocumentSet.hh"

#include <algorithm>

namespace shim {

namespace {

std::shared_ptr<const DocumentSet> read(const std::string &term, const Xapian::Database &database) {
    auto documents = std::make_shared<DocumentSet>(database.get_lastdocid());
    const auto end = database.postlist_end(term);
    for (auto posting = database.postlist_begin(term); posting != end; ++posting) documents->add(*posting);
    return documents;
}

} // namespace

void DocumentSet::add(const DocumentSet &other) {
    const size_t count = std::min(words.size(), other.words.size());
    for (size_t i = 0; i < count; ++i) words[i] |= other.words[i];
}

std::shared_ptr<const DocumentSet> TermDocuments::of(const std::string &term, const Xapian::Database &database) const {
    {
        const std::lock_guard<std::mutex> lock(mutex);
        const auto found = kept.find(term);
        if (found != kept.end()) return found->second;
    }
    const auto documents = read(term, database);
    const std::lock_guard<std::mutex> lock(mutex);
    if (kept.size() < mostKept) kept.emplace(term, documents);
    return documents;
}

} // namespace shim
