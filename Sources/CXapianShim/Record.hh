#pragma once

#include "CXapianShim.h"

#include <xapian.h>

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace shim {

// Value slots of a document.
constexpr Xapian::valueno fingerprintSlot = 0;
constexpr Xapian::valueno placesSlot = 1;
constexpr Xapian::valueno firstNumberSlot = 2;
constexpr Xapian::valueno marksSlot = firstNumberSlot + XS_NUMBER_SLOTS;

/// What is stored with a document besides its terms and values.
struct Record {
    std::string id;
    std::string sample;
    std::string payload;
    /// The words that this document gave to the spelling dictionary, each once.
    std::set<std::string> spellings;

    std::string packed() const;

    /// Throws a Failure with XS_CORRUPT when the bytes are no record.
    static Record unpacked(const std::string &bytes);

    /// The same but for the spellings, which cost more than the rest.
    static Record unpackedWithoutSpellings(const std::string &bytes);
};

/// A place as stored: ten-millionths of a degree, about a centimetre.
struct StoredPlace {
    int32_t latitude;
    int32_t longitude;

    static constexpr double unitsPerDegree = 1e7;
    static std::string packed(const std::vector<StoredPlace> &places);
    static std::vector<StoredPlace> unpacked(const std::string &bytes);
};

/// Marks as stored: their words' bytes, without the zeros at the end; empty without marks.
std::string packedMarks(const xs_marks &marks);
xs_marks unpackedMarks(const std::string &bytes);

std::string packedFingerprint(uint64_t fingerprint);
uint64_t unpackedFingerprint(const std::string &bytes);

} // namespace shim
