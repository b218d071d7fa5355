#include "Checksums.hh"

#include "Guard.hh"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace shim {

namespace {

/// Xapian's default, which all our indexes have.
constexpr size_t blockSize = 8192;
constexpr size_t blocksAtATime = 64;
constexpr int mostAttempts = 4;
constexpr const char *const files[] = {
    "docdata.glass", "position.glass", "postlist.glass", "spelling.glass", "termlist.glass"};

/// Eight bytes at a time in four lanes, as quick as memory; each step keeps different inputs different.
uint64_t sumOf(const char *bytes, size_t count) {
    constexpr uint64_t odd = 0x9E3779B97F4A7C15;
    uint64_t lanes[4] = {1, 2, 3, 4};
    const auto mix = [](uint64_t sum, uint64_t word) {
        sum = (sum ^ word) * odd;
        return sum << 29 | sum >> 35;
    };
    size_t i = 0;
    for (; i + 32 <= count; i += 32) {
        uint64_t words[4];
        std::memcpy(words, bytes + i, sizeof words);
        for (int lane = 0; lane < 4; ++lane) lanes[lane] = mix(lanes[lane], words[lane]);
    }
    for (; i < count; ++i) lanes[0] = mix(lanes[0], uint8_t(bytes[i]));
    uint64_t sum = count;
    for (const uint64_t lane : lanes) sum = mix(sum, lane);
    return sum;
}

uint32_t blockSum(const char *block) {
    const uint64_t sum = sumOf(block, blockSize);
    return uint32_t(sum ^ sum >> 32);
}

/// A block begins with the revision that wrote it.
uint32_t revisionOf(const char *block) {
    uint32_t revision;
    std::memcpy(&revision, block, sizeof revision);
    return __builtin_bswap32(revision);
}

/// Xapian's small file that says which revision is in force and where its tables begin.
std::string readVersionFile(const std::string &indexPath) {
    return readFile(indexPath + "/iamglass");
}

uint64_t sumOf(const std::string &bytes) {
    return sumOf(bytes.data(), bytes.size());
}

/// The number after magic, format version and UUID: seven bits a byte, the lowest first, the last byte below 128.
uint64_t revisionOfVersionFile(const std::string &bytes) {
    uint64_t revision = 0;
    size_t position = 14 + 2 + 16;
    for (int shift = 0; position < bytes.size() && shift < 35; shift += 7) {
        const auto byte = uint8_t(bytes[position++]);
        revision |= uint64_t(byte & 127) << shift;
        if (byte < 128) break;
    }
    return revision;
}

/// One of an index's files; one that is not there has no blocks.
class BlockFile {
public:
    BlockFile(const std::string &indexPath, const std::string &name)
        : file(open((indexPath + "/" + name).c_str(), O_RDONLY | O_CLOEXEC)) {}

    size_t blockCount() const {
        struct stat status;
        return file.number >= 0 && fstat(file.number, &status) == 0 ? size_t(status.st_size) / blockSize : 0;
    }

    void read(size_t block, char *bytes, size_t count) const {
        const ssize_t got = pread(file.number, bytes, count, off_t(block * blockSize));
        if (got < 0 || size_t(got) != count) throw Failure(XS_CORRUPT, "an index file cannot be read");
    }

private:
    Descriptor file;
};

} // namespace

void Checksums::verify(const std::string &indexPath) {
    const Checksums sums = read(indexPath);
    if (sums.revision == 0) return;
    sums.compareVersionFile(indexPath);
    for (const auto &[file, blocks] : sums.sumsByFile) sums.compareBlocks(indexPath, file);
}

void Checksums::compareVersionFile(const std::string &indexPath) const {
    const std::string bytes = readVersionFile(indexPath);
    if (sumOf(bytes) == versionFileSum || revisionOfVersionFile(bytes) > revision) return;
    throw Failure(XS_CORRUPT, "the index's version file is broken");
}

void Checksums::compareBlocks(const std::string &indexPath, const std::string &name) const {
    const auto &sums = sumsByFile.at(name);
    const BlockFile file(indexPath, name);
    if (file.blockCount() < sums.size()) throw Failure(XS_CORRUPT, name + " is cut short");
    std::vector<char> bytes(blocksAtATime * blockSize);
    uint64_t newest = revisionOfVersionFile(readVersionFile(indexPath));
    const auto isSound = [&](size_t block, const char *content) {
        const uint32_t written = revisionOf(content);
        const bool isYounger = written > revision && written <= newest + 1;
        return isYounger || blockSum(content) == sums[block];
    };
    for (size_t first = 0; first < sums.size(); first += blocksAtATime) {
        const size_t count = std::min(blocksAtATime, sums.size() - first);
        file.read(first, bytes.data(), count * blockSize);
        for (size_t i = 0; i < count; ++i) {
            char *block = bytes.data() + i * blockSize;
            // A commit may have been writing the block while it was read.
            for (int attempt = 1; !isSound(first + i, block); ++attempt) {
                if (attempt == mostAttempts) throw Failure(XS_CORRUPT, name + " has a broken block");
                newest = revisionOfVersionFile(readVersionFile(indexPath));
                file.read(first + i, block, blockSize);
            }
        }
    }
}

void Checksums::update(const std::string &indexPath, uint32_t newRevision) {
    if (newRevision == revision) return;
    char block[blockSize];
    for (const char *name : files) {
        const BlockFile file(indexPath, name);
        auto &sums = sumsByFile[name];
        const size_t known = sums.size();
        sums.resize(file.blockCount());
        for (size_t i = 0; i < sums.size(); ++i) {
            file.read(i, block, sizeof(uint32_t));
            if (i < known && revisionOf(block) <= revision) continue;
            file.read(i, block, blockSize);
            sums[i] = blockSum(block);
        }
    }
    versionFileSum = sumOf(readVersionFile(indexPath));
    const uint32_t oldRevision = std::exchange(revision, newRevision);
    // The old sums stay true, they only say less: no reason to call the commit a failure.
    if (!replaceFile(indexPath + "/checksums", serialised())) revision = oldRevision;
}

void VerifiedFolder::require(const std::string &indexPath, const FolderIdentity &folder) {
    const std::lock_guard<std::mutex> lock(mutex);
    if (verified == folder.number()) return;
    Checksums::verify(indexPath);
    verified = folder.number();
}

void VerifiedFolder::forget() {
    const std::lock_guard<std::mutex> lock(mutex);
    verified.reset();
}

Checksums Checksums::read(const std::string &indexPath) {
    Checksums sums;
    return sums.parse(readFile(indexPath + "/checksums")) ? sums : Checksums();
}

std::string Checksums::serialised() const {
    Packer packer;
    packer.add(revision);
    packer.add(versionFileSum);
    for (const auto &[file, sums] : sumsByFile) {
        packer.add(file);
        packer.add(std::string_view(reinterpret_cast<const char *>(sums.data()), sums.size() * sizeof(uint32_t)));
    }
    packer.add(sumOf(packer.bytes()));
    return packer.bytes();
}

bool Checksums::parse(const std::string &stored) {
    uint64_t sum;
    if (stored.size() < sizeof sum) return false;
    const std::string_view content(stored.data(), stored.size() - sizeof sum);
    std::memcpy(&sum, stored.data() + content.size(), sizeof sum);
    if (sum != sumOf(content.data(), content.size())) return false;
    Unpacker unpacker(content);
    revision = unpacker.number<uint32_t>();
    versionFileSum = unpacker.number<uint64_t>();
    while (!unpacker.remainder().empty()) {
        auto &sums = sumsByFile[std::string(unpacker.text())];
        const auto packed = unpacker.text();
        sums.resize(packed.size() / sizeof(uint32_t));
        std::memcpy(sums.data(), packed.data(), sums.size() * sizeof(uint32_t));
    }
    return true;
}

} // namespace shim
