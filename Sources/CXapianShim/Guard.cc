#include "Guard.hh"

#include <xapian.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <map>
#include <new>

namespace shim {

namespace {

/// Whether the system refused something other than a file or a block that is not there.
bool comesFromTheSystem(const Xapian::Error &error) {
    const char *reason = error.get_error_string();
    return reason && std::strcmp(reason, std::strerror(ENOENT)) != 0;
}

/// Xapian's exceptions by name; those not listed are XS_OTHER.
const std::map<std::string_view, xs_code> codes = {
    {"DatabaseLockError", XS_LOCKED},
    {"DatabaseModifiedError", XS_MODIFIED},
    {"InvalidArgumentError", XS_INVALID_ARGUMENT},
    {"DatabaseCreateError", XS_IO},
    {"DatabaseCorruptError", XS_CORRUPT},
    {"DatabaseVersionError", XS_CORRUPT},
    {"DatabaseError", XS_CORRUPT},
    {"DatabaseOpeningError", XS_CORRUPT},
    {"DatabaseNotFoundError", XS_CORRUPT},
    // What decoding broken bytes ends in: a number too large, a string that does not parse, a missing document.
    {"RangeError", XS_CORRUPT},
    {"SerialisationError", XS_CORRUPT},
    {"DocNotFoundError", XS_CORRUPT},
};

xs_code codeOf(const Xapian::Error &error) {
    const auto found = codes.find(error.get_type());
    if (found == codes.end()) return XS_OTHER;
    return found->second == XS_CORRUPT && comesFromTheSystem(error) ? XS_IO : found->second;
}

void fill(xs_error *error, xs_code code, const char *message) noexcept {
    error->code = code;
    const size_t length = std::min(std::strlen(message), sizeof(error->message) - 1);
    std::memcpy(error->message, message, length);
    error->message[length] = 0;
}

} // namespace

void describeCurrentException(xs_error *error) noexcept {
    try {
        throw;
    } catch (const Failure &failure) {
        fill(error, failure.code, failure.what());
    } catch (const Xapian::Error &failure) {
        const char *reason = failure.get_error_string();
        fill(error, codeOf(failure), (failure.get_msg() + (reason ? std::string(": ") + reason : "")).c_str());
    } catch (const std::filesystem::filesystem_error &failure) {
        fill(error, XS_IO, failure.what());
    } catch (const std::length_error &failure) {
        fill(error, XS_CORRUPT, failure.what());
    } catch (const std::bad_alloc &) {
        fill(error, XS_OTHER, "out of memory");
    } catch (const std::exception &failure) {
        fill(error, XS_OTHER, failure.what());
    } catch (...) {
        fill(error, XS_OTHER, "unknown failure");
    }
}

std::string toString(xs_bytes bytes) {
    return std::string(reinterpret_cast<const char *>(bytes.base), bytes.base ? bytes.count : 0);
}

std::string toString(xs_bytes arena, xs_span span) {
    if (size_t(span.start) + span.length > arena.count) throw Failure(XS_INVALID_ARGUMENT, "text outside its arena");
    return toString(xs_bytes{arena.base + span.start, span.length});
}

xs_buffer toBuffer(const std::string &bytes) {
    auto *copy = static_cast<uint8_t *>(std::malloc(std::max<size_t>(bytes.size(), 1)));
    if (!copy) throw std::bad_alloc();
    std::memcpy(copy, bytes.data(), bytes.size());
    return {copy, bytes.size()};
}

void Packer::add(uint32_t number) {
    packed.append(reinterpret_cast<const char *>(&number), sizeof number);
}

void Packer::add(uint64_t number) {
    packed.append(reinterpret_cast<const char *>(&number), sizeof number);
}

void Packer::add(std::string_view text) {
    add(uint32_t(text.size()));
    packed.append(text);
}

std::string_view Unpacker::text() {
    const auto length = number<uint32_t>();
    if (rest.size() < length) throw Failure(XS_CORRUPT, "a stored record ends early");
    const std::string_view text = rest.substr(0, length);
    rest.remove_prefix(length);
    return text;
}

} // namespace shim

void xs_buffer_free(xs_buffer buffer) {
    std::free(buffer.base);
}
