#include "Query.hh"

#include "Guard.hh"
#include "PastTheEnd.hh"

#include <algorithm>
#include <vector>

namespace shim {

namespace {

/// The stack machine that turns postfix steps into a query.
class QueryBuilder {
public:
    explicit QueryBuilder(const xs_search &search) : search(search) {}

    Xapian::Query build() {
        for (size_t i = 0; i < search.step_count; ++i) take(search.steps[i]);
        if (stack.size() != 1) refuse();
        return stack.back();
    }

private:
    const xs_search &search;
    std::vector<Xapian::Query> stack;

    [[noreturn]] static void refuse() { throw Failure(XS_INVALID_ARGUMENT, "the query's steps do not fit together"); }

    void take(const xs_query_step &step) {
        if (step.operands > stack.size()) refuse();
        const auto first = stack.end() - step.operands;
        Xapian::Query made = query(step, std::vector<Xapian::Query>(first, stack.end()));
        stack.erase(first, stack.end());
        stack.push_back(std::move(made));
    }

    Xapian::Query query(const xs_query_step &step, const std::vector<Xapian::Query> &operands) {
        using Q = Xapian::Query;
        switch (step.op) {
        // Not Q::MatchAll: threads that copy that one object spoil its reference count.
        case XS_MATCH_ALL: return Q(std::string());
        case XS_MATCH_NONE: return Q();
        case XS_TERM: return Q(term(step));
        case XS_WILDCARD:
            return Q(Q::OP_WILDCARD, term(step), Xapian::termcount(step.number), Q::WILDCARD_LIMIT_MOST_FREQUENT);
        case XS_OR: return combined(Q::OP_OR, operands);
        case XS_AND: return combined(Q::OP_AND, operands);
        case XS_MAX: return best(operands);
        case XS_SYNONYM: return combined(Q::OP_SYNONYM, operands);
        case XS_AND_MAYBE: return combined(Q::OP_AND_MAYBE, operands);
        case XS_AND_NOT: return combined(Q::OP_AND_NOT, operands);
        case XS_FILTER: return combined(Q::OP_FILTER, operands);
        case XS_SCALE:
            if (operands.size() != 1) refuse();
            return Q(step.number, operands.front());
        case XS_PHRASE: return combined(Q::OP_PHRASE, operands, Xapian::termcount(step.number));
        case XS_NEAR: return combined(Q::OP_NEAR, operands, Xapian::termcount(step.number));
        }
        refuse();
    }

    std::string term(const xs_query_step &step) {
        std::string term = toString(search.arena, step.term);
        // To Xapian the empty term stands for all documents.
        if (term.empty()) refuse();
        return term;
    }

    static Xapian::Query best(std::vector<Xapian::Query> operands) {
        if (operands.size() > 1) operands.push_back(Xapian::Query((new PastTheEnd)->release()));
        return combined(Xapian::Query::OP_MAX, operands);
    }

    static Xapian::Query combined(
        Xapian::Query::op op, const std::vector<Xapian::Query> &operands, Xapian::termcount window = 0) {
        return Xapian::Query(op, operands.begin(), operands.end(), window);
    }
};

} // namespace

Xapian::Query queryOf(const xs_search &search) {
    return QueryBuilder(search).build();
}

bool reachesPastTheEnd(const xs_search &search) {
    return std::any_of(search.steps, search.steps + search.step_count, [](const xs_query_step &step) {
        return step.op == XS_MAX && step.operands > 1;
    });
}

bool givesWeights(const xs_search &search) {
    std::vector<bool> stack;
    for (size_t i = 0; i < search.step_count; ++i) {
        const xs_query_step &step = search.steps[i];
        const auto first = stack.end() - std::min<size_t>(step.operands, stack.size());
        const bool isWord = step.op == XS_TERM || step.op == XS_WILDCARD;
        const bool countsFirstOnly = step.op == XS_FILTER || step.op == XS_AND_NOT;
        const auto last = countsFirstOnly && first != stack.end() ? first + 1 : stack.end();
        const bool given = isWord || std::find(first, last, true) != last;
        stack.erase(first, stack.end());
        stack.push_back(given && !(step.op == XS_SCALE && step.number == 0));
    }
    return !stack.empty() && stack.back();
}

} // namespace shim
