-- +goose Up

-- Files, by the SHA-256 of their content. They are part of the history: events name them, and the last event
-- that does keeps a file here.
CREATE TABLE files (
    hash TEXT PRIMARY KEY,
    data BLOB NOT NULL
) STRICT;

-- The documents of the starter pack. about and draft are JSON, draft '' for none; drafts counts them all.
CREATE TABLE documents (
    id        TEXT    PRIMARY KEY,
    programme TEXT    NOT NULL,
    ordinal   INTEGER NOT NULL,
    about     TEXT    NOT NULL,
    draft     TEXT    NOT NULL,
    drafts    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX documents_programme ON documents (programme, ordinal);

-- Their published versions. head is the version without its text, as JSON; the text stands apart, for lists
-- need none.
CREATE TABLE document_versions (
    document TEXT    NOT NULL,
    number   INTEGER NOT NULL,
    head     TEXT    NOT NULL,
    text_da  TEXT    NOT NULL,
    text_en  TEXT    NOT NULL,
    PRIMARY KEY (document, number)
) STRICT;

-- The teams that municipalities have named.
CREATE TABLE journey_teams (
    journey TEXT    NOT NULL,
    team    TEXT    NOT NULL,
    ordinal INTEGER NOT NULL,
    name    TEXT    NOT NULL,
    removed INTEGER NOT NULL,
    PRIMARY KEY (journey, team)
) STRICT, WITHOUT ROWID;

-- Which version of which document has reached a journey. Dates are '' for not yet.
CREATE TABLE journey_documents (
    journey      TEXT    NOT NULL,
    item         TEXT    NOT NULL,
    document     TEXT    NOT NULL,
    version      INTEGER NOT NULL,
    delivered_on TEXT    NOT NULL,
    opened_on    TEXT    NOT NULL,
    received_on  TEXT    NOT NULL,
    in_use_on    TEXT    NOT NULL,
    PRIMARY KEY (journey, item, document)
) STRICT, WITHOUT ROWID;

CREATE INDEX journey_documents_document ON journey_documents (document, version);

-- Which version each team uses; team is '' for a municipality that has named none.
CREATE TABLE journey_document_uses (
    journey  TEXT    NOT NULL,
    item     TEXT    NOT NULL,
    document TEXT    NOT NULL,
    team     TEXT    NOT NULL,
    version  INTEGER NOT NULL,
    used_on  TEXT    NOT NULL,
    PRIMARY KEY (journey, item, document, team)
) STRICT, WITHOUT ROWID;
