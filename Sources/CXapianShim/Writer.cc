#include "Checksums.hh"
#include "Columns.hh"
#include "Documents.hh"
#include "Files.hh"

#include <xapian.h>

#include <memory>
#include <optional>
#include <set>
#include <string>

using namespace shim;

struct xs_writer {
    std::string path;
    std::string asidePath;
    WriterLock lock;

    explicit xs_writer(const std::string &path) : path(path), asidePath(path + ".aside"), lock(path) {}

    ~xs_writer() {
        // A folder left behind does no harm: the next writer to build aside removes it.
        if (!isAside) return;
        try {
            database.reset();
            removeFolder(asidePath);
        } catch (...) {
        }
    }

    void openLive(bool create);
    void openAside();
    void publish();
    void replace(const xs_document &source);
    void remove(const std::string &idTerm);
    void commit();

    /// Forgets what was not committed.
    void reopen();

    /// Throws a Failure when something has failed since the last `reopen`.
    Xapian::WritableDatabase &open();

    /// Makes a change. When Xapian fails in it, it has dropped the changes before too: nothing goes on by mistake.
    template <typename Body>
    void changing(Body &&body) {
        try {
            body();
        } catch (const Failure &) {
            throw;
        } catch (...) {
            database.reset();
            throw;
        }
    }

private:
    std::optional<Xapian::WritableDatabase> database;
    bool isAside = false;
    Checksums checksums;
    ChunkStamps stamps;
    bool stampsChanged = false;
    Words words;

    const std::string &folder() const { return isAside ? asidePath : path; }
    void requireSoundTables() const;
    void begin();
    void stamp(Xapian::docid number);
    Xapian::docid documentNumber(const std::string &idTerm);
    void changeSpellings(const std::set<std::string> &before, const std::set<std::string> &after);
};

// MARK: Opening and committing

void xs_writer::openLive(bool create) {
    const bool exists = holdsIndex(path);
    if (!exists && !create) requireIndex(path);
    if (exists) Checksums::verify(path);
    checksums = Checksums::read(path);
    database.emplace(path, exists ? Xapian::DB_OPEN : Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS);
    begin();
}

void xs_writer::openAside() {
    removeFolder(asidePath);
    database.emplace(asidePath, Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS);
    isAside = true;
    checksums = Checksums();
    begin();
}

void xs_writer::publish() {
    if (!isAside) throw Failure(XS_INVALID_ARGUMENT, "this index was not built aside");
    commit();
    database.reset();
    publishFolder(asidePath, path);
    isAside = false;
    reopen();
}

void xs_writer::reopen() {
    database.reset();
    database.emplace(folder(), Xapian::DB_OPEN);
    begin();
}

Xapian::WritableDatabase &xs_writer::open() {
    if (!database) throw Failure(XS_OTHER, "the index must be rolled back after a failure");
    return *database;
}

/// Inside a transaction Xapian does not commit by itself, so readers see whole commits only.
void xs_writer::begin() {
    stamps = ChunkStamps::read(open());
    stampsChanged = false;
    open().begin_transaction();
}

void xs_writer::commit() {
    try {
        if (stampsChanged) stamps.write(open());
        open().commit_transaction();
    } catch (const Xapian::Error &) {
        database.reset();
        requireSoundTables();
        throw;
    }
    checksums.update(folder(), uint32_t(open().get_revision()));
    begin();
}

/// When the disk fails a commit, Xapian 1.4.22 can leave its list of free blocks broken and later write over others.
void xs_writer::requireSoundTables() const {
    size_t faults = 1;
    try {
        faults = Xapian::Database::check(folder());
    } catch (const Xapian::Error &) {
    }
    if (faults > 0) throw Failure(XS_CORRUPT, "a commit failed and left the index broken");
}

/// To be called for every document whose numbers or places may have changed.
void xs_writer::stamp(Xapian::docid number) {
    stamps.set(number, open().get_revision() + 1);
    stampsChanged = true;
}

// MARK: Changing documents

void xs_writer::replace(const xs_document &source) {
    const NewDocument fresh(source, words);
    const auto number = documentNumber(fresh.idTerm);
    if (number == 0) {
        stamp(open().add_document(fresh.document));
        changeSpellings({}, fresh.record.spellings);
    } else {
        const Record previous = Record::unpacked(open().get_document(number).get_data());
        open().replace_document(number, fresh.document);
        stamp(number);
        changeSpellings(previous.spellings, fresh.record.spellings);
    }
}

void xs_writer::remove(const std::string &idTerm) {
    const auto number = documentNumber(idTerm);
    if (number == 0) return;
    const Record previous = Record::unpacked(open().get_document(number).get_data());
    open().delete_document(number);
    stamp(number);
    changeSpellings(previous.spellings, {});
}

/// 0 when there is no such document.
Xapian::docid xs_writer::documentNumber(const std::string &idTerm) {
    const auto posting = open().postlist_begin(idTerm);
    return posting == open().postlist_end(idTerm) ? 0 : *posting;
}

/// Each document counts once for each of its words; Xapian itself would add at every replacement and never take away.
void xs_writer::changeSpellings(const std::set<std::string> &before, const std::set<std::string> &after) {
    for (const auto &word : before) {
        if (after.count(word) == 0) open().remove_spelling(word);
    }
    for (const auto &word : after) {
        if (before.count(word) == 0) open().add_spelling(word);
    }
}

// MARK: Entry points

xs_writer *xs_writer_open(xs_bytes path, bool create, xs_error *error) {
    return guarded(error, static_cast<xs_writer *>(nullptr), [&] {
        auto writer = std::make_unique<xs_writer>(toString(path));
        writer->openLive(create);
        return writer.release();
    });
}

xs_writer *xs_writer_open_aside(xs_bytes path, xs_error *error) {
    return guarded(error, static_cast<xs_writer *>(nullptr), [&] {
        auto writer = std::make_unique<xs_writer>(toString(path));
        writer->openAside();
        return writer.release();
    });
}

void xs_writer_publish(xs_writer *writer, xs_error *error) {
    guarded(error, [&] { writer->publish(); });
}

void xs_writer_replace(xs_writer *writer, const xs_document *document, xs_error *error) {
    guarded(error, [&] { writer->changing([&] { writer->replace(*document); }); });
}

void xs_writer_delete(xs_writer *writer, xs_bytes id_term, xs_error *error) {
    guarded(error, [&] { writer->changing([&] { writer->remove(toString(id_term)); }); });
}

void xs_writer_set_metadata(xs_writer *writer, xs_bytes key, xs_bytes value, xs_error *error) {
    guarded(error, [&] { writer->changing([&] { writer->open().set_metadata(toString(key), toString(value)); }); });
}

xs_buffer xs_writer_metadata(xs_writer *writer, xs_bytes key, xs_error *error) {
    return guarded(error, xs_buffer{}, [&] { return toBuffer(writer->open().get_metadata(toString(key))); });
}

uint64_t xs_writer_document_count(xs_writer *writer, xs_error *error) {
    return guarded(error, uint64_t(0), [&] { return uint64_t(writer->open().get_doccount()); });
}

void xs_writer_commit(xs_writer *writer, xs_error *error) {
    guarded(error, [&] { writer->changing([&] { writer->commit(); }); });
}

void xs_writer_rollback(xs_writer *writer, xs_error *error) {
    guarded(error, [&] { writer->reopen(); });
}

void xs_writer_free(xs_writer *writer) {
    delete writer;
}
