#pragma once

#include "CXapianShim.h"

#include <xapian.h>

namespace shim {

/// Builds the query that the steps of a search describe.
/// Throws a Failure with XS_INVALID_ARGUMENT when they do not fit together.
Xapian::Query queryOf(const xs_search &search);

/// Whether the query may find the number after the last document: see PastTheEnd.
bool reachesPastTheEnd(const xs_search &search);

/// Whether the query of a search could give a document a weight.
bool givesWeights(const xs_search &search);

} // namespace shim
