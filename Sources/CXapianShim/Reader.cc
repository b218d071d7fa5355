#include "Reader.hh"

#include "Record.hh"

using namespace shim;

const Xapian::Database &xs_reader::refreshed() {
    if (database && folder.stillStandsAt(path)) {
        database->reopen();
        // Xapian opens files by path: had the folder been swapped meanwhile, they could be some of each index.
        if (folder.stillStandsAt(path)) return *database;
    }
    openFolder();
    return *database;
}

void xs_reader::openFolder() {
    do {
        database.reset();
        requireIndex(path);
        folder = FolderIdentity(path);
        shared->verified.require(path, folder);
        database.emplace(path);
    } while (!folder.stillStandsAt(path));
}

xs_shared *xs_shared_create(xs_error *error) {
    return guarded(error, static_cast<xs_shared *>(nullptr), [&] { return new xs_shared; });
}

void xs_shared_free(xs_shared *shared) {
    delete shared;
}

xs_reader *xs_reader_create(xs_bytes path, xs_shared *shared, xs_error *error) {
    return guarded(
        error, static_cast<xs_reader *>(nullptr), [&] { return new xs_reader(toString(path), shared->state); });
}

void xs_reader_free(xs_reader *reader) {
    delete reader;
}

uint64_t xs_reader_document_count(xs_reader *reader, xs_error *error) {
    return guarded(error, uint64_t(0), [&] {
        return reader->withDatabase([](const Xapian::Database &database) { return uint64_t(database.get_doccount()); });
    });
}

xs_buffer xs_reader_metadata(xs_reader *reader, xs_bytes key, xs_error *error) {
    return guarded(error, xs_buffer{}, [&] {
        return reader->withDatabase(
            [&](const Xapian::Database &database) { return toBuffer(database.get_metadata(toString(key))); });
    });
}

void xs_reader_frequencies(
    xs_reader *reader, xs_bytes arena, const xs_span *terms, size_t count, uint64_t *frequencies, xs_error *error) {
    guarded(error, [&] {
        reader->withDatabase([&](const Xapian::Database &database) {
            for (size_t i = 0; i < count; ++i) {
                const std::string term = toString(arena, terms[i]);
                // To Xapian the empty term stands for all documents.
                frequencies[i] = term.empty() ? 0 : database.get_termfreq(term);
            }
        });
    });
}

xs_buffer xs_reader_spelling(xs_reader *reader, xs_bytes word, uint32_t max_edits, xs_error *error) {
    return guarded(error, xs_buffer{}, [&] {
        return reader->withDatabase([&](const Xapian::Database &database) {
            return toBuffer(database.get_spelling_suggestion(toString(word), max_edits));
        });
    });
}

xs_buffer xs_reader_fingerprints(xs_reader *reader, xs_bytes id_prefix, xs_error *error) {
    return guarded(error, xs_buffer{}, [&] {
        return reader->withDatabase([&](const Xapian::Database &database) {
            const std::string prefix = toString(id_prefix);
            Packer packer;
            const auto end = database.allterms_end(prefix);
            for (auto term = database.allterms_begin(prefix); term != end; ++term) {
                const auto posting = database.postlist_begin(*term);
                if (posting == database.postlist_end(*term)) throw Failure(XS_CORRUPT, "an id without a document");
                const Xapian::Document document = database.get_document(*posting);
                packer.add(Record::unpackedWithoutSpellings(document.get_data()).id);
                packer.add(unpackedFingerprint(document.get_value(fingerprintSlot)));
            }
            return toBuffer(packer.bytes());
        });
    });
}
