#pragma once

#include <xapian.h>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace shim {

/// Cuts text into words as Xapian's TermGenerator does, and stems them as English.
class Words {
public:
    /// A word, how often it stands in the text, and where (from 1) if that was asked for.
    struct Word {
        std::string text;
        std::string stem;
        Xapian::termcount count;
        std::vector<Xapian::termpos> positions;
    };

    /// Every different word of the text, in term order.
    std::vector<Word> of(const std::string &text, bool withPositions);

private:
    Xapian::TermGenerator generator;
    Xapian::Stem stemmer{"english"};
};

/// Whether a word may be offered as a correction: at least two bytes, and no digit in it.
bool isSpellable(const std::string &word);

} // namespace shim
