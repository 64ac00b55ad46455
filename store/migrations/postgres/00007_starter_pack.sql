-- +goose Up

-- Files, by the SHA-256 of their content. They are part of the history: events name them, and the last event
-- that does keeps a file here.
CREATE TABLE files (
    hash TEXT COLLATE "C" PRIMARY KEY,
    data BYTEA NOT NULL
);

-- The documents of the starter pack. about and draft are JSON, draft '' for none; drafts counts them all.
CREATE TABLE documents (
    id        TEXT COLLATE "C"    PRIMARY KEY,
    programme TEXT COLLATE "C"    NOT NULL,
    ordinal   BIGINT  NOT NULL,
    about     TEXT COLLATE "C"    NOT NULL,
    draft     TEXT COLLATE "C"    NOT NULL,
    drafts    BIGINT  NOT NULL
);

CREATE INDEX documents_programme ON documents (programme, ordinal);

-- Their published versions. head is the version without its text, as JSON; the text stands apart, for lists
-- need none.
CREATE TABLE document_versions (
    document TEXT COLLATE "C"    NOT NULL,
    number   BIGINT  NOT NULL,
    head     TEXT COLLATE "C"    NOT NULL,
    text_da  TEXT COLLATE "C"    NOT NULL,
    text_en  TEXT COLLATE "C"    NOT NULL,
    PRIMARY KEY (document, number)
);

-- The teams that municipalities have named.
CREATE TABLE journey_teams (
    journey TEXT COLLATE "C"    NOT NULL,
    team    TEXT COLLATE "C"    NOT NULL,
    ordinal BIGINT  NOT NULL,
    name    TEXT COLLATE "C"    NOT NULL,
    removed BIGINT  NOT NULL,
    PRIMARY KEY (journey, team)
);

-- Which version of which document has reached a journey. Dates are '' for not yet.
CREATE TABLE journey_documents (
    journey      TEXT COLLATE "C"    NOT NULL,
    item         TEXT COLLATE "C"    NOT NULL,
    document     TEXT COLLATE "C"    NOT NULL,
    version      BIGINT  NOT NULL,
    delivered_on TEXT COLLATE "C"    NOT NULL,
    opened_on    TEXT COLLATE "C"    NOT NULL,
    received_on  TEXT COLLATE "C"    NOT NULL,
    in_use_on    TEXT COLLATE "C"    NOT NULL,
    PRIMARY KEY (journey, item, document)
);

CREATE INDEX journey_documents_document ON journey_documents (document, version);

-- Which version each team uses; team is '' for a municipality that has named none.
CREATE TABLE journey_document_uses (
    journey  TEXT COLLATE "C"    NOT NULL,
    item     TEXT COLLATE "C"    NOT NULL,
    document TEXT COLLATE "C"    NOT NULL,
    team     TEXT COLLATE "C"    NOT NULL,
    version  BIGINT  NOT NULL,
    used_on  TEXT COLLATE "C"    NOT NULL,
    PRIMARY KEY (journey, item, document, team)
);
