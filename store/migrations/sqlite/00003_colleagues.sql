-- +goose Up

-- What colleagues say to each other about answers. Dates are '' and moments 0 for none.
ALTER TABLE journey_answers ADD COLUMN due_on TEXT NOT NULL DEFAULT '';
ALTER TABLE journey_answers ADD COLUMN proposed_by TEXT NOT NULL DEFAULT '';

CREATE TABLE journey_comments (
    journey      TEXT    NOT NULL,
    number       INTEGER NOT NULL,
    item         TEXT    NOT NULL,
    field        TEXT    NOT NULL,
    text         TEXT    NOT NULL,
    written_by   TEXT    NOT NULL,
    role         TEXT    NOT NULL,
    written_at   INTEGER NOT NULL,
    private      INTEGER NOT NULL,
    withdrawn_at INTEGER NOT NULL,
    erased       INTEGER NOT NULL,
    PRIMARY KEY (journey, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE journey_evidence (
    journey     TEXT    NOT NULL,
    number      INTEGER NOT NULL,
    item        TEXT    NOT NULL,
    field       TEXT    NOT NULL,
    label       TEXT    NOT NULL,
    address     TEXT    NOT NULL,
    file_number TEXT    NOT NULL,
    attached_by TEXT    NOT NULL,
    attached_at INTEGER NOT NULL,
    erased      INTEGER NOT NULL,
    PRIMARY KEY (journey, number)
) STRICT, WITHOUT ROWID;

-- Requests for help. A guest's link stands here as its hash, '' for a colleague with sign-in.
CREATE TABLE journey_requests (
    journey      TEXT    NOT NULL,
    id           TEXT    NOT NULL,
    ordinal      INTEGER NOT NULL,
    item         TEXT    NOT NULL,
    question     TEXT    NOT NULL,
    section      TEXT    NOT NULL,
    person       TEXT    NOT NULL,
    email        TEXT    NOT NULL,
    link_hash    TEXT    NOT NULL,
    note         TEXT    NOT NULL,
    due_on       TEXT    NOT NULL,
    made_by      TEXT    NOT NULL,
    made_at      INTEGER NOT NULL,
    opened_at    INTEGER NOT NULL,
    reminded_at  INTEGER NOT NULL,
    answered_at  INTEGER NOT NULL,
    withdrawn_at INTEGER NOT NULL,
    erased       INTEGER NOT NULL,
    PRIMARY KEY (journey, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX journey_requests_link ON journey_requests (link_hash) WHERE link_hash <> '';

CREATE TABLE journey_proposals (
    journey    TEXT    NOT NULL,
    id         TEXT    NOT NULL,
    ordinal    INTEGER NOT NULL,
    item       TEXT    NOT NULL,
    field      TEXT    NOT NULL,
    request    TEXT    NOT NULL,
    source     TEXT    NOT NULL,
    state      TEXT    NOT NULL,
    text       TEXT    NOT NULL,
    revision   INTEGER NOT NULL,
    written_by TEXT    NOT NULL,
    written_at INTEGER NOT NULL,
    sent_at    INTEGER NOT NULL,
    decided_by TEXT    NOT NULL,
    decided_at INTEGER NOT NULL,
    word       TEXT    NOT NULL,
    erased     INTEGER NOT NULL,
    PRIMARY KEY (journey, id)
) STRICT, WITHOUT ROWID;
