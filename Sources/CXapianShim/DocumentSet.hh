#pragma once

#include <xapian.h>

#include <cstdint>
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

    bool contains(Xapian::docid document) const {
        return document / 64 < words.size() && (words[document / 64] & bit(document));
    }

private:
    std::vector<uint64_t> words;

    static uint64_t bit(Xapian::docid document) { return uint64_t(1) << (document % 64); }
};

} // namespace shim
