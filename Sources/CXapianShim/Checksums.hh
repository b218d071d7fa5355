#pragma once

#include "Files.hh"

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace shim {

/// A sum over each block of an index's files, kept in the file `checksums` of its folder.
///
/// Xapian trusts its blocks: flipped bits can send it out of bounds or round in circles. So every block is compared
/// with its sum before an index is opened. Blocks younger than the sums are told by their revision and not compared:
/// they belong to a commit that has just been made, or that was cut short and is not in use.
class Checksums {
public:
    /// Throws a Failure with XS_CORRUPT when a block is not as it was written. An index without sums passes.
    static void verify(const std::string &indexPath);

    /// The sums of an index, none when it has no readable ones.
    static Checksums read(const std::string &indexPath);

    /// Takes in the blocks that a commit has written, and stores the sums.
    void update(const std::string &indexPath, uint32_t revision);

private:
    uint32_t revision = 0;
    uint64_t versionFileSum = 0;
    std::map<std::string, std::vector<uint32_t>> sumsByFile;

    bool parse(const std::string &stored);
    std::string serialised() const;
    void compareVersionFile(const std::string &indexPath) const;
    void compareBlocks(const std::string &indexPath, const std::string &file) const;
};

/// The folder that was found sound, so that the readers of one index verify it once and not each.
class VerifiedFolder {
public:
    /// Throws a Failure with XS_CORRUPT when the index in the folder is not sound.
    void require(const std::string &indexPath, const FolderIdentity &folder);

    /// Has the next `require` look again.
    void forget();

private:
    std::mutex mutex;
    std::optional<FolderIdentity::Number> verified;
};

} // namespace shim
