#include "Columns.hh"

#include "Guard.hh"
#include "Record.hh"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace shim {

namespace {

constexpr double earthRadiusMetres = 6371008.8;
constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr const char *stampsKey = "shim:chunk-stamps";

/// More documents than this are taken for a broken index, before memory is asked for them.
constexpr Xapian::docid largestDocument = 1 << 26;

/// Calls `body(index in chunk, value)` for each document of a chunk that has a value in the slot.
template <typename Body>
void forEachValue(const Xapian::Database &database, Xapian::valueno slot, Xapian::docid first, Body &&body) {
    auto value = database.valuestream_begin(slot);
    const auto end = database.valuestream_end(slot);
    if (value == end) return;
    for (value.skip_to(first); value != end; ++value) {
        const Xapian::docid document = value.get_docid();
        if (document < first) throw Failure(XS_CORRUPT, "stored values are out of order");
        if (document - first >= Chunk::size) return;
        body(document - first, *value);
    }
}

void loadNumbers(Chunk &chunk, const Xapian::Database &database, Xapian::docid first) {
    for (unsigned slot = 0; slot < XS_NUMBER_SLOTS; ++slot) {
        auto &numbers = chunk.numbers[slot];
        forEachValue(database, firstNumberSlot + slot, first, [&](Xapian::docid index, const std::string &value) {
            if (numbers.empty()) numbers.assign(Chunk::size, missing);
            numbers[index] = Xapian::sortable_unserialise(value);
        });
    }
}

void loadMarks(Chunk &chunk, const Xapian::Database &database, Xapian::docid first) {
    forEachValue(database, marksSlot, first, [&](Xapian::docid index, const std::string &value) {
        if (chunk.marks.empty()) chunk.marks.assign(Chunk::size, xs_marks{});
        chunk.marks[index] = unpackedMarks(value);
    });
}

void loadPlaces(Chunk &chunk, const Xapian::Database &database, Xapian::docid first) {
    std::vector<uint32_t> counts(Chunk::size + 1, 0);
    forEachValue(database, placesSlot, first, [&](Xapian::docid index, const std::string &value) {
        const auto places = StoredPlace::unpacked(value);
        counts[index + 1] = uint32_t(places.size());
        for (const auto &place : places) {
            constexpr double unit = StoredPlace::unitsPerDegree;
            chunk.places.push_back(Point::at(place.latitude / unit, place.longitude / unit));
        }
    });
    if (chunk.places.empty()) return;
    for (size_t index = 1; index < counts.size(); ++index) counts[index] += counts[index - 1];
    chunk.placeStarts = std::move(counts);
}

} // namespace

Point Point::at(double latitude, double longitude) {
    constexpr double radian = 3.14159265358979323846 / 180;
    const double north = latitude * radian, east = longitude * radian;
    return {std::cos(north) * std::cos(east), std::cos(north) * std::sin(east), std::sin(north)};
}

double metresOfChordSquared(double chordSquared) {
    // std::min would make a number of "no place".
    if (std::isnan(chordSquared)) return chordSquared;
    const double halfChord = std::sqrt(chordSquared) / 2;
    // Rounding can take opposite points past 1; what is not a number stays so.
    return 2 * earthRadiusMetres * std::asin(halfChord > 1 ? 1 : halfChord);
}

double chordSquaredOfMetres(double metres) {
    const double halfAngle = metres / (2 * earthRadiusMetres);
    if (halfAngle >= 3.14159265358979323846 / 2) return 4;
    return 4 * std::sin(halfAngle) * std::sin(halfAngle);
}

std::shared_ptr<const Chunk> Chunk::load(const Xapian::Database &database, Xapian::docid first, uint64_t stamp) {
    auto chunk = std::make_shared<Chunk>();
    chunk->stamp = stamp;
    loadNumbers(*chunk, database, first);
    loadMarks(*chunk, database, first);
    loadPlaces(*chunk, database, first);
    return chunk;
}

ChunkStamps ChunkStamps::read(const Xapian::Database &database) {
    const std::string packed = database.get_metadata(stampsKey);
    ChunkStamps result;
    result.stamps.resize(packed.size() / sizeof(uint64_t));
    std::memcpy(result.stamps.data(), packed.data(), result.stamps.size() * sizeof(uint64_t));
    return result;
}

void ChunkStamps::write(Xapian::WritableDatabase &database) const {
    const auto *bytes = reinterpret_cast<const char *>(stamps.data());
    database.set_metadata(stampsKey, std::string(bytes, stamps.size() * sizeof(uint64_t)));
}

void ChunkStamps::set(Xapian::docid document, uint64_t stamp) {
    const size_t chunk = document >> Chunk::sizeBits;
    if (chunk >= stamps.size()) stamps.resize(chunk + 1, 0);
    stamps[chunk] = stamp;
}

double Columns::number(Xapian::docid document, unsigned slot) const {
    const size_t chunk = document >> Chunk::sizeBits;
    if (chunk >= chunks.size()) return missing;
    const auto &numbers = chunks[chunk]->numbers[slot];
    return numbers.empty() ? missing : numbers[document & (Chunk::size - 1)];
}

const xs_marks &Columns::marks(Xapian::docid document) const {
    static constexpr xs_marks none{};
    const size_t chunk = document >> Chunk::sizeBits;
    if (chunk >= chunks.size() || chunks[chunk]->marks.empty()) return none;
    return chunks[chunk]->marks[document & (Chunk::size - 1)];
}

double Columns::nearestChordSquared(Xapian::docid document, const Point &centre) const {
    const size_t index = document >> Chunk::sizeBits;
    if (index >= chunks.size()) return missing;
    const Chunk &chunk = *chunks[index];
    if (chunk.placeStarts.empty()) return missing;
    const size_t within = document & (Chunk::size - 1);
    double nearest = missing;
    for (size_t place = chunk.placeStarts[within]; place < chunk.placeStarts[within + 1]; ++place) {
        nearest = std::fmin(nearest, chunk.places[place].chordSquared(centre));
    }
    return nearest;
}

std::shared_ptr<const Columns> Columns::load(const Xapian::Database &database, const Columns *previous) {
    auto columns = std::make_shared<Columns>();
    columns->uuid = database.get_uuid();
    columns->revision = database.get_revision();
    const Xapian::docid last = database.get_lastdocid();
    if (last > largestDocument) throw Failure(XS_CORRUPT, "the index claims too many documents");
    const ChunkStamps stamps = ChunkStamps::read(database);
    const bool isSameIndex = previous && previous->uuid == columns->uuid;
    for (size_t index = 0; index <= last >> Chunk::sizeBits; ++index) {
        const uint64_t stamp = stamps.of(index);
        if (isSameIndex && index < previous->chunks.size() && stamp != 0 && previous->chunks[index]->stamp == stamp) {
            columns->chunks.push_back(previous->chunks[index]);
        } else {
            columns->chunks.push_back(Chunk::load(database, Xapian::docid(index) << Chunk::sizeBits, stamp));
        }
    }
    return columns;
}

std::shared_ptr<const Columns> SharedColumns::loaded(const Xapian::Database &database) {
    if (!newest || newest->revision != database.get_revision() || newest->uuid != database.get_uuid()) {
        newest = Columns::load(database, newest.get());
    }
    return newest;
}

} // namespace shim
