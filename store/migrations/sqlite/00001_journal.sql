-- +goose Up

-- Two processes that open a new version at once must not both carry out a migration: the second one's
-- transaction fails here, as a whole.
CREATE UNIQUE INDEX goose_db_version_once ON goose_db_version (version_id);

-- The history. Rows are added and never changed. previous is empty for a stream's first event.
CREATE TABLE events (
    position     INTEGER PRIMARY KEY,
    stream_kind  TEXT    NOT NULL,
    stream_id    TEXT    NOT NULL,
    number       INTEGER NOT NULL CHECK (number >= 1),
    at           INTEGER NOT NULL,
    actor        TEXT    NOT NULL,
    on_behalf_of TEXT    NOT NULL,
    kind         TEXT    NOT NULL,
    kind_version INTEGER NOT NULL,
    subject      TEXT    NOT NULL,
    digest       BLOB    NOT NULL,
    previous     BLOB    NOT NULL,
    hash         BLOB    NOT NULL,
    CONSTRAINT events_stream UNIQUE (stream_kind, stream_id, number)
) STRICT;

-- What the events say. An erased content has no row.
CREATE TABLE payloads (
    position INTEGER PRIMARY KEY REFERENCES events (position),
    salt     BLOB NOT NULL,
    data     BLOB NOT NULL
) STRICT;

-- The end of each stream.
CREATE TABLE heads (
    stream_kind TEXT    NOT NULL,
    stream_id   TEXT    NOT NULL,
    number      INTEGER NOT NULL,
    hash        BLOB    NOT NULL,
    at          INTEGER NOT NULL,
    PRIMARY KEY (stream_kind, stream_id)
) STRICT, WITHOUT ROWID;

-- The end of the order that runs through all streams: one row.
CREATE TABLE ledger (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    position INTEGER NOT NULL,
    hash     BLOB    NOT NULL
) STRICT;

INSERT INTO ledger (one, position, hash) VALUES (1, 0, X'');

-- What each client key has done.
CREATE TABLE client_keys (
    actor   TEXT    NOT NULL,
    key     TEXT    NOT NULL,
    content BLOB    NOT NULL,
    result  BLOB    NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (actor, key)
) STRICT, WITHOUT ROWID;
