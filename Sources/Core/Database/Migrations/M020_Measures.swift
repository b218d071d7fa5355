import GRDB

/// Definitions of measures, what people answered, goals, and the anonymous Friends and Family Test.
enum M020_Measures {
    static let name = "M020 measures"

    static func migrate(_ db: Database) throws {
        try db.execute(sql: answers)
        try db.execute(sql: experience)
    }

    /// `answers` (numbers and nulls by question) and the words of goals are sealed; scores are plain numbers, to be
    /// counted. No answer is ever deleted: what was typed in wrongly is struck out. A goal goes with the last answer about
    /// it.
    private static let answers = """
        CREATE TABLE measureDefinition (
            code TEXT NOT NULL,
            version INTEGER NOT NULL CHECK (version >= 1),
            origin TEXT NOT NULL CHECK (origin IN ('built in', 'pack')),
            isOffered INTEGER NOT NULL CHECK (isOffered IN (0, 1)),
            definition TEXT NOT NULL CHECK (json_valid(definition)),
            PRIMARY KEY (code, version)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE measureResponse (
            id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
            episodeID TEXT NOT NULL REFERENCES episode(id) ON DELETE RESTRICT,
            measure TEXT NOT NULL,
            measureVersion INTEGER NOT NULL,
            stage TEXT NOT NULL CHECK (stage IN ('start', 'review', 'end')),
            answeredOn TEXT NOT NULL,
            mode TEXT NOT NULL CHECK (mode IN ('self', 'with help', 'by somebody else', 'on paper')),
            answers BLOB NOT NULL,
            missing INTEGER NOT NULL CHECK (missing >= 0),
            isValid INTEGER NOT NULL CHECK (isValid IN (0, 1)),
            recordedAt TEXT NOT NULL,
            recordedBy TEXT REFERENCES account(id) ON DELETE RESTRICT,
            formKey TEXT NOT NULL UNIQUE,
            struckAt TEXT,
            struckBy TEXT REFERENCES account(id) ON DELETE RESTRICT,
            CHECK ((struckAt IS NULL) = (struckBy IS NULL)),
            FOREIGN KEY (measure, measureVersion) REFERENCES measureDefinition(code, version) ON DELETE RESTRICT
        ) STRICT;
        CREATE INDEX measureResponseByEpisode ON measureResponse(episodeID, measure, answeredOn);
        CREATE INDEX measureResponseByMeasure ON measureResponse(measure, measureVersion, stage, answeredOn);

        CREATE TABLE measureScore (
            responseID TEXT NOT NULL REFERENCES measureResponse(id) ON DELETE RESTRICT,
            score TEXT NOT NULL,
            value REAL NOT NULL,
            PRIMARY KEY (responseID, score)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE goal (
            episodeID TEXT NOT NULL REFERENCES episode(id) ON DELETE RESTRICT,
            item TEXT NOT NULL,
            words BLOB NOT NULL,
            setAt TEXT NOT NULL,
            PRIMARY KEY (episodeID, item)
        ) STRICT, WITHOUT ROWID;
        """

    /// Without a rowid, because that would say in which order people answered; `key` is a hash, so the rows lie in none.
    private static let experience = """
        CREATE TABLE experience (
            key BLOB NOT NULL PRIMARY KEY CHECK (length(key) = 32),
            offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE RESTRICT,
            month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]'),
            answer INTEGER NOT NULL CHECK (answer BETWEEN 1 AND 6),
            words BLOB
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX experienceByOffer ON experience(offerID, month);
        """
}
