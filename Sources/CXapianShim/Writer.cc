#include "Checksums.hh"
#include "Columns.hh"
#include "Files.hh"
#include "Guard.hh"
#include "Record.hh"
#include "Words.hh"

#include <xapian.h>

#include <cmath>
#include <optional>

using namespace shim;

/// Positions left free between two texts of one prefix, so that no phrase runs from one into the other.
constexpr Xapian::termpos gapBetweenTexts = 100;

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
    void replace(const xs_document &document);
    void remove(const std::string &idTerm);
    void commit();

    /// Forgets what was not committed.
    void reopen();

    /// Throws a Failure when publishing has failed and left nothing open.
    Xapian::WritableDatabase &open();

private:
    std::optional<Xapian::WritableDatabase> database;
    bool isAside = false;
    Checksums checksums;
    ChunkStamps stamps;
    bool stampsChanged = false;
    Words words;

    const std::string &folder() const { return isAside ? asidePath : path; }
    void begin();
    void stamp(Xapian::docid number);
    void addText(Xapian::Document &result, const xs_document &document, const xs_text &text, Record &record,
        std::map<std::string, Xapian::termpos> &lastPositions);
    void addValues(Xapian::Document &result, const xs_document &document);
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
    if (!database) throw Failure(XS_OTHER, "the index is closed");
    return *database;
}

/// Inside a transaction Xapian does not commit by itself, so readers see whole commits only.
void xs_writer::begin() {
    stamps = ChunkStamps::read(open());
    stampsChanged = false;
    open().begin_transaction();
}

void xs_writer::commit() {
    if (stampsChanged) stamps.write(open());
    open().commit_transaction();
    checksums.update(folder(), uint32_t(open().get_revision()));
    begin();
}

/// To be called for every document whose numbers or places may have changed.
void xs_writer::stamp(Xapian::docid number) {
    stamps.set(number, open().get_revision() + 1);
    stampsChanged = true;
}

// MARK: Changing documents

void xs_writer::replace(const xs_document &document) {
    const std::string idTerm = toString(document.arena, document.id_term);
    Record record;
    record.id = toString(document.arena, document.id);
    record.sample = toString(document.arena, document.sample);
    Xapian::Document result;
    std::map<std::string, Xapian::termpos> lastPositions;
    for (size_t i = 0; i < document.text_count; ++i) {
        addText(result, document, document.texts[i], record, lastPositions);
    }
    for (size_t i = 0; i < document.term_count; ++i) {
        result.add_term(toString(document.arena, document.terms[i].term), document.terms[i].weight);
    }
    result.add_boolean_term(idTerm);
    result.set_data(record.packed());
    addValues(result, document);

    const auto number = documentNumber(idTerm);
    if (number == 0) {
        stamp(open().add_document(result));
        changeSpellings({}, record.spellings);
    } else {
        const Record previous = Record::unpacked(open().get_document(number).get_data());
        open().replace_document(number, result);
        stamp(number);
        changeSpellings(previous.spellings, record.spellings);
    }
}

void xs_writer::addText(Xapian::Document &result, const xs_document &document, const xs_text &text, Record &record,
    std::map<std::string, Xapian::termpos> &lastPositions) {
    const std::string prefix = toString(document.arena, text.prefix);
    Xapian::termpos &last = lastPositions[prefix];
    const Xapian::termpos base = last == 0 ? 0 : last + gapBetweenTexts;
    for (const auto &word : words.of(toString(document.arena, text.text))) {
        const auto count = Xapian::termcount(word.positions.size()) * text.weight;
        const std::string term = prefix + word.text;
        result.add_term(term, count);
        if (!word.stem.empty()) result.add_term("Z" + prefix + word.stem, count);
        if (text.feeds_spelling && isSpellable(word.text)) record.spellings.insert(word.text);
        if (!text.keeps_positions) continue;
        for (const auto position : word.positions) {
            result.add_posting(term, base + position, 0);
            last = std::max(last, base + position);
        }
    }
}

void xs_writer::addValues(Xapian::Document &result, const xs_document &document) {
    result.add_value(fingerprintSlot, packedFingerprint(document.fingerprint));
    for (size_t i = 0; i < document.number_count; ++i) {
        const auto &number = document.numbers[i];
        if (number.slot >= XS_NUMBER_SLOTS || std::isnan(number.value)) {
            throw Failure(XS_INVALID_ARGUMENT, "a number has no such slot, or is none");
        }
        result.add_value(firstNumberSlot + number.slot, Xapian::sortable_serialise(number.value));
    }
    std::vector<StoredPlace> places;
    for (size_t i = 0; i < document.place_count; ++i) {
        const auto &place = document.places[i];
        if (!(std::abs(place.latitude) <= 90 && std::abs(place.longitude) <= 180)) {
            throw Failure(XS_INVALID_ARGUMENT, "a place is not on Earth");
        }
        constexpr double unit = StoredPlace::unitsPerDegree;
        places.push_back({int32_t(std::lround(place.latitude * unit)), int32_t(std::lround(place.longitude * unit))});
    }
    if (!places.empty()) result.add_value(placesSlot, StoredPlace::packed(places));
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
    guarded(error, [&] { writer->replace(*document); });
}

void xs_writer_delete(xs_writer *writer, xs_bytes id_term, xs_error *error) {
    guarded(error, [&] { writer->remove(toString(id_term)); });
}

void xs_writer_set_metadata(xs_writer *writer, xs_bytes key, xs_bytes value, xs_error *error) {
    guarded(error, [&] { writer->open().set_metadata(toString(key), toString(value)); });
}

xs_buffer xs_writer_metadata(xs_writer *writer, xs_bytes key, xs_error *error) {
    return guarded(error, xs_buffer{}, [&] { return toBuffer(writer->open().get_metadata(toString(key))); });
}

uint64_t xs_writer_document_count(xs_writer *writer, xs_error *error) {
    return guarded(error, uint64_t(0), [&] { return uint64_t(writer->open().get_doccount()); });
}

void xs_writer_commit(xs_writer *writer, xs_error *error) {
    guarded(error, [&] { writer->commit(); });
}

void xs_writer_rollback(xs_writer *writer, xs_error *error) {
    guarded(error, [&] { writer->reopen(); });
}

void xs_writer_free(xs_writer *writer) {
    delete writer;
}
