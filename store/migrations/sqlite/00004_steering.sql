-- +goose Up

-- What the leader wrote on the steering group's decision sheet, by part.
CREATE TABLE sheet_texts (
    journey    TEXT    NOT NULL,
    part       TEXT    NOT NULL,
    ordinal    INTEGER NOT NULL,
    text       TEXT    NOT NULL,
    revision   INTEGER NOT NULL,
    written_by TEXT    NOT NULL,
    written_at INTEGER NOT NULL,
    erased     INTEGER NOT NULL,
    PRIMARY KEY (journey, part)
) STRICT, WITHOUT ROWID;

-- The administrations' links and answers. hash is that of the link's token, '' for a withdrawn one.
CREATE TABLE invitations (
    journey        TEXT    NOT NULL,
    id             TEXT    NOT NULL,
    ordinal        INTEGER NOT NULL,
    administration TEXT    NOT NULL,
    hash           TEXT    NOT NULL,
    until          TEXT    NOT NULL,
    invited_at     INTEGER NOT NULL,
    invited_by     TEXT    NOT NULL,
    stance         TEXT    NOT NULL,
    digest         TEXT    NOT NULL,
    answered_at    INTEGER NOT NULL,
    title          TEXT    NOT NULL,
    note           TEXT    NOT NULL,
    erased         INTEGER NOT NULL,
    PRIMARY KEY (journey, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX invitations_hash ON invitations (hash);
