-- +goose Up

-- Everything here follows from the events and can be written anew from them.

-- Dated events that explain figures. content is JSON; withdrawn_at is 0 for one that stands.
CREATE TABLE annotations (
    id           TEXT    PRIMARY KEY,
    content      TEXT    NOT NULL,
    revision     INTEGER NOT NULL,
    noted_at     INTEGER NOT NULL,
    written_by   TEXT    NOT NULL,
    written_at   INTEGER NOT NULL,
    withdrawn    TEXT    NOT NULL,
    withdrawn_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
