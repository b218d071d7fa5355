#pragma once

#include <xapian.h>

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace shim {

/// A set of document numbers, one bit for each.
class DocumentSet {
public:
    DocumentSet() = default;
    explicit DocumentSet(Xapian::docid last) : words(last / 64 + 1) {}

    /// Numbers above `last` are left out.
    void add(Xapian::docid document) {
        if (document / 64 < words.size()) words[document / 64] |= bit(document);
    }

    void add(const DocumentSet &other);

    bool contains(Xapian::docid document) const {
        return document / 64 < words.size() && (words[document / 64] & bit(document));
    }

private:
    std::vector<uint64_t> words;

    static uint64_t bit(Xapian::docid document) { return uint64_t(1) << (document % 64); }
};

/// Which documents of one revision hold a term, for terms that search after search asks for. Threads may share it.
class TermDocuments {
public:
    std::shared_ptr<const DocumentSet> of(const std::string &term, const Xapian::Database &database) const;

private:
    /// Terms that are kept; further ones are read each time. At 1,000,000 documents each takes 125 kB.
    static constexpr size_t mostKept = 128;

    mutable std::mutex mutex;
    mutable std::map<std::string, std::shared_ptr<const DocumentSet>> kept;
};

} // namespace shim
