#pragma once

#include <xapian.h>

#include <string>

namespace shim {

/// The part of a sample that shows the query's words best, about so many bytes long, with marks around the words.
std::string snippetOf(std::string sample, const Xapian::MSet &matches, const Xapian::Stem &stemmer, unsigned bytes);

} // namespace shim
