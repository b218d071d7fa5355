#pragma once

#include "Guard.hh"
#include "Record.hh"
#include "Words.hh"

#include <xapian.h>

#include <map>
#include <string>

namespace shim {

/// A document ready to be stored. Making one touches no database and refuses what cannot be stored.
class NewDocument {
public:
    /// Throws a Failure with XS_INVALID_ARGUMENT.
    NewDocument(const xs_document &source, Words &words);

    std::string idTerm;
    Record record;
    Xapian::Document document;

private:
    const xs_document &source;
    std::map<std::string, Xapian::termpos> lastPositions;

    void addText(const xs_text &text, Words &words);
    void addNumbers();
    void addPlaces();
    void addMarks();
};

} // namespace shim
