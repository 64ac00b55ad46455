-- +goose Up

-- Everything here follows from the events and can be written anew from them.

-- Good stories. passed_on holds readers between commas (',front_staff,'), '' for none. about, consents and
-- told are JSON. A withdrawn story has its cause and nothing that was told.
CREATE TABLE stories (
    id              TEXT    PRIMARY KEY,
    municipality    TEXT    NOT NULL,
    title           TEXT    NOT NULL,
    text            TEXT    NOT NULL,
    advice          TEXT    NOT NULL,
    teller          TEXT    NOT NULL,
    about           TEXT    NOT NULL,
    revision        INTEGER NOT NULL,
    collected_by    TEXT    NOT NULL,
    collected_at    INTEGER NOT NULL,
    consents        TEXT    NOT NULL,
    passed_on       TEXT    NOT NULL,
    passed_on_by    TEXT    NOT NULL,
    passed_on_at    INTEGER NOT NULL,
    withdrawn_cause TEXT    NOT NULL,
    withdrawn_by    TEXT    NOT NULL,
    withdrawn_at    INTEGER NOT NULL,
    told            TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX stories_municipality ON stories (municipality);

-- Syntheses. draft is JSON; published is JSON, '' where no edition stands.
CREATE TABLE syntheses (
    id                 TEXT    PRIMARY KEY,
    draft              TEXT    NOT NULL,
    revision           INTEGER NOT NULL,
    written_by         TEXT    NOT NULL,
    written_at         INTEGER NOT NULL,
    published          TEXT    NOT NULL,
    published_revision INTEGER NOT NULL,
    edition            INTEGER NOT NULL,
    published_by       TEXT    NOT NULL,
    published_at       INTEGER NOT NULL,
    retracted          TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

-- The elements that are followed in a journey, as JSON.
CREATE TABLE followed (
    journey  TEXT PRIMARY KEY,
    elements TEXT NOT NULL
) STRICT, WITHOUT ROWID;
