#include "Words.hh"

#include "Guard.hh"

#include <algorithm>

namespace shim {

std::vector<Words::Word> Words::of(const std::string &text, bool withPositions) {
    Xapian::Document scratch;
    generator.set_document(scratch);
    generator.set_termpos(0);
    if (withPositions) {
        generator.index_text(text);
    } else {
        generator.index_text_without_positions(text);
    }
    std::vector<Word> words;
    for (auto term = scratch.termlist_begin(); term != scratch.termlist_end(); ++term) {
        words.push_back({*term, stemmer(*term), term.get_wdf(), {}});
        if (withPositions) words.back().positions.assign(term.positionlist_begin(), term.positionlist_end());
    }
    return words;
}

bool isSpellable(const std::string &word) {
    return word.size() > 1 && std::none_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace shim

using namespace shim;

xs_buffer xs_tokens(xs_bytes text, xs_error *error) {
    return guarded(error, xs_buffer{}, [&] {
        // Making the stemmer takes as long as a short text.
        static thread_local Words cutter;
        const auto words = cutter.of(toString(text), true);
        std::map<Xapian::termpos, const Words::Word *> inOrder;
        for (const auto &word : words) {
            for (const auto position : word.positions) inOrder[position] = &word;
        }
        Packer packer;
        for (const auto &[position, word] : inOrder) {
            packer.add(word->text);
            packer.add(word->stem);
        }
        return toBuffer(packer.bytes());
    });
}
