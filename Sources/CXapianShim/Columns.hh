#pragma once

#include "CXapianShim.h"
#include "DocumentSet.hh"

#include <xapian.h>

#include <array>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace shim {

/// A point on the unit sphere.
struct Point {
    double x, y, z;
    static Point at(double latitude, double longitude);

    /// The square of the straight line between two points; it grows with the distance over ground.
    double chordSquared(const Point &other) const {
        const double dx = x - other.x, dy = y - other.y, dz = z - other.z;
        return dx * dx + dy * dy + dz * dz;
    }
};

/// Metres over ground for a chord, the same as haversine gives on a sphere of 6,371,008.8 m (the mean Earth radius).
double metresOfChordSquared(double chordSquared);

/// The inverse; distances of half the way round the Earth and more give 4.
double chordSquaredOfMetres(double metres);

/// Numbers, marks and places of `size` documents in a row.
struct Chunk {
    static constexpr unsigned sizeBits = 12;
    static constexpr Xapian::docid size = 1 << sizeBits;

    uint64_t stamp = 0;
    /// By slot; empty when no document of the chunk has a number there, otherwise NaN where there is none.
    std::array<std::vector<double>, XS_NUMBER_SLOTS> numbers;
    /// Empty when no document of the chunk has a mark.
    std::vector<xs_marks> marks;
    /// Where each document's places begin in `places`; empty when no document of the chunk has one.
    std::vector<uint32_t> placeStarts;
    std::vector<Point> places;

    /// Reads the chunk that begins with document number `first`.
    static std::shared_ptr<const Chunk> load(const Xapian::Database &database, Xapian::docid first, uint64_t stamp);
};

/// For every chunk the commit that last changed it, kept in the index's metadata by the writer.
/// A reader then loads only the chunks that changed since it last looked.
struct ChunkStamps {
    std::vector<uint64_t> stamps;

    static ChunkStamps read(const Xapian::Database &database);
    void write(Xapian::WritableDatabase &database) const;
    void set(Xapian::docid document, uint64_t stamp);

    /// 0 when unknown.
    uint64_t of(size_t chunk) const { return chunk < stamps.size() ? stamps[chunk] : 0; }
};

/// Numbers, marks and places of all documents of one revision, by document number. What it gives never changes.
struct Columns {
    std::string uuid;
    Xapian::rev revision = 0;
    std::vector<std::shared_ptr<const Chunk>> chunks;
    TermDocuments termDocuments;

    /// NaN where the document has none.
    double number(Xapian::docid document, unsigned slot) const;

    const xs_marks &marks(Xapian::docid document) const;

    /// The smallest chord from `centre` to a place of the document; NaN when it has none.
    double nearestChordSquared(Xapian::docid document, const Point &centre) const;

    /// Loads a revision, sharing what is the same as in `previous`.
    static std::shared_ptr<const Columns> load(const Xapian::Database &database, const Columns *previous);
};

/// The newest columns that any reader has loaded.
class SharedColumns {
public:
    /// Calls `refresh`, which gives a database at its newest revision, and gives the columns of just that revision.
    template <typename Refresh>
    std::shared_ptr<const Columns> newestOf(Refresh &&refresh) {
        // Refreshed under the lock, no reader is behind what another has loaded, so no revision is loaded twice.
        const std::lock_guard<std::mutex> lock(mutex);
        return loaded(refresh());
    }

private:
    std::mutex mutex;
    std::shared_ptr<const Columns> newest;

    std::shared_ptr<const Columns> loaded(const Xapian::Database &database);
};

} // namespace shim
