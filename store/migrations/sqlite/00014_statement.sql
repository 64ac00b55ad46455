-- +goose Up

-- Everything here follows from the events and can be written anew from them.

-- The editions of a month's statements: what waits for its release (released_at is 0) and what has been released.
-- files and comments are JSON, as is changed: the municipalities whose own counts changed.
CREATE TABLE statement_editions (
    month       TEXT    NOT NULL,
    number      INTEGER NOT NULL,
    as_of       INTEGER NOT NULL,
    reason      TEXT    NOT NULL,
    changed     TEXT    NOT NULL,
    frozen_by   TEXT    NOT NULL,
    frozen_for  TEXT    NOT NULL,
    frozen_at   INTEGER NOT NULL,
    released_by TEXT    NOT NULL,
    released_at INTEGER NOT NULL,
    files       TEXT    NOT NULL,
    comments    TEXT    NOT NULL,
    PRIMARY KEY (month, number)
) STRICT, WITHOUT ROWID;

-- What is to be said to a unit with a month's next release.
CREATE TABLE statement_comments (
    month      TEXT    NOT NULL,
    unit       TEXT    NOT NULL,
    text       TEXT    NOT NULL,
    revision   INTEGER NOT NULL,
    written_by TEXT    NOT NULL,
    written_at INTEGER NOT NULL,
    erased     INTEGER NOT NULL,
    PRIMARY KEY (month, unit)
) STRICT, WITHOUT ROWID;
