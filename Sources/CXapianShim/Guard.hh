#pragma once

#include "CXapianShim.h"

#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shim {

/// A failure of the shim's own, with the code to report.
class Failure : public std::runtime_error {
public:
    Failure(xs_code code, const std::string &message) : std::runtime_error(message), code(code) {}
    const xs_code code;
};

/// Fills in the exception that is being handled.
void describeCurrentException(xs_error *error) noexcept;

/// Runs an entry point's body; whatever it throws ends up in `error`, and `fallback` is the answer.
template <typename Result, typename Body>
Result guarded(xs_error *error, Result fallback, Body &&body) noexcept {
    error->code = XS_OK;
    error->message[0] = 0;
    try {
        return std::forward<Body>(body)();
    } catch (...) {
        describeCurrentException(error);
        return fallback;
    }
}

template <typename Body>
void guarded(xs_error *error, Body &&body) noexcept {
    guarded(error, 0, [&] {
        std::forward<Body>(body)();
        return 0;
    });
}

std::string toString(xs_bytes bytes);

/// A part of an arena.
/// Throws a Failure when it does not lie within.
std::string toString(xs_bytes arena, xs_span span);

/// Copies to memory that xs_buffer_free releases.
xs_buffer toBuffer(const std::string &bytes);

/// Writes lengths and byte strings one after another, and reads them back without ever leaving the bytes.
class Packer {
public:
    void add(uint32_t number);
    void add(uint64_t number);
    void add(std::string_view text);
    const std::string &bytes() const { return packed; }

private:
    std::string packed;
};

class Unpacker {
public:
    explicit Unpacker(std::string_view bytes) : rest(bytes) {}

    template <typename Number>
    Number number() {
        Number number;
        if (rest.size() < sizeof number) throw Failure(XS_CORRUPT, "a stored record ends early");
        std::memcpy(&number, rest.data(), sizeof number);
        rest.remove_prefix(sizeof number);
        return number;
    }

    std::string_view text();
    std::string_view remainder() const { return rest; }

private:
    std::string_view rest;
};

} // namespace shim
