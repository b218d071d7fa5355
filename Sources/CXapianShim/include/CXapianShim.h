#ifndef CXAPIANSHIM_H
#define CXAPIANSHIM_H

/// The whole C surface over libxapian: a writer, readers with shared columns, and a word splitter.
///
/// No entry point lets a C++ exception out: each takes an `xs_error` and fills it in. A handle may be used by one
/// thread at a time; only `xs_shared` may be shared. Text is UTF-8 with a length, so NUL is an ordinary character.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#pragma clang assume_nonnull begin

/// Number slots that a document has: 0 up to, not including, this.
#define XS_NUMBER_SLOTS 16

/// A document's marks are this many words of 64 bits; mark `n` is bit `n % 64` of word `n / 64`.
#define XS_MARK_WORDS 6

typedef enum xs_code {
    XS_OK = 0,
    XS_NOT_FOUND,
    XS_LOCKED,
    XS_CORRUPT,
    XS_MODIFIED,
    XS_INVALID_ARGUMENT,
    XS_IO,
    XS_OTHER,
} xs_code;

/// What went wrong; `message` ends with NUL and is cut when too long.
typedef struct xs_error {
    xs_code code;
    char message[248];
} xs_error;

/// Borrowed bytes, valid during the call.
typedef struct xs_bytes {
    const uint8_t *_Nullable base;
    size_t count;
} xs_bytes;

/// A part of the arena that comes along in the same call.
typedef struct xs_span { uint32_t start, length; } xs_span;

/// Bytes given to the caller, who releases them with `xs_buffer_free`.
typedef struct xs_buffer {
    uint8_t *_Nullable base;
    size_t count;
} xs_buffer;

void xs_buffer_free(xs_buffer buffer);

typedef struct xs_marks { uint64_t words[XS_MARK_WORDS]; } xs_marks;

// MARK: Words

/// Splits text as documents are split, in order: for each word its length (uint32), its bytes, its English stem's
/// length (uint32) and the stem's bytes. Words longer than 64 bytes are left out, as in documents.
xs_buffer xs_tokens(xs_bytes text, xs_error *error);

// MARK: Writing

typedef struct xs_text {
    xs_span prefix;
    xs_span text;
    uint32_t weight;
    bool feeds_spelling;
    bool keeps_positions;
} xs_text;

typedef struct xs_term {
    xs_span term;
    uint32_t weight;
} xs_term;

typedef struct xs_number {
    uint32_t slot;
    double value;
} xs_number;

/// Degrees north and east.
typedef struct xs_place {
    double latitude;
    double longitude;
} xs_place;

typedef struct xs_document {
    xs_bytes arena;
    xs_span id_term;
    xs_span id;
    xs_span sample;
    xs_span payload;
    xs_marks marks;
    uint64_t fingerprint;
    const xs_text *_Nullable texts;
    size_t text_count;
    const xs_term *_Nullable terms;
    size_t term_count;
    const xs_number *_Nullable numbers;
    size_t number_count;
    const xs_place *_Nullable places;
    size_t place_count;
} xs_document;

typedef struct xs_writer xs_writer;

/// Opens the index folder at `path`, making it when there is none and `create` is set. Holds `path.lock` until freed.
xs_writer *_Nullable xs_writer_open(xs_bytes path, bool create, xs_error *error);

/// Starts an empty index at `path.aside`, to take the place of `path` with `xs_writer_publish`.
xs_writer *_Nullable xs_writer_open_aside(xs_bytes path, xs_error *error);

/// Commits the index built aside, puts it at `path` in one step and goes on writing there.
void xs_writer_publish(xs_writer *writer, xs_error *error);

/// After a failure other than XS_INVALID_ARGUMENT a writer takes nothing more until `xs_writer_rollback`.
void xs_writer_replace(xs_writer *writer, const xs_document *document, xs_error *error);
void xs_writer_delete(xs_writer *writer, xs_bytes id_term, xs_error *error);
void xs_writer_set_metadata(xs_writer *writer, xs_bytes key, xs_bytes value, xs_error *error);
xs_buffer xs_writer_metadata(xs_writer *writer, xs_bytes key, xs_error *error);
uint64_t xs_writer_document_count(xs_writer *writer, xs_error *error);
void xs_writer_commit(xs_writer *writer, xs_error *error);
void xs_writer_rollback(xs_writer *writer, xs_error *error);

/// Drops what was not committed, and the lock.
void xs_writer_free(xs_writer *_Nullable writer);

// MARK: Reading

/// What the readers of one index share: numbers, marks and places of all documents, and whether its files are sound.
typedef struct xs_shared xs_shared;
typedef struct xs_reader xs_reader;

xs_shared *_Nullable xs_shared_create(xs_error *error);
void xs_shared_free(xs_shared *_Nullable shared);

/// Makes a reader that opens the index at its first use, and anew whenever another folder stands at `path`.
xs_reader *_Nullable xs_reader_create(xs_bytes path, xs_shared *shared, xs_error *error);
void xs_reader_free(xs_reader *_Nullable reader);

uint64_t xs_reader_document_count(xs_reader *reader, xs_error *error);
xs_buffer xs_reader_metadata(xs_reader *reader, xs_bytes key, xs_error *error);

/// Writes the number of documents that hold each term to `frequencies`, which has room for `count`.
void xs_reader_frequencies(
    xs_reader *reader, xs_bytes arena, const xs_span *terms, size_t count, uint64_t *frequencies, xs_error *error);

/// Gives the nearest word of the spelling dictionary at most `max_edits` edits away; empty when there is none.
xs_buffer xs_reader_spelling(xs_reader *reader, xs_bytes word, uint32_t max_edits, xs_error *error);

/// Lists every document: its id's length (uint32), its id's bytes, its fingerprint (uint64).
xs_buffer xs_reader_fingerprints(xs_reader *reader, xs_bytes id_prefix, xs_error *error);

// MARK: Searching

typedef enum xs_operator {
    XS_MATCH_ALL,
    XS_MATCH_NONE,
    XS_TERM,
    XS_WILDCARD,
    XS_OR,
    XS_AND,
    XS_MAX,
    XS_SYNONYM,
    XS_AND_MAYBE,
    XS_AND_NOT,
    XS_FILTER,
    XS_SCALE,
    XS_PHRASE,
    XS_NEAR,
} xs_operator;

/// One step of a query in postfix order: it takes `operands` queries off the stack and puts one on.
/// `number` is the factor of XS_SCALE, the window of XS_PHRASE and XS_NEAR, the most words of XS_WILDCARD.
typedef struct xs_query_step {
    xs_operator op;
    uint32_t operands;
    double number;
    xs_span term;
} xs_query_step;

/// Bounds are included; a document without the number passes when `keeps_missing` is set.
typedef struct xs_number_range {
    uint32_t slot;
    double low;
    double high;
    bool keeps_missing;
} xs_number_range;

/// Keeps documents with a place within `radius_metres` (may be infinite) of the centre, those in the range `exempt`,
/// and those that hold one of the terms.
typedef struct xs_place_filter {
    xs_place centre;
    double radius_metres;
    bool keeps_placeless;
    const xs_number_range *_Nullable exempt;
    const xs_span *_Nullable exempt_terms;
    size_t exempt_term_count;
} xs_place_filter;

/// A document has the value when it has the mark, or for a range when its number is in it.
typedef struct xs_facet_value {
    bool is_range;
    bool is_chosen;
    uint32_t mark;
    xs_number_range range;
} xs_facet_value;

/// The next `value_count` of the search's facet values. With a choice among them a hit must have one chosen value, or
/// with `needs_all` every one.
typedef struct xs_facet { uint32_t value_count; bool needs_all; } xs_facet;

typedef enum xs_factor_kind { XS_FACTOR_MARKS, XS_FACTOR_RANGE, XS_FACTOR_DISTANCE } xs_factor_kind;

/// What a score is multiplied by: `high` with any of the marks, or within the range, and `low` without. By distance:
/// from `high` at the centre towards `low` far off, half way at `halfway_metres`; `unknown` without a place.
typedef struct xs_factor {
    xs_factor_kind kind;
    double high, low, unknown;
    double halfway_metres;
    xs_marks marks;
    xs_number_range range;
} xs_factor;

typedef enum xs_sort { XS_BY_RELEVANCE, XS_BY_DISTANCE, XS_BY_NUMBER } xs_sort;

typedef struct xs_search {
    xs_bytes arena;
    const xs_query_step *_Nullable steps;
    size_t step_count;
    uint32_t offset;
    uint32_t limit;
    uint32_t check_at_least;
    const xs_number_range *_Nullable ranges;
    size_t range_count;
    const xs_place_filter *_Nullable place;
    const xs_number_range *_Nullable leading;
    const xs_facet *_Nullable facets;
    size_t facet_count;
    const xs_facet_value *_Nullable facet_values;
    size_t facet_value_count;
    const xs_factor *_Nullable factors;
    size_t factor_count;
    xs_sort sort;
    uint32_t sort_slot;
    bool sort_descending;
    uint32_t snippet_bytes;
    bool explains;
    double saturation;
    double length_normalisation;
} xs_search;

/// Marks in a hit's snippet, which holds them nowhere else.
#define XS_HIGHLIGHT_START 0x01
#define XS_HIGHLIGHT_END 0x02

/// `distance_metres` is not a number where unknown; `trails` is set when the `leading` condition failed; `factors` has
/// one number for each factor of the search; `matched_terms` has for each term its length (uint32) and its bytes.
typedef struct xs_hit {
    xs_bytes id;
    xs_bytes payload;
    xs_bytes snippet;
    xs_bytes matched_terms;
    double text_score;
    double score;
    const double *_Nullable factors;
    double distance_metres;
    bool trails;
} xs_hit;

/// `facet_counts` has one count for each facet value of the search. When the total is not exact, it and the counts
/// are lower bounds.
typedef struct xs_results {
    uint64_t total;
    bool total_is_exact;
    const uint64_t *_Nullable facet_counts;
    const xs_hit *_Nullable hits;
    size_t hit_count;
} xs_results;

/// Searches the newest committed state. The caller releases the results with `xs_results_free`.
const xs_results *_Nullable xs_reader_search(xs_reader *reader, const xs_search *search, xs_error *error);
void xs_results_free(const xs_results *_Nullable results);

#pragma clang assume_nonnull end

#ifdef __cplusplus
}
#endif

#endif
