#include "Record.hh"

#include "Guard.hh"

#include <algorithm>
#include <cstring>

namespace shim {

std::string Record::packed() const {
    Packer packer;
    packer.add(id);
    packer.add(sample);
    packer.add(payload);
    for (const auto &word : spellings) packer.add(word);
    return packer.bytes();
}

namespace {

Record takeWithoutSpellings(Unpacker &unpacker) {
    Record record;
    record.id = unpacker.text();
    record.sample = unpacker.text();
    record.payload = unpacker.text();
    return record;
}

} // namespace

Record Record::unpacked(const std::string &bytes) {
    Unpacker unpacker(bytes);
    Record record = takeWithoutSpellings(unpacker);
    while (!unpacker.remainder().empty()) record.spellings.emplace(unpacker.text());
    return record;
}

Record Record::unpackedWithoutSpellings(const std::string &bytes) {
    Unpacker unpacker(bytes);
    return takeWithoutSpellings(unpacker);
}

std::string StoredPlace::packed(const std::vector<StoredPlace> &places) {
    return std::string(reinterpret_cast<const char *>(places.data()), places.size() * sizeof(StoredPlace));
}

std::vector<StoredPlace> StoredPlace::unpacked(const std::string &bytes) {
    std::vector<StoredPlace> places(bytes.size() / sizeof(StoredPlace));
    std::memcpy(places.data(), bytes.data(), places.size() * sizeof(StoredPlace));
    return places;
}

std::string packedMarks(const xs_marks &marks) {
    std::string bytes(reinterpret_cast<const char *>(&marks), sizeof marks);
    bytes.erase(bytes.find_last_not_of('\0') + 1);
    return bytes;
}

xs_marks unpackedMarks(const std::string &bytes) {
    xs_marks marks{};
    std::memcpy(&marks, bytes.data(), std::min(bytes.size(), sizeof marks));
    return marks;
}

std::string packedFingerprint(uint64_t fingerprint) {
    return std::string(reinterpret_cast<const char *>(&fingerprint), sizeof fingerprint);
}

uint64_t unpackedFingerprint(const std::string &bytes) {
    uint64_t fingerprint = 0;
    std::memcpy(&fingerprint, bytes.data(), std::min(bytes.size(), sizeof fingerprint));
    return fingerprint;
}

} // namespace shim
