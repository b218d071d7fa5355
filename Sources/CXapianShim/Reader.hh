#pragma once

#include "Checksums.hh"
#include "Columns.hh"
#include "Files.hh"
#include "Guard.hh"

#include <xapian.h>

#include <memory>
#include <optional>
#include <string>

namespace shim {

/// What the readers of one index share.
struct SharedState {
    SharedColumns columns;
    VerifiedFolder verified;
};

} // namespace shim

struct xs_shared {
    std::shared_ptr<shim::SharedState> state = std::make_shared<shim::SharedState>();
};

/// A view of the newest committed state of the index at a path.
struct xs_reader {
    xs_reader(const std::string &path, std::shared_ptr<shim::SharedState> shared) : path(path), shared(shared) {}

    /// Runs `body` with the newest state and its columns; again when a commit or a new folder overtook it.
    template <typename Body>
    auto withColumns(Body &&body) {
        return retrying([&] {
            const auto snapshot = shared->columns.newestOf([&]() -> const Xapian::Database & { return refreshed(); });
            return body(static_cast<const Xapian::Database &>(*database), *snapshot);
        });
    }

    /// The same without the columns.
    template <typename Body>
    auto withDatabase(Body &&body) {
        return retrying([&] { return body(refreshed()); });
    }

private:
    const std::string path;
    const std::shared_ptr<shim::SharedState> shared;
    std::optional<Xapian::Database> database;
    shim::FolderIdentity folder;

    /// A reader can be overtaken again while it tries again, when commits come quicker than searches end.
    static constexpr int mostAttempts = 5;

    template <typename Body>
    auto retrying(Body &&body) {
        bool openedAnew = false;
        for (int attempt = 1;; ++attempt) {
            try {
                return body();
            } catch (const Xapian::DatabaseModifiedError &) {
                if (attempt == mostAttempts) throw;
            } catch (const Xapian::RuntimeError &) {
                // Perhaps a block was read while it was being written; the same again from a fresh start is real.
                database.reset();
                shared->verified.forget();
                if (openedAnew) throw;
                openedAnew = true;
            }
        }
    }

    /// The database at its newest revision.
    const Xapian::Database &refreshed();
    void openFolder();
};
