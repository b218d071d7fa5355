#pragma once

#include <sys/stat.h>

#include <string>
#include <utility>

namespace shim {

/// An open file descriptor, closed when this goes away.
class Descriptor {
public:
    explicit Descriptor(int number = -1) : number(number) {}
    Descriptor(Descriptor &&other) noexcept : number(other.number) { other.number = -1; }
    Descriptor &operator=(Descriptor &&other) noexcept;
    ~Descriptor();
    int number;
};

/// The one writer's claim on an index, in force until destroyed; the system drops it when the process dies.
class WriterLock {
public:
    /// Throws a Failure with XS_LOCKED when somebody else holds it.
    explicit WriterLock(const std::string &indexPath);

private:
    Descriptor file;
};

/// Which folder stood at a path. Holding it open keeps the system from giving its number to another folder.
class FolderIdentity {
public:
    FolderIdentity() = default;
    explicit FolderIdentity(const std::string &path);
    bool stillStandsAt(const std::string &path) const;
    using Number = std::pair<dev_t, ino_t>;
    Number number() const { return {status.st_dev, status.st_ino}; }

private:
    Descriptor folder;
    struct stat status {};
};

/// The bytes of a file; empty when there is none.
std::string readFile(const std::string &path);

/// Puts bytes at a path in one step, without waiting for the disk. Whether that went well.
bool replaceFile(const std::string &path, const std::string &bytes);

/// Whether a folder holds files of an index, be they whole or not.
bool holdsIndex(const std::string &path);

/// Throws a Failure with XS_NOT_FOUND unless `holdsIndex`.
void requireIndex(const std::string &path);

/// Puts the folder `fresh` at `live` in one step where the file system can, and removes what stood there.
void publishFolder(const std::string &fresh, const std::string &live);

/// Removes a folder and all in it; one that is not there is fine.
void removeFolder(const std::string &path);

} // namespace shim
