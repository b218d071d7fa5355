#pragma once

#include <xapian.h>

#include <string>

namespace shim {

/// A list of one document that does not exist: the number after the last.
///
/// Xapian 1.4.22 reads freed memory when all parts of an OP_MAX end at the same document while it looks for a part of
/// the query to leave out (MaxPostList::recalc_maxweight takes the first of no parts). With this among the parts one
/// always remains. Whoever searches so must turn the document away.
class PastTheEnd : public Xapian::PostingSource {
public:
    Xapian::doccount get_termfreq_min() const override { return 0; }
    Xapian::doccount get_termfreq_est() const override { return 0; }
    Xapian::doccount get_termfreq_max() const override { return 1; }

    void init(const Xapian::Database &database) override {
        own = database.get_lastdocid() + 1;
        current = 0;
    }

    void next(double) override { current = current == 0 ? own : own + 1; }

    void skip_to(Xapian::docid document, double) override {
        if (document > current) current = document <= own ? own : own + 1;
    }

    bool at_end() const override { return current > own; }
    Xapian::docid get_docid() const override { return current; }
    PastTheEnd *clone() const override { return new PastTheEnd; }
    std::string get_description() const override { return "PastTheEnd"; }

private:
    Xapian::docid own = 0;
    /// 0 before the first step.
    Xapian::docid current = 0;
};

} // namespace shim
