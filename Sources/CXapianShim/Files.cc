#include "Files.hh"

#include "Guard.hh"

#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace shim {

namespace {

[[noreturn]] void throwSystemError(const std::string &what) {
    throw Failure(XS_IO, what + ": " + std::strerror(errno));
}

bool exists(const std::string &path) {
    struct stat status;
    if (stat(path.c_str(), &status) == 0) return true;
    if (errno == ENOENT || errno == ENOTDIR) return false;
    throwSystemError("looking for the index");
}

void renameFolder(const std::string &from, const std::string &to) {
    if (rename(from.c_str(), to.c_str()) != 0) throwSystemError("renaming the index");
}

/// Makes renames in the folder around `path` outlive a power cut.
void syncParent(const std::string &path) {
    const auto parent = std::filesystem::absolute(path).parent_path();
    Descriptor folder(open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.number < 0 || fsync(folder.number) != 0) throwSystemError("syncing the index's folder");
}

} // namespace

Descriptor &Descriptor::operator=(Descriptor &&other) noexcept {
    std::swap(number, other.number);
    return *this;
}

Descriptor::~Descriptor() {
    if (number >= 0) close(number);
}

WriterLock::WriterLock(const std::string &indexPath) {
    file = Descriptor(open((indexPath + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
    if (file.number < 0) throwSystemError("opening the index's lock");
    if (flock(file.number, LOCK_EX | LOCK_NB) == 0) return;
    if (errno == EWOULDBLOCK) throw Failure(XS_LOCKED, "another writer has the index open");
    throwSystemError("locking the index");
}

FolderIdentity::FolderIdentity(const std::string &path) {
    folder = Descriptor(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.number < 0 || fstat(folder.number, &status) != 0) throwSystemError("opening the index's folder");
}

bool FolderIdentity::stillStandsAt(const std::string &path) const {
    struct stat now;
    return folder.number >= 0 && stat(path.c_str(), &now) == 0 && now.st_dev == status.st_dev
        && now.st_ino == status.st_ino;
}

std::string readFile(const std::string &path) {
    std::ifstream file(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
}

bool replaceFile(const std::string &path, const std::string &bytes) {
    const std::string temporary = path + ".new";
    std::ofstream file(temporary, std::ios::binary);
    file.write(bytes.data(), std::streamsize(bytes.size()));
    file.close();
    return file && rename(temporary.c_str(), path.c_str()) == 0;
}

bool holdsIndex(const std::string &path) {
    return exists(path + "/iamglass") || exists(path + "/postlist.glass");
}

void requireIndex(const std::string &path) {
    if (!holdsIndex(path)) throw Failure(XS_NOT_FOUND, "there is no index at this path");
}

void publishFolder(const std::string &fresh, const std::string &live) {
    if (!exists(live)) {
        renameFolder(fresh, live);
    } else if (renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, live.c_str(), RENAME_EXCHANGE) != 0) {
        // A file system without exchange: for a moment there is no index at the path.
        const std::string old = live + ".old";
        removeFolder(old);
        renameFolder(live, old);
        renameFolder(fresh, live);
        removeFolder(old);
    }
    syncParent(live);
    removeFolder(fresh);
}

void removeFolder(const std::string &path) {
    std::filesystem::remove_all(path);
}

} // namespace shim
