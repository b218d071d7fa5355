#pragma once

#include "Guard.hh"

namespace shim {

inline void addMark(xs_marks &marks, uint32_t mark) {
    if (mark >= 64 * XS_MARK_WORDS) throw Failure(XS_INVALID_ARGUMENT, "there is no such mark");
    marks.words[mark / 64] |= uint64_t(1) << (mark % 64);
}

inline bool haveAny(const xs_marks &held, const xs_marks &wanted) {
    uint64_t common = 0;
    for (unsigned word = 0; word < XS_MARK_WORDS; ++word) common |= held.words[word] & wanted.words[word];
    return common != 0;
}

inline bool haveAll(const xs_marks &held, const xs_marks &wanted) {
    uint64_t lacking = 0;
    for (unsigned word = 0; word < XS_MARK_WORDS; ++word) lacking |= wanted.words[word] & ~held.words[word];
    return lacking == 0;
}

/// Calls `body(mark)` for each mark that is in both.
template <typename Body>
void forEachCommonMark(const xs_marks &one, const xs_marks &other, Body &&body) {
    for (unsigned word = 0; word < XS_MARK_WORDS; ++word) {
        for (uint64_t bits = one.words[word] & other.words[word]; bits != 0; bits &= bits - 1) {
            body(word * 64 + unsigned(__builtin_ctzll(bits)));
        }
    }
}

} // namespace shim
